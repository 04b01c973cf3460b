import { convert, wantedUnit, type Shown } from "../format";
import type { Hass, Localize } from "../ha";
import { stateWord } from "../texts";
import { lasting } from "./lasting";

const HOUR_MIN = 60;
/** Lengths that nobody counts in minutes. */
const LENGTHS: ReadonlySet<string> = new Set(["sleep_duration"]);
/** What is counted, not measured: the name says it, in the reader's language. */
const COUNTS: ReadonlySet<string> = new Set(["steps", "flights"]);

/** A value as it is shown: in the unit of the person's choice, or as a word. */
export function shownValue(
  hass: Hass,
  localize: Localize,
  key: string,
  value: number | string,
  unit: string,
  entityId?: string,
  decimals?: number,
): Shown {
  if (typeof value === "string") return { text: stateWord(localize, key, value), unit: "" };
  const wanted = wantedUnit(hass, unit, entityId);
  if ((wanted ?? unit) === "min" && unit === "min" && value >= HOUR_MIN && LENGTHS.has(key)) {
    return { text: lasting(hass, value * 60), unit: "" };
  }
  const shown = convert(hass, value, unit, wanted, decimals);
  return { ...shown, unit: COUNTS.has(shown.unit) ? "" : shown.unit.replace(/m2$/, "m²") };
}
