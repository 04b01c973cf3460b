import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { checked, configForm, suggestion } from "../../frontend/src/risk/config";
import "../../frontend/src/risk/chart";
import type { Estimate, Explained, Past } from "../../frontend/src/risk/messages";
import {
  byVersion,
  contributions,
  kindOf,
  ofHundred,
  refusals,
  suppliesOf,
  toldBefore,
  upToNow,
} from "../../frontend/src/risk/view";
import type { PlotPane } from "../../frontend/src/plot/types";
import { Asking, buttonOf, deep, page, settled, textOf } from "./ask_card";
import { localize } from "./english";
import { DEVICE, fakeHass } from "./hass";
import assessment from "./recorded/assessment.json";
import explain from "./recorded/explain.json";
import cards from "./recorded/model_card.json";
import predictions from "./recorded/predictions.json";
import { personAt } from "./recorded";

// The plot has tests of its own; here counts what it is given.
vi.mock("../../frontend/src/plot/element", () => ({}));

const SAID = assessment.assessments as unknown as Readonly<Record<"diabetes_risk" | "heart_disease_risk", Estimate>>;
const TOLD = SAID.diabetes_risk;
const EXPLAINED = explain.diabetes as unknown as Explained;
const PAST = predictions.assessments.diabetes_risk as unknown as readonly [Past, ...Past[]];
const CONFIG = { type: "custom:healthsense-risk-card", device_id: DEVICE, assessment: "diabetes_risk" };
/** As PREVENT, SCORE2 and others answer. */
const OVER_YEARS: Estimate = {
  ...TOLD,
  assessment: "score2",
  value: 0.042,
  lower: null,
  upper: null,
  band: "low_to_moderate",
  model: undefined as never,
  log_odds: undefined as never,
  outcomes: undefined as never,
  inputs: [{ key: "systolic", value: 125, unit: "mmHg", points: 0.15 }],
  years: 10,
  optimal_value: 0.0378,
  lower_with: "systolic",
};
const POINTS: Estimate = {
  ...OVER_YEARS,
  assessment: "findrisc",
  value: 12,
  band: "moderate",
  inputs: [
    { key: "age", value: 65, unit: "years", points: 4 },
    { key: "smoker", value: "no", unit: "", points: 0 },
  ],
  years: undefined as never,
  optimal_value: undefined as never,
  lower_with: undefined as never,
};

function asking(explained: Partial<Explained> = {}, past: readonly Past[] = PAST): Asking {
  return new Asking({
    explain_prediction: () => ({ ...EXPLAINED, ...explained }),
    get_history: () => ({ assessments: { diabetes_risk: past } }),
    get_model_card: () => cards.diabetes,
    record_outcome: () => ({}),
  });
}

async function shown(said: Estimate, server = asking(), mayWrite = true): Promise<HTMLElement> {
  const body = document.createElement("healthsense-risk-body");
  const bob = personAt("checked up");
  const person = { ...bob, may_write: mayWrite, assessments: { ...bob.assessments, [said.assessment]: said } };
  return server.show(body, { ...CONFIG, assessment: said.assessment }, person);
}

/** Half an hour after the last that was recorded. */
const NOW = "2026-11-20T12:30:00.000Z";
const REFUSED = { ...TOLD, value: null, lower: null, upper: null, refused: "stale_input", missing: ["waist"] };

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse(NOW), toFake: ["Date"] });
});

afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

describe("what an estimate says", () => {
  it("is a chance, points, bounds, a word or a refusal", () => {
    expect(kindOf(TOLD)).toBe("chance");
    expect(kindOf(OVER_YEARS)).toBe("chance");
    expect(kindOf(POINTS)).toBe("number");
    expect(kindOf({ ...POINTS, value: null, lower: 4, upper: 9 })).toBe("bounds");
    expect(kindOf({ ...POINTS, value: "raised" })).toBe("word");
    expect(kindOf(SAID.heart_disease_risk)).toBe("refused");
  });

  it("is told as people of a hundred, with no more precision than it has", () => {
    const hass = fakeHass();
    expect(ofHundred(hass, localize, 0.0719)).toBe("about 7");
    expect(ofHundred(hass, localize, 0.0031)).toBe("fewer than 1");
    expect(ofHundred(hass, localize, 0.999)).toBe("about 99");
  });
});

describe("what counted", () => {
  it("is the model's own shares, which add up to its log-odds", () => {
    const bars = contributions(TOLD);
    const { base_log_odds: base } = TOLD as unknown as { base_log_odds: number };
    expect(base + bars.reduce((sum, bar) => sum + bar.points, 0)).toBeCloseTo(TOLD.log_odds ?? NaN, 9);
    expect(bars[0]).toMatchObject({ key: "age", length: 1, effect: "raises" });
  });

  it("is told in words by its sign and size, and as hardly anything below a tenth in the odds", () => {
    const [input] = TOLD.inputs;
    if (input === undefined) throw new Error("nothing counted");
    // Factors of the odds of 1.68 and 3.47 are a small and a medium effect (Chen, Cohen, Chen 2010).
    const factors = { 1.1: "hardly", 1.6: "raises_little", 1.7: "raises", 3.4: "raises", 3.5: "raises_much" };
    for (const [factor, effect] of Object.entries(factors)) {
      const told = (points: number): unknown => contributions({ ...TOLD, inputs: [{ ...input, points }] })[0]?.effect;
      expect(told(Math.log(Number(factor)))).toBe(effect);
      expect(told(-Math.log(Number(factor)))).toBe(effect.replace("raises", "lowers"));
    }
  });

  it("of an equation from where the engine names a share", () => {
    const told = (points: number): unknown =>
      contributions({ ...OVER_YEARS, inputs: [{ key: "systolic", value: 125, unit: "mmHg", points }] })[0]?.effect;
    expect([0.04, 0.06, 1.43].map(told)).toEqual(["hardly", "raises_little", "raises_much"]);
  });

  it("has its exact figures for whoever asks", async () => {
    const body = await shown(TOLD);
    const age = `× ${Math.exp(contributions(TOLD)[0]?.points ?? NaN).toFixed(2)}`;
    expect(textOf(body)).not.toContain("×");
    const button = buttonOf(body, "Exact figures");
    expect(button.getAttribute("aria-pressed")).toBe("false");
    button.click();
    await settled(body as never);
    expect(button.getAttribute("aria-pressed")).toBe("true");
    expect(textOf(body)).toContain(age);
    expect(textOf(body)).toContain("× 2: with this figure, twice as many have it");
  });

  it("of a table of points by its sign alone", () => {
    expect(contributions(POINTS).map(({ effect }) => effect)).toEqual(["raises", "hardly"]);
    expect(contributions({ ...TOLD, inputs: [] })).toEqual([]);
  });
});

describe("what is missing", () => {
  it("tells measuring from telling, and a model that is switched off from both", () => {
    const refused: Estimate = { ...TOLD, missing: ["systolic", "pulse", "smoker"] };
    expect(suppliesOf(localize, refused)).toEqual({
      switchedOff: false,
      measure: ["Systolic blood pressure", "Heart rate"],
      tell: [expect.stringMatching(/./)],
    });
    expect(suppliesOf(localize, { ...TOLD, missing: ["model"] })).toMatchObject({ switchedOff: true, measure: [] });
  });
});

describe("the past of an estimate", () => {
  it("goes by the version that told it, refusals left out", () => {
    const refused = { ...PAST[0], value: null, refused: "missing_input" };
    const newer = { ...PAST[0], model: "diabetes 1.2.0" };
    expect([...byVersion([...PAST, refused, newer])].map(([name, rows]) => [name, rows.length])).toEqual([
      ["diabetes 1.1.0", PAST.length],
      ["diabetes 1.2.0", 1],
    ]);
  });

  it("ends with what is told now, which was kept when it was told first", () => {
    expect(upToNow(PAST, TOLD, Date.parse(NOW)).at(-1)).toMatchObject({ value: TOLD.value, time: NOW });
    expect(upToNow([{ ...TOLD, time: NOW }], TOLD, Date.parse(NOW))).toHaveLength(1);
  });

  it("was refused from the first refusal to the next answer, whatever was missing in between", () => {
    const at = (day: string, one: Estimate): Past => ({ ...one, time: `2026-${day}T12:00:00+00:00` });
    const year = [
      at("05-01", TOLD),
      at("05-20", REFUSED),
      at("10-06", REFUSED),
      at("11-19", TOLD),
      at("11-20", REFUSED),
    ];
    const day = 86_400_000;
    expect(refusals(year, day)).toMatchObject([
      { startMs: Date.parse("2026-05-20T12:00Z"), endMs: Date.parse("2026-11-19T12:00Z"), why: { missing: ["waist"] } },
    ]);
    expect(refusals([...year, at("11-22", REFUSED)], day)).toHaveLength(2);
  });

  it("is laid beside what was found by the estimate that was told last before it", () => {
    expect(toldBefore(PAST, "2026-11-10T18:00:00+00:00")?.time).toBe("2026-11-10T12:00:00+00:00");
    expect(toldBefore(PAST, "2020-01-01T00:00:00+00:00")).toBeUndefined();
  });
});

describe("the risk card", () => {
  it("says the chance, its interval, which outcomes fit, and that it is no diagnosis", async () => {
    const text = textOf(await shown(TOLD));
    expect(text).toContain("about 7 of 100 people with the same figures");
    expect(text).toContain("between 5.5 and 9.3 of 100");
    expect(text).toContain("The model cannot tell such people apart");
    expect(text).toContain("It is no diagnosis");
  });

  it("tells what goes with a lower estimate as the engine computed it", async () => {
    const text = textOf(await shown(TOLD));
    expect(text).toContain("People otherwise alike with Systolic blood pressure 123 mmHg: 5.9 of 100.");
    expect(text).toContain("It does not say what a change would bring");
  });

  it("tells from which estimate that is seen where it is not the one of now", async () => {
    expect(textOf(await shown(TOLD))).not.toContain("Seen from the estimate");
    const earlier = asking({ told: { ...TOLD, value: 0.081 } });
    expect(textOf(await shown(TOLD, earlier))).toMatch(/Seen from the estimate of .*12:00, 8\.1 of 100:/);
  });

  it("draws no course of what was told within a day", async () => {
    const body = await shown(TOLD, asking({}, [{ ...TOLD, time: "2026-11-20T06:00:00+00:00" }]));
    expect(() => deep(body, "healthsense-plot")).toThrow();
  });

  it("says so where nothing goes with a lower one, or where it is not computed", async () => {
    const none = asking({ again: { value: 0.07, lower_with: [] } });
    expect(textOf(await shown(TOLD, none))).toContain("nothing goes with a clearly lower estimate");
    const points = textOf(await shown(POINTS));
    expect(points).toContain("HealthSense does not compute what would change this answer");
    expect(points).toContain("What counts most towards more: Age");
  });

  it("tells a risk over years beside that of optimal values", async () => {
    const server = asking();
    const text = textOf(await shown(OVER_YEARS, server));
    expect(text).toContain("about 4 of 100 people with the same figures, within 10 years");
    expect(text).toContain("People of the same age and sex with optimal values: 3.8 of 100");
    // Only learned models have told something that can be explained.
    expect(server.sent("explain_prediction")).toEqual([]);
  });

  it("says why there is no answer, how far what is missing could move it, and how to supply it", async () => {
    const refused: Estimate = {
      ...TOLD,
      value: null,
      lower: null,
      upper: null,
      band: null,
      refused: "missing_input",
      missing: ["systolic"],
      possible_lower: 0.011,
      possible_upper: 0.273,
    };
    const text = textOf(await shown(refused));
    expect(text).toContain("Something is missing");
    expect(text).toContain("somewhere between 1.1 and 27 of 100");
    expect(text).toContain("Measure it, enter it by hand, or choose a source for it: Systolic blood pressure.");
    expect(text).not.toContain("people with the same figures");
    // What is missing is said once, with what there is to do.
    expect(text).not.toContain(TOLD.explanation);
    expect(textOf(await shown({ ...refused, missing: [] }))).toContain(TOLD.explanation);
  });

  it("draws a line for each version, and a mark for what was found", async () => {
    const outcomes = [{ time: "2026-11-19T18:00:00+00:00", present: true }];
    const body = await shown(TOLD, asking({ outcomes }));
    const plot = deep(body, "healthsense-plot") as HTMLElement & { panes: PlotPane[]; marks: object[] };
    expect(plot.panes[0]?.series.map(({ name, t }) => [name, t.length])).toEqual([["diabetes 1.1.0", PAST.length + 1]]);
    expect(plot.panes[0]?.series[0]?.value[0]).toBeCloseTo(100 * Number(PAST[0].value));
    expect(plot.marks).toMatchObject([{ shape: "diamond", name: "Confirmed" }]);
    expect(textOf(body)).toMatch(/Confirmed 7\.4 %/);
  });

  it("draws no line across a time without an answer, and says why there was none", async () => {
    const [first] = PAST;
    const stale = { ...first, ...REFUSED, time: "2026-05-20T12:00:00+00:00" };
    const body = await shown(TOLD, asking({}, [{ ...first, time: "2026-05-01T12:00:00+00:00" }, stale]));
    const plot = deep(body, "healthsense-plot") as HTMLElement & { panes: PlotPane[] };
    expect(plot.panes[0]?.series[0]?.value).toEqual([expect.any(Number), null, expect.any(Number)]);
    expect(plot.panes[0]?.bands).toMatchObject([{ name: "No answer", endMs: Date.parse(NOW) }]);
    expect(textOf(body)).toMatch(/May 20\W+Nov 20, 2026 : No answer \. A reading is too old: Waist \./);
  });

  it("records what a test found only after asking, and only for who may write", async () => {
    const server = asking();
    const body = await shown(TOLD, server);
    buttonOf(body, "Record what a test found").click();
    await settled(body as never);
    expect(server.sent("record_outcome")).toEqual([]);
    buttonOf(body, "Ruled out").click();
    await settled(body as never);
    const [sent] = server.sent("record_outcome");
    expect(sent?.service_data).toMatchObject({ model: "diabetes", outcome: false });
    expect(textOf(body)).toContain("Recorded. Thank you.");
    expect(textOf(await shown(TOLD, asking(), false))).not.toContain("Record what a test found");
  });

  it("asks where the keyboard is, and Escape takes the question back", async () => {
    const server = asking();
    const body = await shown(TOLD, server);
    const record = deep(body, "healthsense-record-outcome");
    const at = (): Element | null => record.shadowRoot?.activeElement ?? null;
    const opener = buttonOf(body, "Record what a test found");
    opener.focus();
    opener.click();
    await settled(body as never);
    // Not on an answer: an Enter too many records nothing.
    expect(at()?.textContent).toContain("What did a test or a doctor find?");
    at()?.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    await settled(body as never);
    expect(at()?.textContent).toContain("Record what a test found");
    expect(server.sent("record_outcome")).toEqual([]);
  });

  it("does not record about one person what was asked about another", async () => {
    const server = asking();
    const body = await shown(TOLD, server);
    buttonOf(body, "Record what a test found").click();
    await settled(body as never);
    expect(textOf(body)).toContain("Ruled out");
    const other = body as unknown as { person: object };
    other.person = { ...other.person, person_id: "somebody-else" };
    await settled(body as never);
    expect(textOf(body)).not.toContain("Ruled out");
  });

  it("unfolds the model's card in the version that told it", async () => {
    const server = asking();
    const body = await shown({ ...TOLD, model: "diabetes 1.1.0+local.50" }, server);
    expect(server.sent("get_model_card")).toEqual([]);
    const button = buttonOf(body, "About the model diabetes 1.1.0+local.50");
    button.click();
    await settled(body as never);
    expect(button.getAttribute("aria-expanded")).toBe("true");
    expect(server.sent("get_model_card")[0]?.service_data).toEqual({ model: "diabetes", version: "1.1.0" });
    const text = textOf(body);
    expect(text).toContain("0.75 (0.72 – 0.78)");
    expect(text).toContain("people under 20");
    expect(text).toContain("Public domain");
  });

  it("is content where nothing was told yet", async () => {
    const server = asking();
    const answer = server.connection.answer;
    server.connection.answer = (message) => {
      if (message.service !== "explain_prediction") return answer(message);
      throw Object.assign(new Error(""), { code: "x", translation_key: "no_past_estimate" });
    };
    expect(textOf(await shown(TOLD, server))).toContain("does not compute what would change");
  });
});

describe("its configuration", () => {
  it("is checked, offered for a risk, and explained in the editor", async () => {
    expect(() => checked({ ...CONFIG, assessment: 5 })).toThrow("assessment must be a text");
    expect(suggestion(fakeHass(), "sensor.bob_heart_rate")).toBeNull();
    page(fakeHass());
    const form = await configForm();
    expect(form.schema.map(({ name }) => name)).toEqual(["device_id", "assessment"]);
    for (const field of form.schema) expect(form.computeHelper(field)).toMatch(/\.$/);
  });
});
