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

export function formatNumber(hass: Hass, value: number, decimals = DECIMALS): string {
  const { number_format: choice, language } = hass.locale;
  const plain = choice === "none";
  const locale = choice in NUMBERS ? NUMBERS[choice] : plain ? "en" : language;
  return new Intl.NumberFormat(locale, { maximumFractionDigits: decimals, useGrouping: !plain }).format(value);
}

/** A value in the unit of the person's choice, where we know the way. */
export function convert(hass: Hass, value: number, unit: string, wanted: string | undefined, most = DECIMALS): Shown {
  const conversion = wanted === undefined ? undefined : CONVERSIONS[`${unit}>${wanted}`];
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

/** "3 minutes ago" in the user's language. */
export function ago(hass: Hass, atMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.round((nowMs - atMs) / 1000));
  const format = new Intl.RelativeTimeFormat(hass.locale.language, { numeric: "auto" });
  if (seconds < MINUTE_S) return format.format(0, "second");
  if (seconds < HOUR_S) return format.format(-Math.round(seconds / MINUTE_S), "minute");
  if (seconds < DAY_S) return format.format(-Math.round(seconds / HOUR_S), "hour");
  return format.format(-Math.round(seconds / DAY_S), "day");
}

/** The time of day, with the day where it is another one; as the user's profile wants it. */
export function clock(hass: Hass, at: string, nowMs: number): string {
  const { language, time_format: choice, time_zone: zone } = hass.locale;
  const timeZone = zone === "server" ? { timeZone: hass.config.time_zone } : {};
  const cycle = choice === "12" ? { hour12: true } : choice === "24" ? { hour12: false } : {};
  const when = new Date(at);
  const day = new Intl.DateTimeFormat(language, { dateStyle: "short", ...timeZone });
  const date: Intl.DateTimeFormatOptions =
    day.format(when) === day.format(new Date(nowMs)) ? {} : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(choice === "system" ? undefined : language, {
    ...date,
    hour: "numeric",
    minute: "2-digit",
    ...cycle,
    ...timeZone,
  }).format(when);
}
