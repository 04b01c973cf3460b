import { numberFormat, relativeFormat } from "./base/formats";
import { dayOf, timeFormat, timeZoneOf } from "./base/zone";
import type { Hass } from "./ha";

/** Languages whose way of writing numbers stands for each choice of a user's profile. */
const NUMBERS: Readonly<Record<string, string | undefined>> = {
  comma_decimal: "en",
  decimal_comma: "de",
  space_comma: "fr",
  quote_decimal: "de-CH",
  system: undefined,
};

/** How values of a unit of ours are shown in another: factor, offset and decimals. */
const CONVERSIONS: Readonly<Record<string, readonly [factor: number, offset: number, decimals: number]>> = {
  "°C>°F": [1.8, 32, 1],
  "kg>lb": [2.204_622_6, 0, 1],
  "kg>st": [0.157_473, 0, 2],
  // Of glucose, molar mass 180.156 g/mol.
  "mg/dL>mmol/L": [1 / 18.0156, 0, 1],
  "mmHg>kPa": [0.133_322_4, 0, 1],
  "cm>in": [0.393_700_8, 0, 1],
  "km>mi": [0.621_371_2, 0, 2],
};
const DECIMALS = 1;
/** Units of which a tenth is precision that nobody reads. */
const WHOLE_UNITS: ReadonlySet<string> = new Set(["bpm", "/min", "mmHg", "mg/dL", "ms", "steps", "kcal", "flights"]);

const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

export interface Shown {
  readonly text: string;
  readonly unit: string;
}

/** At most so many decimals; `least` of them also where they are zero, for figures that stand below each other. */
export function formatNumber(hass: Hass, value: number, decimals = DECIMALS, least = 0): string {
  const { number_format: choice, language } = hass.locale;
  const plain = choice === "none";
  const locale = choice in NUMBERS ? NUMBERS[choice] : plain ? "en" : language;
  return numberFormat(locale, {
    minimumFractionDigits: least,
    maximumFractionDigits: decimals,
    useGrouping: !plain,
  }).format(value);
}

/** Factor, offset and decimals of what is shown in another unit, where we know the way. */
export function conversionOf(
  unit: string,
  wanted: string | undefined,
): readonly [factor: number, offset: number, decimals: number] | undefined {
  return wanted === undefined ? undefined : CONVERSIONS[`${unit}>${wanted}`];
}

/** A value in the unit of the person's choice, where we know the way. */
export function convert(hass: Hass, value: number, unit: string, wanted: string | undefined, most = DECIMALS): Shown {
  const conversion = conversionOf(unit, wanted);
  if (conversion === undefined || wanted === undefined) return { text: formatNumber(hass, value, most), unit };
  const [factor, offset, decimals] = conversion;
  return { text: formatNumber(hass, value * factor + offset, decimals), unit: wanted };
}

/** As many decimals as a glance needs; beside a limit a value is told exactly. */
export function glanceDecimals(key: string, unit: string): number {
  return WHOLE_UNITS.has(unit) || key === "spo2" ? 0 : DECIMALS;
}

/** The unit that Home Assistant shows a vital in: its entity's, else that of the house. */
export function wantedUnit(hass: Hass, unit: string, entityId: string | undefined): string | undefined {
  const chosen = entityId === undefined ? undefined : hass.states[entityId]?.attributes.unit_of_measurement;
  if (typeof chosen === "string") return chosen;
  if (unit === "°C") return hass.config.unit_system.temperature;
  if (unit === "kg") return hass.config.unit_system.mass;
  return undefined;
}

type AgeUnit = "second" | "minute" | "hour" | "day";

/** How long ago something was, as cards round it: whole days, hours or minutes; within the first minute 0 seconds. */
export function ageOf(atMs: number, nowMs: number): readonly [count: number, unit: AgeUnit] {
  const seconds = Math.max(0, Math.round((nowMs - atMs) / 1000));
  if (seconds < MINUTE_S) return [0, "second"];
  const [minutes, hours, days] = [MINUTE_S, HOUR_S, DAY_S].map((unit) => Math.round(seconds / unit)) as [
    number,
    number,
    number,
  ];
  if (minutes < 60) return [minutes, "minute"];
  return hours < 24 ? [hours, "hour"] : [days, "day"];
}

/** "3 minutes ago" in the user's language. */
export function ago(hass: Hass, atMs: number, nowMs: number): string {
  const [count, unit] = ageOf(atMs, nowMs);
  return relativeFormat(hass.locale.language, { numeric: "auto" }).format(-count, unit);
}

/** The time of day, with the day where it is another one and the year where that is; as the user's profile wants it. */
export function clock(hass: Hass, at: string, nowMs: number): string {
  const when = Date.parse(at);
  const timeZone = timeZoneOf(hass);
  const [day, today] = [dayOf(when, timeZone), dayOf(nowMs, timeZone)];
  const year: Intl.DateTimeFormatOptions = day.slice(0, 4) === today.slice(0, 4) ? {} : { year: "numeric" };
  const date: Intl.DateTimeFormatOptions = day === today ? {} : { day: "numeric", month: "short", ...year };
  return timeFormat(hass, { ...date, hour: "numeric", minute: "2-digit" }).format(when);
}
