/** The numbers of an axis: in the unit that the reader sees, at round values. */
import { conversionOf, convert, formatNumber, glanceDecimals, wantedUnit } from "../format";
import type { Hass } from "../ha";

export interface Scale {
  readonly unit: string;
  /** The least difference in the shown unit that is worth telling. */
  readonly least: number;
  /** From our unit to the shown one, and back. */
  readonly shown: (value: number) => number;
  readonly ours: (shown: number) => number;
  /** A value of ours as it is read, without and with its unit. */
  readonly text: (value: number) => string;
  readonly whole: (value: number) => string;
}

/** How values of a vital are shown to this reader. */
export function scaleOf(hass: Hass, vital: string, unit: string, entityId?: string): Scale {
  const wanted = wantedUnit(hass, unit, entityId);
  const decimals = glanceDecimals(vital, unit);
  const [factor, offset, finest] = conversionOf(unit, wanted) ?? [1, 0, decimals];
  const told = convert(hass, 0, unit, wanted).unit;
  const text = (value: number): string => convert(hass, value, unit, wanted, decimals).text;
  return {
    unit: told,
    least: 10 ** -finest,
    shown: (value) => value * factor + offset,
    ours: (shown) => (shown - offset) / factor,
    text,
    whole: (value) => (told === "" ? text(value) : `${text(value)} ${told}`),
  };
}

const STEPS = [1, 2, 2.5, 5, 10] as const;

/** The round step that divides a distance into about `parts`. */
export function roundStep(distance: number, parts: number): number {
  const rough = Math.max(distance / parts, Number.MIN_VALUE);
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * (STEPS.find((step) => step * power >= rough * (1 - 1e-9)) ?? 10);
}

/** Round values between `low` and `high`, about `parts` steps apart. */
export function ticksOf(low: number, high: number, parts: number): number[] {
  if (!(high > low)) return [low];
  const step = roundStep(high - low, parts);
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first;
  // Multiples of a step, not sums of it: no 0.30000000000000004.
  return Array.from({ length: count + 1 }, (_, n) => Number(((first + n) * step).toPrecision(12)));
}

/** A tick as it is written: with the decimals that the distance to the next asks for. */
export function tickText(hass: Hass, value: number, ticks: readonly number[]): string {
  const step = ticks.length > 1 ? Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) : 1;
  const decimals = [0, 1, 2, 3].find((n) => Math.abs(step * 10 ** n - Math.round(step * 10 ** n)) < 1e-6);
  return formatNumber(hass, value, decimals ?? 3);
}
