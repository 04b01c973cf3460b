/** What an estimate says, in shapes that are drawn: no drawing here. */
import { VITALS } from "../catalog";
import { formatNumber } from "../format";
import type { Hass, Localize } from "../ha";
import { nameOf, words } from "../texts";
import type { Estimate, Past } from "./messages";

/** From so much on the engine names a share: of what a model learned, and of an equation (risk/words.py, equation.py). */
const NOTABLE = { learned: 0.1, equation: 0.05 } as const;
/**
 * Factors of the odds that are a small and a medium effect, where one in a hundred is concerned (Chen, Cohen, Chen:
 * How big is a big odds ratio? 2010, doi:10.1080/03610911003650383).
 */
const SMALL = Math.log(1.68);
const MEDIUM = Math.log(3.47);
/** Vitals that are no choice of the cards' editors, and what the models call them. */
const MEASURED: ReadonlySet<string> = new Set([...VITALS, "cuff_pulse", "height", "posture", "pulse", "rr_interval"]);

/** A chance between 0 and 1, points or another number, a word, bounds, or nothing. */
export type Kind = "chance" | "number" | "word" | "bounds" | "refused";

export function kindOf(estimate: Estimate): Kind {
  if (estimate.refused !== null) return "refused";
  if (typeof estimate.value === "string") return "word";
  const chance = estimate.model !== undefined || estimate.years !== undefined;
  if (estimate.value === null) return estimate.lower === null ? "word" : "bounds";
  return chance ? "chance" : "number";
}

/** "about 3", "fewer than 1": how many of a hundred. */
export function ofHundred(hass: Hass, localize: Localize, chance: number): string {
  if (chance < 0.01) return words(localize, "card_risk_fewer_than_one");
  return words(localize, "card_risk_about", { count: formatNumber(hass, Math.min(chance * 100, 99), 0) });
}

/** The same with a decimal, for the ends of an interval. */
export function percent(hass: Hass, chance: number): string {
  return formatNumber(hass, chance * 100, chance < 0.1 ? 1 : 0);
}

export interface Contribution {
  readonly key: string;
  readonly value: number | string;
  readonly unit: string;
  readonly points: number;
  /** From -1 to 1: the longest bar is 1. */
  readonly length: number;
  readonly effect: Effect;
}

export type Effect = "hardly" | "raises" | "raises_little" | "raises_much" | "lowers" | "lowers_little" | "lowers_much";

/** What the points of an estimate are: shares of log-odds, those beyond the optimal value, or points of a table. */
export type Shares = "learned" | "equation" | "table";

export function sharesOf(estimate: Estimate): Shares {
  if (estimate.log_odds !== undefined) return "learned";
  return estimate.optimal_value === undefined ? "table" : "equation";
}

/** How much a share does, in words. How many points of a table are many is the score's own matter. */
function effectOf(points: number, shares: Shares): Effect {
  if (shares === "table") return points === 0 ? "hardly" : points > 0 ? "raises" : "lowers";
  const size = Math.abs(points);
  if (size <= NOTABLE[shares]) return "hardly";
  const way = points > 0 ? "raises" : "lowers";
  if (size < SMALL) return `${way}_little`;
  return size > MEDIUM ? `${way}_much` : way;
}

/** What counted, most first. Points of a score that are whole numbers only ever add. */
export function contributions(estimate: Estimate): Contribution[] {
  const counted = estimate.inputs.flatMap((used) =>
    used.points === undefined ? [] : [{ ...used, points: used.points }],
  );
  const most = Math.max(...counted.map(({ points }) => Math.abs(points)));
  if (!(most > 0)) return [];
  const shares = sharesOf(estimate);
  return counted
    .map(({ key, value, unit, points }) => ({
      key,
      value,
      unit,
      points,
      length: points / most,
      effect: effectOf(points, shares),
    }))
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
}

/** What would supply what is missing. */
export interface Supplies {
  readonly switchedOff: boolean;
  readonly measure: readonly string[];
  readonly tell: readonly string[];
}

export function suppliesOf(localize: Localize, estimate: Estimate): Supplies {
  const { missing } = estimate;
  const named = (keys: readonly string[]): string[] => keys.map((key) => nameOf(localize, key));
  const asked = missing.filter((key) => key !== "model");
  return {
    switchedOff: missing.includes("model"),
    measure: named(asked.filter((key) => MEASURED.has(key))),
    tell: named(asked.filter((key) => !MEASURED.has(key))),
  };
}

const OUTCOMES: Readonly<Record<string, string>> = {
  absent: "card_risk_outcome_absent",
  present: "card_risk_outcome_present",
  either: "card_risk_outcome_either",
  neither: "card_risk_outcome_neither",
};

/** Which outcomes the figures are consistent with, in a sentence. */
export function outcomeSentence(localize: Localize, estimate: Estimate): string {
  const key = estimate.outcomes === undefined ? undefined : OUTCOMES[estimate.outcomes];
  return key === undefined ? "" : words(localize, key);
}

/** The name of the model and its version, of "diabetes 1.1.0". */
export function modelOf(estimate: Estimate): { readonly name: string; readonly version: string } | null {
  const [name, version] = (estimate.model ?? "").split(" ");
  return name && version ? { name, version } : null;
}

/** What was told before, and what is told now: an answer is kept when it changes, so the last one holds until now. */
export function upToNow(past: readonly Past[], estimate: Estimate, nowMs: number): Past[] {
  const before = past.filter(({ time }) => Date.parse(time) < nowMs);
  return [...before, { ...estimate, time: new Date(nowMs).toISOString() }];
}

/** Past answers of each version, in the order in which the versions came. */
export function byVersion(past: readonly Past[]): Map<string, Past[]> {
  const found = new Map<string, Past[]>();
  for (const one of past) {
    if (typeof one.value !== "number") continue;
    const version = one.model ?? "";
    found.set(version, [...(found.get(version) ?? []), one]);
  }
  return found;
}

/** For how long there was no answer, and why at last. */
export interface Refused {
  readonly startMs: number;
  readonly endMs: number;
  readonly why: Past;
}

/** Refusals of `leastMs` and more, each until the next answer; the last until what was told last. */
export function refusals(past: readonly Past[], leastMs: number): Refused[] {
  const found: Refused[] = [];
  let since: number | null = null;
  past.forEach((why, index) => {
    if (why.refused === null) {
      since = null;
      return;
    }
    const atMs = Date.parse(why.time);
    if (since !== null) found.pop();
    since ??= atMs;
    found.push({ startMs: since, endMs: Date.parse(past[index + 1]?.time ?? why.time), why });
  });
  return found.filter(({ startMs, endMs }) => endMs - startMs >= leastMs);
}

/** The estimate that was told last before something was found, to lie beside it. */
export function toldBefore(past: readonly Past[], at: string): Past | undefined {
  const atMs = Date.parse(at);
  return past.filter((one) => typeof one.value === "number" && Date.parse(one.time) <= atMs).at(-1);
}
