import { describe, expect, it } from "vitest";
import { dayOf, dayStartMs, instantMs, wallMs } from "../../frontend/src/base/zone";
import { axisPx, wrapped } from "../../frontend/src/plot/axis";
import { appendPoint, columnsOf, pointAt, stopsOf } from "../../frontend/src/plot/data";
import { valueRange } from "../../frontend/src/plot/range";
import { meanText, spokenAt, summary, tableOf, type Telling } from "../../frontend/src/plot/tell";
import { timeTicks } from "../../frontend/src/plot/ticks";
import type { PlotPane, PlotSeries } from "../../frontend/src/plot/types";
import { between, panned, pinched, zoomed } from "../../frontend/src/plot/zoom";
import { spanOf } from "../../frontend/src/span";
import { localize } from "./english";
import { fakeHass } from "./hass";

const BERLIN = "Europe/Berlin";
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const at = (text: string): number => Date.parse(text);
const NOON = at("2026-11-20T12:00:00Z");

function line(changes: Partial<PlotSeries> = {}): PlotSeries {
  return { id: "a", name: "Heart rate", look: "line", t: [], value: [], color: "#000", ...changes };
}

function pane(changes: Partial<PlotPane> = {}): PlotPane {
  return { id: "p", name: "Heart rate", unit: "bpm", series: [], format: (value) => value.toFixed(0), ...changes };
}

describe("the reader's clock", () => {
  it("is shown at an instant and found again, over both changes of the year", () => {
    expect(new Date(wallMs(at("2026-07-01T00:30:00Z"), BERLIN)).toISOString()).toBe("2026-07-01T02:30:00.000Z");
    for (const text of [
      "2026-03-28T23:00:00Z",
      "2026-03-29T10:00:00Z",
      "2026-10-25T04:00:00Z",
      "2026-12-31T23:30:00Z",
    ]) {
      expect(instantMs(wallMs(at(text), BERLIN), BERLIN)).toBe(at(text));
    }
  });

  it("begins its days at its own midnight", () => {
    expect(dayStartMs("2026-03-29", BERLIN)).toBe(at("2026-03-28T23:00:00Z"));
    expect(dayStartMs("2026-03-30", BERLIN)).toBe(at("2026-03-29T22:00:00Z"));
    expect(dayOf(at("2026-11-20T23:30:00Z"), BERLIN)).toBe("2026-11-21");
    expect(dayStartMs("20 November", BERLIN)).toBeNull();
  });
});

describe("the time axis", () => {
  const hass = (time_format = "24"): Telling["hass"] =>
    fakeHass(undefined, { locale: { language: "en", number_format: "language", time_format, time_zone: "server" } });
  const texts = (span: { startMs: number; endMs: number }, widthPx = 480, format = "24", timeZone = BERLIN): string[] =>
    timeTicks(span, { hass: hass(format), timeZone, widthPx, measure: (text) => text.length * 7 }).map(
      ({ text }) => text,
    );

  it("tells round times of the reader's zone, midnight by its day", () => {
    expect(texts(spanOf("day", NOON))).toEqual(
      ["15:00", "18:00", "21:00", "20 Fri", "03:00", "06:00", "09:00", "12:00"].map((text) =>
        text === "20 Fri" ? "Fri 20" : text,
      ),
    );
    expect(texts(spanOf("hour", NOON))).toEqual(["12:00", "12:10", "12:20", "12:30", "12:40", "12:50", "13:00"]);
  });

  it("tells full hours of a clock of twelve without minutes", () => {
    expect(texts(spanOf("day", NOON), 480, "12")).toContain("3 PM");
  });

  it("tells days of a week, weeks of a month, months of a year, years of many", () => {
    expect(texts(spanOf("week", NOON))).toEqual(["Sat 14", "Sun 15", "Mon 16", "Tue 17", "Wed 18", "Thu 19", "Fri 20"]);
    expect(texts(spanOf("month", NOON))).toEqual(["Oct 26", "Nov 2", "Nov 9", "Nov 16"]);
    expect(texts(spanOf("year", NOON), 600)).toEqual([
      "Dec",
      "2026",
      "Feb",
      "Mar",
      "Apr",
      "May",
      "Jun",
      "Jul",
      "Aug",
      "Sep",
      "Oct",
      "Nov",
    ]);
    expect(texts({ startMs: at("2021-06-01T00:00:00Z"), endMs: NOON })).toEqual([
      "2022",
      "2023",
      "2024",
      "2025",
      "2026",
    ]);
  });

  it("is never crowded", () => {
    for (const widthPx of [120, 240, 320, 768, 1200]) {
      for (const range of ["hour", "day", "week", "month", "year"] as const) {
        const span = spanOf(range, NOON);
        const ticks = timeTicks(span, {
          hass: hass("12"),
          timeZone: BERLIN,
          widthPx,
          measure: (text) => text.length * 7,
        });
        ticks.slice(1).forEach((tick, index) => {
          const apart = ((tick.atMs - (ticks[index]?.atMs ?? 0)) / (span.endMs - span.startMs)) * widthPx;
          expect(apart).toBeGreaterThan(tick.text.length * 7);
        });
      }
    }
  });

  it("steps over the hour that a clock leaves out, and the one it shows twice", () => {
    const spring = timeTicks(
      { startMs: at("2026-03-28T23:00:00Z"), endMs: at("2026-03-29T04:00:00Z") },
      { hass: hass(), timeZone: BERLIN, widthPx: 400, measure: () => 40 },
    );
    expect(spring.map(({ text }) => text)).toEqual(["Sun 29", "01:00", "03:00", "04:00", "05:00", "06:00"]);
    const times = spring.map(({ atMs }) => atMs);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
  });
});

describe("the values that a pane shows", () => {
  const span = { startMs: 0, endMs: 10 };
  const drawn = [line({ t: [1, 5, 20], value: [60, 80, 300], low: [55, 78, 300], high: [62, 90, 300] })];

  it("are those that are seen, with some room", () => {
    const [low, high] = valueRange(pane({ series: [line({ t: [1, 5], value: [60, 80] })] }), span);
    expect(low).toBeLessThan(60);
    expect(low).toBeGreaterThan(50);
    expect(high).toBeLessThan(90);
  });

  it("include a limit that lies near, and not one that would flatten everything", () => {
    const near = pane({
      series: drawn.map((one) => ({
        ...one,
        t: [1, 5, 9],
        value: [60, 80, 70],
        low: [55, 78, 70],
        high: [62, 90, 70],
      })),
      thresholds: [
        { name: "", value: 50, color: "" },
        { name: "", value: 200, color: "" },
      ],
    });
    const [low, high] = valueRange(near, span);
    expect(low).toBeLessThanOrEqual(50);
    expect(high).toBeLessThan(120);
  });

  it("hold the ends that are given, and make room around a single value", () => {
    expect(valueRange(pane({ ends: [0, 100] }), span)).toEqual([0, 100]);
    const [low, high] = valueRange(pane({ series: [line({ t: [1], value: [37] })] }), span);
    expect(low).toBeLessThan(37);
    expect(high).toBeGreaterThan(37);
  });
});

describe("the columns", () => {
  it("are the series' own arrays where they share their times: nothing is copied", () => {
    const t = [1, 2];
    const series = [line({ t, value: [5, 6] }), line({ id: "b", t, value: [7, null] })];
    const columns = columnsOf(pane({ series }));
    expect(columns[0]).toBe(t);
    expect(columns[1]).toBe(series[0]?.value);
  });

  it("join other times without making gaps of them", () => {
    const series = [line({ t: [1, 3], value: [5, null] }), line({ id: "b", t: [2, 3], value: [7, 8] })];
    expect(columnsOf(pane({ series }))).toEqual([
      [1, 2, 3],
      [5, undefined, null],
      [undefined, 7, 8],
    ]);
  });

  it("take one more point, or another value for the last, in place", () => {
    const one = line({ t: [1, 2], value: [5, 6], low: [5, 6], high: [5, 6] });
    const shown = pane({ series: [one] });
    const columns = columnsOf(shown);
    expect(appendPoint(shown, columns, "a", { t: 3, value: 9, low: 8, high: 10 })).toBe(true);
    expect(appendPoint(shown, columns, "a", { t: 3, value: 7, low: 6, high: 10 })).toBe(true);
    expect(appendPoint(shown, columns, "a", { t: 2, value: 1 })).toBe(false);
    expect(appendPoint(shown, columns, "other", { t: 9, value: 1 })).toBe(false);
    expect(columns).toEqual([
      [1, 2, 3],
      [5, 6, 7],
    ]);
    expect(columns[0]).toBe(one.t);
    expect([one.low, one.high]).toEqual([
      [5, 6, 6],
      [5, 6, 10],
    ]);
  });

  it("keep series of one length where they share their times, and find the row where they do not", () => {
    const t = [1];
    const shared = pane({ series: [line({ t, value: [5] }), line({ id: "b", t, value: [7] })] });
    appendPoint(shared, columnsOf(shared), "b", { t: 2, value: 8 });
    expect(shared.series.map(({ value }) => value)).toEqual([
      [5, null],
      [7, 8],
    ]);
    const apart = pane({ series: [line({ t: [1, 9], value: [5, 5] }), line({ id: "b", t: [2], value: [7] })] });
    const columns = columnsOf(apart);
    appendPoint(apart, columns, "b", { t: 4, value: 8 });
    expect(columns).toEqual([
      [1, 2, 4, 9],
      [5, undefined, undefined, 5],
      [undefined, 7, 8, undefined],
    ]);
  });
});

describe("the crosshair", () => {
  const series = line({ t: [0, 100, 200, 900], value: [1, 2, null, 4], stepMs: 100 });

  it("means the nearest point, as long as it lasts, and none in a gap", () => {
    expect(pointAt(series, 90, 20)).toBe(0);
    expect(pointAt(series, 190, 20)).toBe(1);
    expect(pointAt(series, 500, 20)).toBeNull();
    expect(pointAt(series, 895, 20)).toBe(3);
  });

  it("means the word that holds, until the next or a gap, and the last for as long as it lasts", () => {
    const steps = line({ look: "steps", t: [0, 1000, 2000, 9000], value: [1, 2, null, 4], stepMs: 500 });
    expect([-1, 0, 999, 1000, 1999].map((at) => pointAt(steps, at, 20))).toEqual([null, 0, 0, 1, 1]);
    expect([2000, 5000, 8990].map((at) => pointAt(steps, at, 20))).toEqual([null, null, null]);
    expect([9000, 9500, 9501].map((at) => pointAt(steps, at, 20))).toEqual([3, 3, null]);
  });

  it("stops at every point of every pane once", () => {
    const other = line({ id: "b", t: [100, 150], value: [1, 1] });
    expect(stopsOf([pane({ series: [series] }), pane({ series: [other] })])).toEqual([0, 100, 150, 900]);
  });
});

describe("words on an axis", () => {
  const ticks = ["Liegend", "Reagiert auf Ansprache", "Bewusstseinsstörung"].map((text, value) => ({ value, text }));

  it("stand in two lines where they are long, and end with dots where a line is too narrow", () => {
    expect(ticks.map(({ text }) => wrapped(text, 800))).toEqual([
      "Liegend",
      "Reagiert auf\nAnsprache",
      "Bewusstseinsstörung",
    ]);
    for (const { text } of ticks) {
      const lines = wrapped(text, 300).split("\n");
      expect(lines.length).toBeLessThanOrEqual(2);
      for (const one of lines) expect(one.length).toBeLessThanOrEqual(13);
    }
  });

  it("take no more than a third of a narrow plot, and all panes the same", () => {
    const panes = [pane({ ticks }), pane({ series: [line({ t: [1], value: [60] })] })];
    for (const widthPx of [240, 320, 480]) {
      expect(axisPx(fakeHass(), panes, { startMs: 0, endMs: 2 }, widthPx)).toBeLessThanOrEqual(widthPx / 3);
    }
    expect(axisPx(fakeHass(), panes.slice(1), { startMs: 0, endMs: 2 }, 480)).toBeLessThan(50);
  });
});

describe("zoom and pan", () => {
  const span = { startMs: 0, endMs: 100 * MINUTE_MS };

  it("keep what is pointed at where it is", () => {
    expect(zoomed(span, 0.5, 25 * MINUTE_MS)).toEqual({ startMs: 12.5 * MINUTE_MS, endMs: 62.5 * MINUTE_MS });
    expect(panned(span, -0.25)).toEqual({ startMs: -25 * MINUTE_MS, endMs: 75 * MINUTE_MS });
    expect(between(60 * MINUTE_MS, 20 * MINUTE_MS)).toEqual({ startMs: 20 * MINUTE_MS, endMs: 60 * MINUTE_MS });
  });

  it("keep under two fingers what they took hold of", () => {
    const { startMs, endMs } = pinched([20 * MINUTE_MS, 40 * MINUTE_MS], [0.25, 0.75], span);
    expect([startMs, endMs]).toEqual([10 * MINUTE_MS, 50 * MINUTE_MS]);
    expect(pinched([1, 2], [0.5, 0.5], span)).toBe(span);
  });

  it("end at a minute and at two years", () => {
    const { startMs, endMs } = zoomed(span, 1e-9, 0);
    expect(endMs - startMs).toBe(MINUTE_MS);
    const widest = zoomed(span, 1e9, 0);
    expect((widest.endMs - widest.startMs) / DAY_MS).toBeCloseTo(732);
    expect(between(5, 5).endMs - between(5, 5).startMs).toBe(MINUTE_MS);
  });
});

describe("a plot in words", () => {
  const startMs = at("2026-11-20T00:00:00Z");
  const t = Array.from({ length: 24 * 60 }, (_, minute) => startMs + minute * MINUTE_MS);
  const value = t.map((_, minute) => 60 + Math.floor(minute / 60));
  const series = [
    line({ t, value, low: value.map((one) => one - 2), high: value.map((one) => one + 2), stepMs: MINUTE_MS }),
  ];
  const telling: Telling = {
    hass: fakeHass(),
    localize,
    panes: [pane({ series })],
    marks: [{ atMs: startMs + 5 * HOUR_MS, shape: "triangle", name: "Warning: Pulse", color: "" }],
    span: { startMs, endMs: startMs + DAY_MS },
    timeZone: "UTC",
    clock: false,
  };

  it("says average, ends and how many marks there are", () => {
    expect(summary(telling)).toBe("Heart rate: on average 72 bpm, lowest 58 bpm, highest 85 bpm. Marks: 1.");
    expect(summary({ ...telling, panes: [pane({ series: [line()] })], marks: [] })).toBe(
      "Nothing was measured in this period.",
    );
    expect(meanText(telling, pane(), series[0] ?? line())).toBe("on average 72 (58 to 85)");
  });

  it("says what lies under the crosshair, with what happened then", () => {
    expect(spokenAt(telling, startMs + 5 * HOUR_MS)).toBe("Fri, Nov 20, 05:00, 65 (63 to 67) bpm, Warning: Pulse");
    expect(spokenAt(telling, startMs - 5 * HOUR_MS)).toContain("nothing measured");
  });

  it("makes hours of a day's minutes, and keeps few points as they are", () => {
    const table = tableOf(telling);
    expect(table.columns).toEqual(["Heart rate (bpm)"]);
    expect(table.rows).toHaveLength(24);
    expect(table.rows[5]?.time.replace(/\s/g, " ")).toBe("Fri 20, 05:00 – 06:00");
    expect(table.rows[5]?.cells).toEqual(["65 (63 to 67)"]);
    expect(table.marks).toEqual([{ time: "Fri, Nov 20, 05:00", name: "Warning: Pulse" }]);
    const lasting = { atMs: startMs, endMs: startMs + HOUR_MS, shape: "bar", name: "Exercise", color: "" } as const;
    expect(tableOf({ ...telling, marks: [lasting] }).marks.map(({ time }) => time.replace(/\s/g, " "))).toEqual([
      "Fri, Nov 20, 00:00 – 01:00",
    ]);
    const few = pane({ series: [line({ t: [startMs, startMs + HOUR_MS], value: [70, null] })] });
    expect(tableOf({ ...telling, panes: [few] }).rows).toEqual([{ time: "Fri, Nov 20, 00:00", cells: ["70"] }]);
  });
});
