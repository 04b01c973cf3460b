/** What is sent and what is wrong with it, worked out from what was typed: no drawing here. */
import { parse } from "../base/decimal";
import { instantMs, timeZoneOf } from "../base/zone";
import type { Person } from "../data/messages";
import { formatNumber, wantedUnit } from "../format";
import type { Hass, Localize } from "../ha";
import { nameOf, words } from "../texts";
import { NUMBERS, PRESSURE, WORDS, rangeIn, unitsOf } from "./fields";

/** What was typed or chosen, by field; the unit of a field under `unit.<field>`. */
export type Typed = ReadonlyMap<string, string>;

/** A reading as `healthsense/record` takes it. */
export interface Told {
  readonly vital: string;
  readonly value: number | string;
  readonly unit?: string;
  readonly site?: string;
}

/** What is wrong, by field, in words. */
export type Wrong = ReadonlyMap<string, string>;

/** The unit a field is told in: as chosen, else that of the person's entity or of the house. */
export function unitOf(hass: Hass, key: string, typed: Typed, entityId: string | undefined): string {
  const units = unitsOf(key);
  const own = units[0] ?? "";
  const wanted = typed.get(`unit.${key}`) ?? wantedUnit(hass, own, entityId);
  return wanted !== undefined && units.includes(wanted) ? wanted : own;
}

/** Units that are counted: a part of one is a thousand that was grouped, "6,500" told as six and a half. */
const COUNTED: ReadonlySet<string> = new Set(["steps", "kcal"]);

/** What is wrong with one field that was filled in; null where nothing is. */
export function mistake(hass: Hass, localize: Localize, key: string, text: string, unit: string): string | null {
  const field = NUMBERS[key];
  if (field === undefined || text.trim() === "") return null;
  const value = parse(text);
  const name = nameOf(localize, key);
  const counted = COUNTED.has(unit);
  if (value === null || (counted && !Number.isInteger(value))) {
    const example = counted ? "6500" : formatNumber(hass, 36.8);
    return words(localize, "card_entry_not_a_number", { name, example });
  }
  const [low, high] = rangeIn(field, unit);
  const slack = (high - low) * 1e-9;
  if (value >= low - slack && value <= high + slack) return null;
  const shown = { low: formatNumber(hass, low), high: formatNumber(hass, high), unit };
  return words(localize, "card_entry_out_of_range", { name, ...shown });
}

export interface Checked {
  readonly told: readonly Told[];
  readonly wrong: Wrong;
}

/** Everything that was filled in of `keys`, and what is wrong with it. */
export function check(
  hass: Hass,
  localize: Localize,
  keys: readonly string[],
  typed: Typed,
  unit: (key: string) => string,
): Checked {
  const told: Told[] = [];
  const wrong = new Map<string, string>();
  const fields = keys.flatMap((key) => (key === "systolic" ? [...PRESSURE, "posture"] : [key]));
  for (const key of fields) {
    const text = (typed.get(key) ?? "").trim();
    if (text === "") continue;
    if (key in WORDS) {
      told.push({ vital: key, value: text });
      continue;
    }
    const problem = mistake(hass, localize, key, text, unit(key));
    const value = parse(text);
    if (problem !== null || value === null) {
      wrong.set(key, problem ?? "");
      continue;
    }
    const site = NUMBERS[key]?.site ? (typed.get(`site.${key}`) ?? "") : "";
    told.push({ vital: key, value, unit: unit(key), ...(site === "" ? {} : { site }) });
  }
  if (keys.includes("systolic")) pressureMistakes(localize, typed, told, wrong);
  return { told, wrong };
}

/** A blood pressure has two values, the upper one greater. */
function pressureMistakes(localize: Localize, typed: Typed, told: readonly Told[], wrong: Map<string, string>): void {
  const filled = (key: string): boolean => (typed.get(key) ?? "").trim() !== "";
  const any = [...PRESSURE, "posture"].some(filled);
  for (const key of ["systolic", "diastolic"]) {
    if (any && !filled(key)) wrong.set(key, words(localize, "card_entry_missing", { name: nameOf(localize, key) }));
  }
  const value = (key: string): unknown => told.find((one) => one.vital === key)?.value;
  const [upper, lower] = [value("systolic"), value("diastolic")];
  if (typeof upper === "number" && typeof lower === "number" && lower >= upper) {
    wrong.set("diastolic", words(localize, "card_entry_swapped"));
  }
}

/** The latest time that the house itself has told: it is that late at least, whatever this device's clock shows. */
export function houseMs({ time }: Pick<Person, "time">): number {
  const atMs = time === null ? NaN : Date.parse(time);
  return Number.isNaN(atMs) ? -Infinity : atMs;
}

/** When it was measured: "" is now. Null where it is no time. */
export function momentMs(hass: Hass, when: string): number | null {
  const shown = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(when) ? Date.parse(`${when.slice(0, 16)}:00Z`) : NaN;
  return Number.isNaN(shown) ? null : instantMs(shown, timeZoneOf(hass));
}

/** What is wrong with a chosen time; null where nothing is. */
export function timeMistake(hass: Hass, localize: Localize, when: string, nowMs: number): string | null {
  const atMs = momentMs(hass, when);
  if (atMs === null) return words(localize, "card_entry_time_missing");
  return atMs > nowMs ? words(localize, "card_entry_time_future") : null;
}
