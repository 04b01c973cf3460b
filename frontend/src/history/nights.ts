/** Nights of the local calendar; a night belongs to the day on which it ends. */
import { dayOf, dayStartMs, instantMs } from "../base/zone";
import type { Span } from "../span";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** From this hour of the evening before, to this one of the day itself. */
export type NightHours = readonly [evening: number, morning: number];
/** When oxygen is recorded overnight. */
export const NIGHT: NightHours = [21, 9];
/** Whoever goes to bed early or sleeps late is asleep within these. */
export const BED: NightHours = [18, 12];

export interface Night extends Span {
  /** The day on which it ends, such as "2026-11-20". */
  readonly day: string;
  /** That day's midnight: where it stands on an axis of days. */
  readonly midnightMs: number;
}

export function nightOf(day: string, timeZone: string, [evening, morning]: NightHours): Night | null {
  const midnightMs = dayStartMs(day, timeZone);
  if (midnightMs === null) return null;
  // By the clock: the hours of a night in which it changes are one more or one less.
  const at = (hours: number): number => instantMs(Date.parse(`${day}T00:00:00Z`) + hours * HOUR_MS, timeZone);
  return { day, midnightMs, startMs: at(evening - 24), endMs: at(morning) };
}

/** The nights that end within a period, the newest last; one that still goes on is among them. */
export function nightsIn({ startMs, endMs }: Span, timeZone: string, hours: NightHours): Night[] {
  const found: Night[] = [];
  // By noons: a day with another hour is stepped over neither once nor twice.
  for (let at = endMs + DAY_MS / 2; at > startMs; at -= DAY_MS) {
    const night = nightOf(dayOf(at, timeZone), timeZone, hours);
    if (night !== null && night.startMs < endMs && night.endMs > startMs && found.at(-1)?.day !== night.day)
      found.push(night);
  }
  return found.reverse();
}

/** Up to here a period is one night and not a row of them. */
const ONE_MS = 1.5 * DAY_MS;
/** A night that has only begun tells less than the one before it. */
const BEGUN_MS = 4 * HOUR_MS;

/** The one night that a period of a day is about; null where the period is longer. */
export function oneNight(span: Span, timeZone: string, hours: NightHours): Night | null {
  if (span.endMs - span.startMs > ONE_MS) return null;
  const told = nightsIn(span, timeZone, hours).filter((night) => night.startMs + BEGUN_MS <= span.endMs);
  return told.at(-1) ?? null;
}
