/** Glucose: what `healthsense/day_profile` answers, and the days of a period laid over each other. */
import { dayOf, dayStartMs } from "../../base/zone";
import type { Chart } from "../../data/series";

export interface TimeInRange {
  readonly very_low: number;
  readonly low: number;
  readonly in_range: number;
  readonly high: number;
  readonly very_high: number;
}

export interface DayProfile {
  readonly unit: string;
  readonly days: number;
  readonly days_with_data: number;
  readonly coverage: number | null;
  readonly minute: readonly number[];
  readonly p5: readonly (number | null)[];
  readonly p25: readonly (number | null)[];
  readonly p50: readonly (number | null)[];
  readonly p75: readonly (number | null)[];
  readonly p95: readonly (number | null)[];
  readonly time_in_range: TimeInRange | null;
  readonly mean: number | null;
  readonly gmi: number | null;
  readonly cv: number | null;
  readonly refused: string | null;
}

/** Consensus limits in mg/dL (Battelino et al., Diabetes Care 2019;42:1593). */
export const TARGET = [70, 180] as const;
export const OUTER = [54, 250] as const;

/** Highest first, as the bar of the ambulatory glucose profile stands. */
export const SHARES = [
  ["very_high", "card_glucose_very_high"],
  ["high", "card_glucose_high"],
  ["in_range", "card_glucose_in_range"],
  ["low", "card_glucose_low"],
  ["very_low", "card_glucose_very_low"],
] as const satisfies readonly (readonly [keyof TimeInRange, string])[];

const MINUTE_MS = 60_000;

/** Minutes of the day as the milliseconds that a plot of clocks wants. */
export function clockMs(minutes: readonly number[]): number[] {
  return minutes.map((minute) => minute * MINUTE_MS);
}

export interface Trace {
  readonly day: string;
  readonly t: readonly number[];
  readonly value: readonly (number | null)[];
}

/** Part a series into local days, each by the time of day; of a day with another hour the clock runs on. */
export function traces(chart: Chart, timeZone: string): Trace[] {
  const days = new Map<string, { start: number; t: number[]; value: (number | null)[] }>();
  chart.t.forEach((at, index) => {
    const day = dayOf(at, timeZone);
    let trace = days.get(day);
    if (trace === undefined) days.set(day, (trace = { start: dayStartMs(day, timeZone) ?? at, t: [], value: [] }));
    trace.t.push(at - trace.start);
    trace.value.push(chart.mean[index] ?? null);
  });
  return [...days].map(([day, { t, value }]) => ({ day, t, value }));
}
