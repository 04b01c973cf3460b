import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AlertsAnswer } from "../../frontend/src/alert/messages";
import { inWords } from "../../frontend/src/data/errors";
import type { Person, Reading } from "../../frontend/src/data/messages";
import type { Hass } from "../../frontend/src/ha";
import "../../frontend/src/history/card";
import "../../frontend/src/history/chart";
import type { HistoryBody } from "../../frontend/src/history/chart";
import { checked, configForm, suggestion } from "../../frontend/src/history/config";
import { earlier, goOn, totals, type Line } from "../../frontend/src/history/line/data";
import { limitsOf, marksOf, ownUsual, sideOf } from "../../frontend/src/history/line/view";
import { STAYS_MS } from "../../frontend/src/history/moving";
import { HealthSensePlot } from "../../frontend/src/plot/element";
import { scaleOf } from "../../frontend/src/base/scale";
import { Asking, deep, page, textOf } from "./ask_card";
import { drawable } from "./canvas";
import { localize } from "./english";
import { DEVICE, fakeHass } from "./hass";
import alerts from "./recorded/alerts.json";
import { CHARTS, ERRORS, personAt } from "./recorded";

const SHOWN = ["heart_rate", "spo2"];
const NOW = Date.parse("2026-11-20T14:05:00Z");
const DAY_MS = 86_400_000;
const [NEWS2] = Object.values(personAt("checked up").assessments);
const ALERTS = alerts as unknown as AlertsAnswer;
const TYPE = "custom:healthsense-history-card";

describe("the configuration", () => {
  it("is taken as the strategy writes it", () => {
    const config = { type: TYPE, device_id: DEVICE, vitals: ["heart_rate"], range: "week", compare: "week" };
    expect(checked(config)).toBe(config);
  });

  it.each([
    [{ vitals: "heart_rate" }, "vitals"],
    [{ vitals: ["a", "b", "c", "d", "e"] }, "at most 4 names, not 5"],
    [{ kind: "pie" }, 'kind: "pie" is not possible'],
    [{ range: "decade" }, 'range: "decade" is not possible'],
    [{ compare: "hour" }, 'compare: "hour" is not possible'],
    [{ title: 5 }, "title must be a text"],
    [{ start: "2026-11-01" }, "belong together"],
    [{ start: "soon", end: "2026-11-01" }, "start must be a date"],
    [{ start: "2026-11-02", end: "2026-11-01" }, "before end"],
  ])("%j is refused with a reason", (wrong, reason) => {
    expect(() => checked({ type: TYPE, device_id: DEVICE, ...wrong })).toThrow(reason);
  });

  it("is offered for a vital with the kind that shows it best", () => {
    const entity = (key: string): Hass["entities"] => ({
      ...fakeHass().entities,
      [`sensor.${key}`]: {
        entity_id: `sensor.${key}`,
        device_id: DEVICE,
        platform: "healthsense",
        translation_key: key,
      },
    });
    const offered = (key: string): unknown =>
      suggestion(fakeHass(undefined, { entities: entity(key) }), `sensor.${key}`);
    expect(offered("spo2")).toEqual({ config: { type: TYPE, device_id: DEVICE, vitals: ["spo2"] } });
    expect(offered("systolic")).toEqual({ config: { type: TYPE, device_id: DEVICE, kind: "pressure" } });
    expect(offered("news2")).toBeNull();
  });

  it("has a form whose every field has a label and a help", async () => {
    page(fakeHass());
    const form = await configForm();
    for (const field of form.schema) {
      expect(form.computeLabel(field)).toMatch(/^[A-Z]/);
      expect(form.computeHelper(field)).toMatch(/\.$/);
    }
    document.body.replaceChildren();
  });
});

describe("a line that goes on", () => {
  const scale = scaleOf(fakeHass(), "heart_rate", "bpm");
  const made = (): Line => ({
    vital: "heart_rate",
    scale,
    t: [0, 60_000],
    value: [60, 70],
    low: [58, 70],
    high: [62, 70],
    stepMs: 60_000,
    freshForMs: 900_000,
    usual: null,
    daily: false,
    last: { count: 1, newestMs: 70_000 },
  });
  const reading = (atMs: number, value: number | string = 80): Reading => ({
    measured_at: new Date(atMs).toISOString(),
    value,
    unit: "bpm",
    source: "strap",
    fresh: true,
  });

  it("adds to the last point while that lasts, each reading once", () => {
    const line = made();
    expect(goOn(line, reading(90_000))).toEqual([{ t: 60_000, value: 75, low: 70, high: 80 }]);
    expect(goOn(line, reading(90_000))).toEqual([]);
    expect(line.last).toEqual({ count: 2, newestMs: 90_000 });
  });

  it("begins a new point after it, behind a gap where nothing was current meanwhile", () => {
    expect(goOn(made(), reading(130_000))).toEqual([{ t: 130_000, value: 80, low: 80, high: 80 }]);
    expect(goOn(made(), reading(2_000_000))).toEqual([
      { t: 120_000, value: null, low: null, high: null },
      { t: 2_000_000, value: 80, low: 80, high: 80 },
    ]);
    expect(goOn({ ...made(), t: [], value: [], low: [], high: [] }, reading(80_000))).toHaveLength(1);
  });

  it("leaves what it knows, what is older and what is told in words", () => {
    expect(goOn(made(), reading(70_000))).toEqual([]);
    expect(goOn(made(), reading(50_000))).toEqual([]);
    expect(goOn(made(), reading(90_000, "irregular"))).toEqual([]);
  });
});

describe("a count that begins anew at midnight", () => {
  const HOURS_MS = 6 * 3_600_000;
  const startMs = Date.parse("2026-11-18T18:00:00Z");
  const high = [2000, 500, 4000, 9000, 9500, 300, 1000];
  const counted: Line = {
    vital: "steps",
    scale: scaleOf(fakeHass(), "steps", "steps"),
    t: high.map((_, index) => startMs + index * HOURS_MS),
    value: high,
    low: high,
    high,
    stepMs: HOURS_MS,
    freshForMs: DAY_MS,
    usual: null,
    daily: false,
    last: { count: 1, newestMs: 0 },
  };

  it("is told by the total of each day of the reader's clock", () => {
    const days = totals(counted, "Europe/Berlin");
    expect(days.t.map((at) => new Date(at).toISOString())).toEqual([
      "2026-11-17T23:00:00.000Z",
      "2026-11-18T23:00:00.000Z",
      "2026-11-19T23:00:00.000Z",
    ]);
    expect(days.value).toEqual([2000, 9500, 1000]);
    expect(totals(counted, "America/New_York").value).toEqual([2000, 9500, 1000]);
  });

  it("grows in the last bar", () => {
    const days = totals(counted, "Europe/Berlin");
    const lastMs = days.t.at(-1) ?? 0;
    const now: Reading = { measured_at: "2026-11-20T10:00:00Z", value: 1500, unit: "steps", source: "a", fresh: true };
    expect(goOn(days, now)).toEqual([{ t: lastMs, value: 1500 }]);
    expect(goOn(days, { ...now, measured_at: "2026-11-21T10:00:00Z" })).toEqual([]);
  });
});

describe("what stands beside a line", () => {
  it("is of the same hours by the clock, over a change of it", () => {
    const span = { startMs: Date.parse("2026-10-26T07:00:00Z"), endMs: Date.parse("2026-10-27T07:00:00Z") };
    const before = earlier(span, "week", "Europe/Berlin");
    expect(new Date(before.startMs).toISOString()).toBe("2026-10-19T06:00:00.000Z");
    expect(before.endMs - before.startMs).toBe(DAY_MS);
  });

  it("are the limits that hold, by the side that they watch", () => {
    expect(sideOf("heart_rate_high", "heart_rate")).toBe("card_history_above");
    expect(sideOf("temperature_very_high", "temperature")).toBe("card_history_above");
    expect(sideOf("spo2_low_spot", "spo2")).toBeUndefined();
    expect(sideOf("heart_rate_departure", "heart_rate")).toBeUndefined();
    const scale = scaleOf(fakeHass(), "heart_rate", "bpm");
    const limits = limitsOf(localize, ALERTS, "heart_rate", scale);
    expect(limits.map(({ name, value }) => [name, value])).toEqual([
      ["Warning above 130", 130],
      ["Warning below 40", 40],
      ["Urgent below 30", 30],
    ]);
    const off = ALERTS.rules.map((rule) => ({ ...rule, on: rule.rule === "heart_rate_high" }));
    expect(limitsOf(localize, { rules: off }, "heart_rate", scale)).toHaveLength(1);
  });

  it("are alerts that were given, told by shape and word, and notes", () => {
    const marks = marksOf(localize, ALERTS, SHOWN, NOW);
    const given = ALERTS.history.filter(({ raised }) => raised !== null);
    expect(marks).toHaveLength(given.length + ALERTS.notes.length + ALERTS.contexts.length);
    expect(marks.map(({ name, shape }) => [name, shape])).toContainEqual(["Urgent: Oxygen", "triangle"]);
    expect(marks.find(({ shape }) => shape === "diamond")?.name).toContain("slipped");
    expect(marks.map(({ atMs }) => atMs)).toEqual(marks.map(({ atMs }) => atMs).sort((a, b) => a - b));
    expect(marksOf(localize, undefined, SHOWN, NOW)).toEqual([]);
  });

  it("are no alerts about other readings alone", () => {
    const names = (vitals: readonly string[]): string[] =>
      marksOf(localize, ALERTS, vitals, NOW).map(({ name }) => name);
    expect(names(SHOWN)).toContain("Urgent: Oxygen");
    expect(names(["weight"])).not.toContain("Urgent: Oxygen");
    const several = ALERTS.history.map((one) => ({ ...one, causes: [...one.causes, "illness"] }));
    const marks = marksOf(localize, { ...ALERTS, history: several }, ["weight"], NOW);
    expect(marks.map(({ name }) => name)).toContain("Urgent: Oxygen");
  });

  it("are what a person was doing, from when to when", () => {
    const bars = marksOf(localize, ALERTS, SHOWN, NOW).filter(({ shape }) => shape === "bar");
    expect(bars.map(({ name, atMs, endMs }) => [name, atMs, endMs])).toEqual([
      ["Exercise", Date.parse("2026-11-19T06:00:00Z"), Date.parse("2026-11-19T06:45:00Z")],
      ["Sleep", Date.parse("2026-11-20T00:00:00Z"), Date.parse("2026-11-20T07:00:00Z")],
    ]);
  });

  it.each([
    ["2026-11-20T15:00:00Z", Date.parse("2026-11-20T15:00:00Z")],
    [null, NOW],
  ])("go on while they hold: planned until %s", (until, endMs) => {
    const began = "2026-11-20T13:00:00Z";
    const contexts = [{ context: "exercise", began, until, ended: null, set_by_name: null }];
    const marks = marksOf(localize, { ...ALERTS, history: [], notes: [], contexts }, SHOWN, NOW);
    expect(marks).toMatchObject([{ atMs: Date.parse(began), endMs, name: "Exercise" }]);
  });

  it("is what is usual for the person, where HealthSense learned it", () => {
    const person = personAt("checked up");
    expect(ownUsual(person, "heart_rate")).toBeNull();
    if (NEWS2 === undefined) throw new Error("no score was recorded");
    const deviation = {
      ...NEWS2,
      inputs: [{ key: "heart_rate_baseline", value: 64, unit: "bpm" }],
      lower: -10,
      upper: 12,
    };
    const learned = { ...person, assessments: { heart_rate_deviation: deviation } };
    expect(ownUsual(learned, "heart_rate")).toEqual([54, 76]);
  });
});

describe("the history card", () => {
  let asking: Asking;
  let body: HistoryBody;
  let person: Person;

  const answers = {
    "healthsense/series": ({ vital }: Record<string, unknown>) => ({
      ...structuredClone(CHARTS.heart_rate),
      vital,
      unit: vital === "spo2" ? "%" : "bpm",
    }),
    "healthsense/alerts": () => ALERTS,
  };

  beforeEach(() => {
    vi.useFakeTimers({ now: NOW });
    drawable();
    person = personAt("checked up");
    asking = new Asking(answers);
  });

  afterEach(() => {
    document.body.replaceChildren();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  async function settle(ms = 50): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms);
    await body.updateComplete;
    await vi.advanceTimersByTimeAsync(0);
  }

  async function show(config: object = {}): Promise<HealthSensePlot> {
    body = document.createElement("healthsense-history-body");
    Object.assign(body, { hass: asking.hass, localize, person, config: { type: TYPE, device_id: DEVICE, ...config } });
    document.body.append(body);
    await settle(300);
    const plot = deep(body, "healthsense-plot");
    if (!(plot instanceof HealthSensePlot)) throw new Error("there is no plot");
    return plot;
  }

  const series = (): Record<string, unknown>[] => asking.sent("healthsense/series");

  async function measured(value: number, atMs: number): Promise<void> {
    const heart_rate: Reading = {
      unit: "bpm",
      source: "strap",
      fresh: true,
      ...person.current.heart_rate,
      value,
      measured_at: new Date(atMs).toISOString(),
    };
    person = { ...person, current: { ...person.current, heart_rate } };
    body.person = person;
    await settle();
  }

  it("asks for the day in as many points as there are pixels, and for nothing twice", async () => {
    await show();
    const asked = { start: "2026-11-19T14:05:00.000Z", end: "2026-11-20T14:05:00.000Z", max_points: 500 };
    expect(series()).toEqual([expect.objectContaining(asked)]);
    body.person = { ...person };
    await settle(60_000);
    expect(series()).toHaveLength(1);
  });

  it("asks for marks anew when the person does something else", async () => {
    await show();
    expect(asking.sent("healthsense/alerts")).toHaveLength(1);
    if (person.alerts === null) throw new Error("no alerts were recorded");
    body.person = { ...person, alerts: { ...person.alerts, context: "exercise" } };
    await settle();
    expect(asking.sent("healthsense/alerts")).toHaveLength(2);
  });

  it("goes on with what is measured, without asking and without making the other points anew", async () => {
    const plot = await show();
    const [shown] = plot.panes[0]?.series ?? [];
    const panes = plot.panes;
    const times = shown?.t;
    const [count, length, first] = [series().length, shown?.t.length ?? 0, shown?.value[0]];
    const lastMs = shown?.t.at(-1) ?? 0;
    for (let minute = 0; minute < 5; minute += 1) await measured(90 + minute, Math.max(lastMs, NOW) + minute * 180_000);
    expect(series()).toHaveLength(count);
    expect(plot.panes).toBe(panes);
    expect(plot.panes[0]?.series[0]?.t).toBe(times);
    expect(shown?.t.length).toBeGreaterThanOrEqual(length + 5);
    expect(shown?.value.at(-1)).toBe(94);
    expect(shown?.value[0]).toBe(first);
  });

  it("keeps the picture while more is asked for, when the reader has stayed", async () => {
    const plot = await show();
    const panes = plot.panes;
    const count = series().length;
    for (let step = 1; step <= 4; step += 1) {
      const detail = { span: { startMs: NOW - DAY_MS, endMs: NOW - step * 3_600_000 }, by: "zoom" };
      plot.dispatchEvent(new CustomEvent("span-changed", { detail, bubbles: true, composed: true }));
      await settle(20);
    }
    expect(series()).toHaveLength(count);
    expect(plot.panes).toBe(panes);
    expect(plot.span.endMs).toBe(NOW - 4 * 3_600_000);
    await settle(STAYS_MS);
    expect(series()).toHaveLength(count + 1);
    expect(series().at(-1)?.end).toBe("2026-11-20T10:05:00.000Z");
    expect(() => deep(body, '[aria-checked="true"]')).toThrow();
  });

  it("draws vitals of one unit together, others below them", async () => {
    const plot = await show({ vitals: ["heart_rate", "resting_heart_rate", "spo2"] });
    expect(plot.panes.map((pane) => pane.series.map(({ name }) => name))).toEqual([
      ["Heart rate", "Resting heart rate"],
      ["Blood oxygen"],
    ]);
  });

  it("puts another time beside it, dashed, named and moved to the same place", async () => {
    const plot = await show({ compare: "week" });
    const [beside, own] = plot.panes[0]?.series ?? [];
    expect(beside).toMatchObject({ name: "A week before", dashed: true, shiftMs: 7 * DAY_MS });
    expect(own?.dashed).toBeUndefined();
    expect(series().some(({ start }) => start === "2026-11-12T14:05:00.000Z")).toBe(true);
  });

  it("asks once more when Home Assistant is back", async () => {
    await show();
    const count = series().length;
    asking.connection.lose();
    body.connected = false;
    await settle();
    expect(textOf(body)).toContain("no connection");
    asking.connection.comeBack();
    body.connected = true;
    await settle();
    expect(series()).toHaveLength(count + 1);
  });

  it("says what is wrong where it is refused", async () => {
    asking = new Asking({
      ...answers,
      "healthsense/series": () => {
        throw Object.assign(new Error("x"), ERRORS.nonsense);
      },
    });
    await show();
    expect(textOf(body)).toContain(inWords(ERRORS.nonsense, localize));
    // There is no picture to go through.
    expect(() => deep(body, '[role="application"]')).toThrow();
  });

  it("is told to a screen reader in a sentence, by keys, and as a table", async () => {
    const plot = await show();
    const stage = deep(body, '[role="application"]');
    expect(stage.getAttribute("aria-label")).toMatch(
      /^Bob, Heart rate\. Heart rate: on average \d+ bpm, lowest 62 bpm/,
    );
    stage.dispatchEvent(new KeyboardEvent("keydown", { key: "Home", bubbles: true }));
    await settle(300);
    expect(deep(plot, '[role="status"]').textContent).toMatch(/bpm/);
    deep(plot, '[aria-label="Show as table"]').click();
    await settle();
    expect(plot.shadowRoot?.querySelectorAll("tbody tr").length).toBeGreaterThan(2);
  });

  it("zooms, pans and goes back by keys", async () => {
    const plot = await show();
    const stage = deep(body, '[role="application"]');
    const press = async (key: string, shiftKey = false): Promise<void> => {
      stage.dispatchEvent(new KeyboardEvent("keydown", { key, shiftKey, bubbles: true }));
      await settle();
    };
    await press("+");
    expect(plot.span.endMs - plot.span.startMs).toBe(0.6 * DAY_MS);
    const { startMs } = plot.span;
    await press("ArrowLeft", true);
    expect(plot.span.startMs).toBe(startMs - 0.15 * DAY_MS);
    await press("Escape");
    expect(plot.span.endMs - plot.span.startMs).toBe(DAY_MS);
  });
});
