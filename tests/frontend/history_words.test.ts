import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Person, Reading } from "../../frontend/src/data/messages";
import type { WordColumns } from "../../frontend/src/data/series";
import type { Hass } from "../../frontend/src/ha";
import "../../frontend/src/history/chart";
import type { HistoryBody } from "../../frontend/src/history/chart";
import { checked, configForm, suggestion } from "../../frontend/src/history/config";
import { HealthSensePlot } from "../../frontend/src/plot/element";
import { tableOf, type Telling } from "../../frontend/src/plot/tell";
import type { PlotPane, PlotSeries } from "../../frontend/src/plot/types";
import { Asking, deep, page, textOf } from "./ask_card";
import { drawable } from "./canvas";
import { localize } from "./english";
import { DEVICE, fakeHass } from "./hass";
import { BOB, CHARTS, ERRORS, personAt } from "./recorded";
import alerts from "./recorded/alerts.json";
import recorded from "./recorded/words.json";

const WORDS = recorded as unknown as Record<"60 points" | "5 points", WordColumns>;
const NOW = Date.parse("2026-11-20T12:00:00Z");
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const BEN = "device-ben";
const BEN_ID = "be000000000040008000000000000003";
const TYPE = "custom:healthsense-history-card";

let asking: Asking;
let body: HistoryBody;
let person: Person;

const series = ({ vital }: Record<string, unknown>): unknown =>
  structuredClone(vital === "sleep_stage" ? WORDS["60 points"] : { ...CHARTS.heart_rate, vital });

function ask(answer: (message: Record<string, unknown>) => unknown = series): void {
  const devices = {
    ...fakeHass().devices,
    [BEN]: { id: BEN, name: "Ben", identifiers: [["healthsense", BEN_ID]] },
  } as Hass["devices"];
  asking = new Asking({ "healthsense/series": answer, "healthsense/alerts": () => alerts }, { devices });
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  drawable();
  person = personAt("checked up");
  ask();
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

async function show(config: object): Promise<HealthSensePlot> {
  body = document.createElement("healthsense-history-body");
  Object.assign(body, { hass: asking.hass, localize, person, config: { type: TYPE, device_id: DEVICE, ...config } });
  document.body.append(body);
  await settle(300);
  const plot = deep(body, "healthsense-plot");
  if (!(plot instanceof HealthSensePlot)) throw new Error("there is no plot");
  return plot;
}

function only(plot: HealthSensePlot, id = "sleep_stage"): { pane: PlotPane; series: PlotSeries } {
  const pane = plot.panes.find((one) => one.id === id);
  const shown = pane?.series.at(-1);
  if (pane === undefined || shown === undefined) throw new Error("nothing is drawn");
  return { pane, series: shown };
}

/** What is drawn, in words: a gap is null. */
function told({ pane, series: shown }: ReturnType<typeof only>): (string | null)[] {
  return shown.value.map((value) => (value === null ? null : pane.format(value)));
}

describe("a vital that is told in words", () => {
  it("is drawn as steps, with a gap where nothing was current", async () => {
    const drawn = only(await show({ vitals: ["sleep_stage"] }));
    expect(drawn.series.look).toBe("steps");
    expect([drawn.series.low, drawn.series.high]).toEqual([undefined, undefined]);
    expect(told(drawn)).toEqual([
      "In bed",
      "Light sleep",
      "Deep sleep",
      "Deep sleep",
      "Light sleep",
      "REM sleep",
      "Awake",
      null,
      "Light sleep",
    ]);
    // It holds for as long as a stage is current.
    expect((drawn.series.t[7] ?? 0) - (drawn.series.t[6] ?? 0)).toBe(HOUR_MS);
    expect(drawn.series.stepMs).toBe(HOUR_MS);
  });

  it("of several sources says who told each step, in the table and under the crosshair", async () => {
    const sources = ["Bed", "Watch"].map((name) => ({ source: `ha:${name}`, name }));
    const both = { ...structuredClone(WORDS["60 points"]), sources, source: [1, 1, 1, 0, 0, 1, 1, 1] };
    ask(() => both);
    const plot = await show({ vitals: ["sleep_stage"] });
    const { series: drawn } = only(plot);
    expect(drawn.told).toEqual(["Watch", "Watch", "Watch", "Bed", "Bed", "Watch", "Watch", "", "Watch"]);
    const { panes, marks } = plot;
    const span = { startMs: NOW - 24 * HOUR_MS, endMs: NOW };
    const telling: Telling = { hass: asking.hass, localize, panes, marks, span, timeZone: "UTC", clock: false };
    const { rows } = tableOf(telling);
    expect(rows.map(({ cells }) => cells[0]).slice(0, 5)).toEqual([
      "In bed (Watch)",
      "Light sleep (Watch)",
      "Deep sleep (Watch)",
      "Deep sleep (Bed)",
      "Light sleep (Bed)",
    ]);
    const told: Reading = {
      measured_at: new Date(NOW - MINUTE_MS).toISOString(),
      value: "deep",
      unit: "",
      source: "ha:Bed",
      fresh: true,
    };
    person = { ...person, current: { ...person.current, sleep_stage: told } };
    Object.assign(body, { person });
    await settle();
    expect([drawn.told?.length, drawn.told?.at(-1)]).toEqual([drawn.t.length, "Bed"]);
  });

  it("of one source names nobody", async () => {
    expect(only(await show({ vitals: ["sleep_stage"] })).series.told).toBeUndefined();
  });

  it("has its words on the axis, deep sleep at the bottom, and no limits or averages", async () => {
    const { pane } = only(await show({ vitals: ["sleep_stage"] }));
    expect(pane.ticks?.map(({ text }) => text)).toEqual(["Deep sleep", "Light sleep", "REM sleep", "In bed", "Awake"]);
    expect([pane.bands, pane.thresholds]).toEqual([[], []]);
    expect(textOf(body)).not.toMatch(/average|\d\.\d/);
  });

  it("has a picture of its own below the numbers", async () => {
    const plot = await show({ vitals: ["heart_rate", "sleep_stage"] });
    expect(plot.panes.map(({ id }) => id)).toEqual(["bpm", "sleep_stage"]);
    expect(plot.panes[0]?.ticks).toBeUndefined();
  });

  it("is told to a screen reader, under the crosshair and in a table by its words", async () => {
    const plot = await show({ vitals: ["sleep_stage"] });
    const stage = deep(body, '[role="application"]');
    expect(stage.getAttribute("aria-label")).toContain(
      "Sleep stage: Awake, In bed, REM sleep, Light sleep, Deep sleep.",
    );
    stage.dispatchEvent(new KeyboardEvent("keydown", { key: "Home", bubbles: true }));
    await settle(300);
    expect(deep(plot, '[role="status"]').textContent).toContain("In bed");
    deep(plot, '[aria-label="Show as table"]').click();
    await settle();
    const cells = [...(plot.shadowRoot?.querySelectorAll("tbody td") ?? [])].map((cell) => cell.textContent.trim());
    expect(cells.slice(0, 3)).toEqual(["In bed", "Light sleep", "Deep sleep"]);
    expect(plot.shadowRoot?.querySelector("caption")?.textContent ?? "").not.toContain("Average");
  });

  it("goes on with what is told, replacing a word within a point and leaving what it does not know", async () => {
    const drawn = only(await show({ vitals: ["sleep_stage"] }));
    const lastMs = drawn.series.t.at(-1) ?? 0;
    const tell = async (value: string, atMs: number): Promise<void> => {
      const measured_at = new Date(atMs).toISOString();
      const sleep_stage: Reading = { unit: "", source: "watch", fresh: true, value, measured_at };
      person = { ...person, current: { ...person.current, sleep_stage } };
      body.person = person;
      await settle();
    };
    await tell("deep", lastMs + 2 * MINUTE_MS);
    expect(told(drawn).slice(-2)).toEqual([null, "Deep sleep"]);
    await tell("rem", lastMs + 30 * MINUTE_MS);
    await tell("snoring", lastMs + 31 * MINUTE_MS);
    expect(told(drawn).slice(-3)).toEqual([null, "Deep sleep", "REM sleep"]);
    await tell("awake", lastMs + 5 * HOUR_MS);
    expect(told(drawn).slice(-3)).toEqual(["REM sleep", null, "Awake"]);
    expect(drawn.series.t.at(-2)).toBe(lastMs + 30 * MINUTE_MS + HOUR_MS);
  });

  it("can be chosen in the form, and is offered for its entity", async () => {
    page(fakeHass());
    const form = await configForm();
    const field = form.schema.find(({ name }) => name === "vitals");
    const options = JSON.stringify(field);
    for (const vital of ["sleep_stage", "posture", "consciousness"]) expect(options).toContain(`"${vital}"`);
    const entities = (key: string): Hass["entities"] => ({
      ...fakeHass().entities,
      [`sensor.${key}`]: {
        entity_id: `sensor.${key}`,
        device_id: DEVICE,
        platform: "healthsense",
        translation_key: key,
      },
    });
    const offered = (key: string): unknown =>
      suggestion(fakeHass(undefined, { entities: entities(key) }), `sensor.${key}`);
    expect(offered("sleep_stage")).toEqual({ config: { type: TYPE, device_id: DEVICE, kind: "sleep" } });
    expect(offered("posture")).toEqual({ config: { type: TYPE, device_id: DEVICE, vitals: ["posture"] } });
  });
});

describe("the title", () => {
  const title = (): HTMLElement => deep(body, "h2");

  it.each([
    [{}, "Bob: Heart rate"],
    [{ vitals: ["heart_rate", "spo2"] }, "Bob: Heart rate, Blood oxygen"],
    [{ vitals: ["systolic", "heart_rate", "diastolic"] }, "Bob: Blood pressure, Heart rate"],
    [{ vitals: [], title: "" }, "Bob: Heart rate"],
    [{ vitals: ["spo2"], title: "At night" }, "At night"],
  ])("of %j is %s", async (config, expected) => {
    await show(checked({ type: TYPE, device_id: DEVICE, ...config }));
    expect(title().textContent.trim()).toBe(expected);
    expect(title().title).toBe(expected);
  });
});

describe("another person beside", () => {
  const asked = (): unknown[] => asking.sent("healthsense/series").map(({ person_id }) => person_id);

  it("is drawn where the user may see them, without a word", async () => {
    const plot = await show({ compare_device_id: BEN });
    expect(asked()).toEqual(expect.arrayContaining([BOB, BEN_ID]));
    expect(plot.panes[0]?.series.map(({ name }) => name)).toEqual(["Ben", "Heart rate"]);
    expect(textOf(body)).not.toContain("compare");
  });

  it("who is not there is told of, and the rest is drawn", async () => {
    const plot = await show({ compare_device_id: "gone" });
    expect(textOf(body)).toContain("The person to compare with was not found");
    expect(plot.panes[0]?.series.map(({ name }) => name)).toEqual(["Heart rate"]);
  });

  it.each([
    ["not to be known of", ERRORS.nobody, "was not found, or you may not see their readings"],
    [
      "not to be read",
      { code: "unauthorized", message: "", translation_key: "read_not_allowed" },
      "The person to compare with cannot be shown: ",
    ],
  ])("who is %s is told of, and the rest is drawn", async (_, error, expected) => {
    ask((message) => {
      if (message.person_id === BEN_ID) throw Object.assign(new Error("x"), error);
      return series(message);
    });
    const plot = await show({ compare_device_id: BEN });
    expect(textOf(body)).toContain(expected);
    expect(plot.panes[0]?.series.map(({ name }) => name)).toEqual(["Heart rate"]);
  });

  it("who is the person of the card is told of", async () => {
    await show({ compare_device_id: DEVICE });
    expect(textOf(body)).toContain("cannot be compared with themselves");
    expect(new Set(asked())).toEqual(new Set([BOB]));
  });

  it("is not told of in a card without one", async () => {
    await show({ compare_device_id: "" });
    expect(textOf(body)).not.toContain("compare");
  });
});
