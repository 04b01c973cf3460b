import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { scaleOf, tickText, ticksOf } from "../../frontend/src/base/scale";
import { checked, configForm, stub, suggestion } from "../../frontend/src/distribution/config";
import "../../frontend/src/distribution/chart";
import type { Spread } from "../../frontend/src/distribution/messages";
import { axisOf, barsOf, place, rankOf, rankSentence, stripOf } from "../../frontend/src/distribution/view";
import { Asking, buttonOf, deep, page, press, settled, textOf } from "./ask_card";
import { localize } from "./english";
import { DEVICE, fakeHass } from "./hass";
import recorded from "./recorded/distribution.json";
import { personAt } from "./recorded";

const SPREADS = recorded as unknown as Readonly<Record<"systolic" | "heart_rate" | "weight", Spread>>;
const SYSTOLIC = SPREADS.systolic;
const CONFIG = { type: "custom:healthsense-distribution-card", device_id: DEVICE };

function strip(spread: Spread): NonNullable<ReturnType<typeof stripOf>> {
  const found = stripOf(spread.percentiles);
  if (found === null) throw new Error("no percentiles");
  return found;
}

async function shown(asking: Asking, config: object = { vital: "systolic" }): Promise<HTMLElement> {
  const body = document.createElement("healthsense-distribution-body");
  return asking.show(body, { ...CONFIG, ...config }, personAt("checked up"));
}

const spreads = (): Asking =>
  new Asking({ "healthsense/distribution": ({ vital }) => SPREADS[vital as keyof typeof SPREADS] });

let asking: Asking;

beforeEach(() => {
  asking = spreads();
});

afterEach(() => {
  document.body.replaceChildren();
});

describe("the bars of a distribution", () => {
  it("hold every value once, the highest at full height", () => {
    const bars = barsOf(SYSTOLIC, strip(SYSTOLIC));
    expect(bars.reduce((sum, bar) => sum + bar.share, 0)).toBeCloseTo(1);
    expect(Math.max(...bars.map((bar) => bar.height))).toBe(1);
    expect(bars.map((bar) => bar.zone)).toContain("half");
  });

  it("rank a value among the others, from none to all below it", () => {
    const { p5, p50, p95 } = strip(SYSTOLIC);
    expect(rankOf(SYSTOLIC, 0)).toBe(0);
    expect(rankOf(SYSTOLIC, 999)).toBe(100);
    expect(Math.abs(rankOf(SYSTOLIC, p50) - 50)).toBeLessThan(5);
    expect(rankOf(SYSTOLIC, p5)).toBeLessThan(rankOf(SYSTOLIC, p95));
  });

  it("do not tell a rank that few values carry", () => {
    expect(rankSentence(localize, "180 mmHg", "now", 99.6)).toContain("higher than nearly all");
    expect(rankSentence(localize, "80 mmHg", "now", 0)).toContain("lower than nearly all");
    expect(rankSentence(localize, "133 mmHg", "now", 51.4)).toContain("higher than about 51 of 100");
  });

  it("lie on an axis that has room for the newest value and for people like the person", () => {
    const scale = scaleOf(fakeHass(), "systolic", "mmHg");
    const people = stripOf(SYSTOLIC.reference?.percentiles ?? {});
    const axis = axisOf(barsOf(SYSTOLIC, strip(SYSTOLIC)), 170, people, scale);
    for (const value of [170, people?.p5 ?? NaN]) {
      expect(place(axis, value)).toBeGreaterThan(0);
      expect(place(axis, value)).toBeLessThan(100);
    }
  });
});

describe("an axis", () => {
  it("has round ticks in the unit that is shown", () => {
    expect(ticksOf(54, 81, 5)).toEqual([60, 70, 80]);
    expect(ticksOf(0.1, 0.9, 4)).toEqual([0.2, 0.4, 0.6, 0.8]);
    const hass = fakeHass(undefined, { config: { time_zone: "UTC", unit_system: { temperature: "°F", mass: "kg" } } });
    const scale = scaleOf(hass, "temperature", "°C");
    expect(scale.whole(37)).toBe("98.6 °F");
    expect(scale.ours(scale.shown(36.6))).toBeCloseTo(36.6);
    expect([2.5, 5].map((tick) => tickText(hass, tick, [2.5, 5]))).toEqual(["2.5", "5"]);
  });
});

describe("the distribution card", () => {
  it("asks for the vital and the period, and says how the values are spread", async () => {
    const body = await shown(asking);
    const [asked] = asking.sent("healthsense/distribution");
    expect(asked).toMatchObject({ vital: "systolic" });
    expect(Date.parse(asked?.end as string) - Date.parse(asked?.start as string)).toBe(30 * 86_400_000);
    expect(textOf(body)).toContain("Half of all values lie between 129 and 136 mmHg");
    expect(textOf(body)).toContain("The newest, 124 mmHg");
  });

  it("shows people like the person, with where the figures are from", async () => {
    const body = await shown(asking);
    expect(textOf(body)).toContain("Beside: 607 women of 40 to 49 years.");
    expect(textOf(body)).toContain("higher than that of about 89 of 100");
    expect(textOf(body)).toContain("NHANES 2017 to March 2020, by way of health-engine 0.6.0. Licence: MIT.");
  });

  it("says why nobody stands beside", async () => {
    expect(textOf(await shown(asking, { vital: "heart_rate" }))).toContain("there is no table of people like you");
  });

  it("says that there is too little, and what to do", async () => {
    expect(textOf(await shown(asking, { vital: "weight" }))).toContain("too few readings in this period");
  });

  it("is read bar by bar with the arrow keys, in one tab stop", async () => {
    const body = await shown(asking);
    const histogram = deep(body, "healthsense-histogram");
    const plot = deep(body, "[role=application]");
    expect(histogram.shadowRoot?.querySelectorAll("[tabindex]")).toHaveLength(1);
    const readout = async (key: string): Promise<string> => {
      press(plot, key);
      await settled(body as never);
      return deep(body, ".readout").textContent.trim();
    };
    expect(await readout("ArrowRight")).toBe("120 to 125 mmHg: 3 values, 5.4 %");
    expect(await readout("ArrowRight")).toBe("125 to 130 mmHg: 13 values, 23 %");
    expect(await readout("End")).toBe("140 to 145 mmHg: 4 values, 7.1 %");
    expect(await readout("Escape")).toBe("56 values");
  });

  it("says the same as tables", async () => {
    const body = await shown(asking);
    buttonOf(body, "Show as table").click();
    await settled(body as never);
    const rows = [...(deep(body, "healthsense-histogram").shadowRoot?.querySelectorAll("tbody tr") ?? [])];
    expect(rows.map((row) => row.textContent.replace(/\s+/g, " ").trim())).toContain("50 of 100 133 mmHg 114 mmHg");
    expect(rows).toHaveLength(Object.keys(SYSTOLIC.percentiles).length + SYSTOLIC.bins.length);
  });

  it("asks for another period when one is chosen, and keeps the answer in sight meanwhile", async () => {
    const body = await shown(asking);
    const span = { startMs: Date.parse("2026-11-01T00:00Z"), endMs: Date.parse("2026-11-08T00:00Z") };
    const detail = { range: "week", span, now: false };
    deep(body, "healthsense-range").dispatchEvent(new CustomEvent("range-changed", { detail }));
    await settled(body as never);
    expect(asking.sent("healthsense/distribution").at(-1)).toMatchObject({
      start: "2026-11-01T00:00:00.000Z",
      end: "2026-11-08T00:00:00.000Z",
    });
  });

  it("says in words what went wrong", async () => {
    asking.connection.answer = () => {
      throw Object.assign(new Error(""), { code: "not_found", translation_key: "person_unknown" });
    };
    expect(textOf(await shown(asking))).toContain("HealthSense knows no such person");
  });
});

describe("its configuration", () => {
  it("is refused with the reason", () => {
    expect(() => checked({ ...CONFIG, range: "decade" })).toThrow(
      'range: "decade" is not possible. Choose from: hour, day, week, month, year.',
    );
    expect(() => checked({ ...CONFIG, vital: 5 })).toThrow("vital must be a text");
    expect(checked({ ...CONFIG, vital: "spo2", range: "year" })).toMatchObject({ vital: "spo2" });
  });

  it("begins with the first person, and is offered for what has a spread", () => {
    expect(stub(fakeHass())).toMatchObject({ device_id: DEVICE, vital: "heart_rate" });
    expect(suggestion(fakeHass(), "sensor.bob_heart_rate")?.config).toMatchObject({ vital: "heart_rate" });
    expect(suggestion(fakeHass(), "sensor.bob_overall_status")).toBeNull();
  });

  it("has an editor that explains every field", async () => {
    page(fakeHass());
    const form = await configForm();
    expect(form.schema.map(({ name }) => name)).toEqual(["device_id", "vital", "range"]);
    for (const field of form.schema) {
      expect(form.computeLabel(field)).toMatch(/^[A-Z]/);
      expect(form.computeHelper(field)).toMatch(/\.$/);
    }
  });
});
