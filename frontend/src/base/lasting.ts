import type { Hass } from "../ha";

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** How long something lasted, in its two largest units: "2 hr 5 min". */
export function lasting(hass: Hass, seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const at = UNITS.findIndex(([, length]) => whole >= length);
  let rest = whole;
  return UNITS.slice(at < 0 ? UNITS.length - 1 : at, (at < 0 ? UNITS.length - 1 : at) + 2)
    .flatMap(([unit, length], index) => {
      const n = Math.floor(rest / length);
      rest -= n * length;
      // Of minutes the seconds are precision that nobody reads.
      if (index > 0 && (n === 0 || unit === "second")) return [];
      return [new Intl.NumberFormat(hass.locale.language, { style: "unit", unit, unitDisplay: "short" }).format(n)];
    })
    .join(" ");
}
