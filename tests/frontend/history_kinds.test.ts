import { describe, expect, it } from "vitest";
import type { Assessment, Columns } from "../../frontend/src/data/messages";
import type { Chart } from "../../frontend/src/data/series";
import { clockMs, traces } from "../../frontend/src/history/glucose/view";
import { BED, NIGHT, nightOf, nightsIn, oneNight } from "../../frontend/src/history/nights";
import { newestRecording, oxygenNights } from "../../frontend/src/history/oxygen/view";
import { bucketFor, bucketed, isIn, meanOf, pairs, zoneOf } from "../../frontend/src/history/pressure/view";
import type { Raw } from "../../frontend/src/history/readings";
import { durations, levels, minutesOf } from "../../frontend/src/history/sleep/view";

const BERLIN = "Europe/Berlin";
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const at = (text: string): number => Date.parse(text);
const raw = (time: string, value: number | string, source = "cuff"): Raw => ({ atMs: at(time), value, source });

describe("blood pressure", () => {
  it("joins what one measurement told, and nothing else", () => {
    const systolic = [
      raw("2026-11-19T08:00:00Z", 124),
      raw("2026-11-19T08:01:00Z", 120),
      raw("2026-11-19T08:00:00Z", 150, "other"),
      raw("2026-11-19T20:00:00Z", 131),
    ];
    const diastolic = [
      raw("2026-11-19T08:00:00Z", 79),
      raw("2026-11-19T08:01:00Z", 76),
      raw("2026-11-19T20:05:00Z", 80),
    ];
    expect(pairs(systolic, diastolic).map((one) => [one.systolic, one.diastolic])).toEqual([
      [124, 79],
      [120, 76],
    ]);
  });

  it.each([
    [119, 69, "non_elevated"],
    [120, 60, "elevated"],
    [110, 70, "elevated"],
    [134, 84, "elevated"],
    [135, 60, "hypertension"],
    [110, 85, "hypertension"],
  ])("%i/%i lies in the zone %s", (systolic, diastolic, zone) => {
    expect(zoneOf({ atMs: 0, systolic, diastolic, count: 1 })).toBe(zone);
  });

  it("tells mornings from evenings by the clock on the wall", () => {
    expect(isIn("morning", at("2026-11-19T05:00:00Z"), BERLIN)).toBe(true);
    expect(isIn("morning", at("2026-11-19T09:00:00Z"), BERLIN)).toBe(false);
    expect(isIn("evening", at("2026-07-19T16:00:00Z"), BERLIN)).toBe(true);
    expect(isIn("evening", at("2026-07-19T15:59:00Z"), BERLIN)).toBe(false);
    expect(isIn("all", 0, BERLIN)).toBe(true);
  });

  it("averages days where single readings find no room, and weeks where days find none", () => {
    const [week, year] = [7 * DAY_MS, 365 * DAY_MS];
    expect([bucketFor(28, week, 300), bucketFor(120, 30 * DAY_MS, 300), bucketFor(1460, year, 900)]).toEqual([
      "reading",
      "day",
      "week",
    ]);
    const found = pairs(
      [raw("2026-11-19T08:00:00Z", 120), raw("2026-11-19T20:00:00Z", 130), raw("2026-11-20T08:00:00Z", 140)],
      [raw("2026-11-19T08:00:00Z", 70), raw("2026-11-19T20:00:00Z", 80), raw("2026-11-20T08:00:00Z", 90)],
    );
    expect(
      bucketed(found, "day", BERLIN).map(({ systolic, diastolic, count }) => [systolic, diastolic, count]),
    ).toEqual([
      [125, 75, 2],
      [140, 90, 1],
    ]);
    expect(bucketed(found, "week", BERLIN)).toHaveLength(1);
    expect(meanOf([])).toBeNull();
  });
});

describe("nights", () => {
  it("belong to the day on which they end, over a change of the clock too", () => {
    // Clocks went back on 25 October 2026: the night is an hour longer.
    const night = nightOf("2026-10-26", BERLIN, NIGHT);
    expect(night && new Date(night.startMs).toISOString()).toBe("2026-10-25T20:00:00.000Z");
    const span = { startMs: at("2026-10-23T12:00:00Z"), endMs: at("2026-10-27T12:00:00Z") };
    expect(nightsIn(span, BERLIN, NIGHT).map(({ day }) => day)).toEqual([
      "2026-10-24",
      "2026-10-25",
      "2026-10-26",
      "2026-10-27",
    ]);
  });

  it("of a day: the last that is not only just beginning", () => {
    const day = (endMs: number): string | undefined => oneNight({ startMs: endMs - DAY_MS, endMs }, BERLIN, NIGHT)?.day;
    expect(day(at("2026-11-20T10:00:00Z"))).toBe("2026-11-20");
    expect(day(at("2026-11-20T22:00:00Z"))).toBe("2026-11-20");
    expect(day(at("2026-11-21T03:00:00Z"))).toBe("2026-11-21");
    expect(oneNight({ startMs: 0, endMs: 7 * DAY_MS }, BERLIN, NIGHT)).toBeNull();
  });
});

describe("oxygen", () => {
  it("is told of nights with readings enough, and of the hours of the night alone", () => {
    const night = nightOf("2026-11-20", "UTC", NIGHT);
    const before = nightOf("2026-11-19", "UTC", NIGHT);
    if (night === null || before === null) throw new Error("no night");
    const columns = {
      t: [night.startMs - HOUR_MS, night.startMs, night.startMs + HOUR_MS, before.startMs],
      min: [70, 91, 88, 95],
      mean: [80, 96, 94, 96],
      max: [99, 98, 97, 97],
      count: [60, 60, 20, 3],
    } as unknown as Columns;
    expect(oxygenNights(columns, [before, night])).toEqual([{ night, lowest: 88, mean: 95.5, highest: 98 }]);
  });

  it("knows which recording the scores are about, of those that say anything", () => {
    const hours = { key: "recording_hours", value: 7.25, unit: "h", measured_at: "2026-11-20T06:40:00Z" };
    const score = (refused: string | null, inputs: object[]): Assessment =>
      ({ refused, inputs }) as unknown as Assessment;
    const about = score(null, [{ key: "spo2", value: 91, unit: "%" }, hours]);
    const refused = score("not_enough_data", [{ ...hours, value: 0.1 }]);
    expect(newestRecording([undefined, refused, about])).toEqual({ endMs: at("2026-11-20T06:40:00Z"), hours: 7.25 });
    expect(newestRecording([undefined, refused])).toBeNull();
    expect(newestRecording([score(null, [])])).toBeNull();
  });
});

describe("sleep", () => {
  const night = nightOf("2026-11-20", "UTC", BED);
  const stages = [
    raw("2026-11-19T22:30:00Z", "in_bed", "watch"),
    raw("2026-11-19T23:00:00Z", "light", "watch"),
    raw("2026-11-19T23:30:00Z", "deep", "watch"),
    raw("2026-11-20T00:10:00Z", "rem", "watch"),
    raw("2026-11-20T00:20:00Z", "awake", "watch"),
    raw("2026-11-19T23:10:00Z", "awake", "phone"),
  ];

  it("is a line of steps with a gap where nothing was told", () => {
    const { t, value } = levels([...stages, raw("2026-11-20T05:00:00Z", "light", "watch")]);
    expect(value).toEqual([3, 1, 0, 2, 3, null, 1, null]);
    expect(t[5]).toBe(at("2026-11-20T01:20:00Z"));
  });

  it("sums up the minutes of one watch", () => {
    if (night === null) throw new Error("no night");
    expect(minutesOf(stages, night)).toEqual({ awake: 30, light: 30, deep: 40, rem: 10 });
    expect(minutesOf([], night)).toBeNull();
  });

  it("has one length a day", () => {
    const slept = [
      raw("2026-11-20T07:00:00Z", 430),
      raw("2026-11-20T08:00:00Z", 445),
      raw("2026-11-21T07:00:00Z", 460),
    ];
    expect([...durations(slept, BERLIN)]).toEqual([
      ["2026-11-20", 445],
      ["2026-11-21", 460],
    ]);
  });
});

describe("glucose", () => {
  it("lays days over each other by the clock", () => {
    const chart = {
      t: [at("2026-11-19T22:45:00Z"), at("2026-11-19T23:00:00Z"), at("2026-11-20T11:00:00Z")],
      mean: [100, 110, null],
    } as unknown as Chart;
    expect(traces(chart, BERLIN)).toEqual([
      { day: "2026-11-19", t: [23.75 * HOUR_MS], value: [100] },
      { day: "2026-11-20", t: [0, 12 * HOUR_MS], value: [110, null] },
    ]);
    expect(clockMs([0, 15])).toEqual([0, 900_000]);
  });
});
