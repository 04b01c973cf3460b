/** Periods that are looked at; `[startMs, endMs)`. */
export const RANGES = ["hour", "day", "week", "month", "year"] as const;
export type Range = (typeof RANGES)[number];

export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LENGTH_MS: Readonly<Record<Range, number>> = {
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  year: 365 * DAY_MS,
};

export function lengthMs(range: Range): number {
  return LENGTH_MS[range];
}

/** The hour, day, ... that ends now. */
export function spanOf(range: Range, nowMs: number): Span {
  return { startMs: nowMs - LENGTH_MS[range], endMs: nowMs };
}

/** The same length, `n` of them later. */
export function shift({ startMs, endMs }: Span, n: number): Span {
  const by = n * (endMs - startMs);
  return { startMs: startMs + by, endMs: endMs + by };
}

export function isRange(value: unknown): value is Range {
  return RANGES.some((range) => range === value);
}
