/** Where the time axis is told, and in which words: round times of the reader's clock, never crowded. */
import { instantMs, timeFormat, wallMs } from "../base/zone";
import type { Hass } from "../ha";
import type { Span } from "../span";
import { dayText } from "./tell";

export interface Tick {
  readonly atMs: number;
  readonly text: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** The first Monday after 1970 began, as if it were UTC. */
const MONDAY_MS = 4 * DAY_MS;

type Unit = "time" | "day" | "month" | "year";

interface Step {
  readonly unit: Unit;
  /** Of a time or day: milliseconds; of a month: months; about as long for all. */
  readonly size: number;
  readonly aboutMs: number;
}

const time = (size: number): Step => ({ unit: "time", size, aboutMs: size });
const days = (size: number): Step => ({ unit: "day", size: size * DAY_MS, aboutMs: size * DAY_MS });
const months = (size: number): Step => ({ unit: "month", size, aboutMs: size * 30 * DAY_MS });

const STEPS: readonly Step[] = [
  ...[1, 2, 5, 10, 15, 30].map((size) => time(size * MINUTE_MS)),
  ...[1, 2, 3, 6, 12].map((size) => time(size * HOUR_MS)),
  ...[1, 2, 7, 14].map(days),
  ...[1, 2, 3, 6].map(months),
  ...[1, 2, 5, 10].map((size): Step => ({ unit: "year", size: size * 12, aboutMs: size * 365 * DAY_MS })),
];

/** A week's days are told by their name. */
const NAMED_DAYS_MS = 9 * DAY_MS;
/** Between two labels, in pixels. */
const APART_PX = 16;

export interface Axis {
  readonly hass: Hass;
  /** "UTC" where times are milliseconds since midnight. */
  readonly timeZone: string;
  readonly widthPx: number;
  /** How wide a text is drawn. */
  readonly measure: (text: string) => number;
  /** Times of day alone, without a date. */
  readonly clock?: boolean;
}

/** The times to tell of a span: as many as there is room for. */
export function timeTicks(span: Span, axis: Axis): Tick[] {
  const lengthMs = span.endMs - span.startMs;
  let ticks: Tick[] = [];
  for (const step of STEPS) {
    const spacePx = (step.aboutMs / lengthMs) * axis.widthPx;
    // No label is narrower than this: such a step needs no closer look.
    if (spacePx < APART_PX + 12) continue;
    ticks = timesOf(span, step, axis.timeZone).map((atMs) => ({ atMs, text: label(atMs, step, span, axis) }));
    const widest = ticks.reduce((most, { text }) => Math.max(most, axis.measure(text)), 0);
    if (spacePx >= widest + APART_PX) return ticks;
  }
  return ticks;
}

/** The instants of a span at which the reader's clock shows a multiple of the step. */
export function timesOf({ startMs, endMs }: Span, { unit, size }: Step, timeZone: string): number[] {
  const found: number[] = [];
  const last = wallMs(endMs, timeZone);
  const first = wallMs(startMs, timeZone);
  const add = (shownMs: number): void => {
    const atMs = instantMs(shownMs, timeZone);
    // A time that no clock shows, in the hour that is left out, is told nowhere.
    if (unit === "time" && wallMs(atMs, timeZone) !== shownMs) return;
    if (atMs >= startMs && atMs <= endMs && atMs > (found.at(-1) ?? -Infinity)) found.push(atMs);
  };
  if (unit === "time" || unit === "day") {
    const origin = unit === "day" ? MONDAY_MS : 0;
    for (let at = origin + Math.ceil((first - origin) / size) * size; at <= last; at += size) add(at);
    return found;
  }
  const begin = new Date(first);
  const from = begin.getUTCFullYear() * 12 + begin.getUTCMonth();
  for (let month = Math.ceil(from / size) * size; ; month += size) {
    const at = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (at > last) return found;
    if (at >= first) add(at);
  }
}

function label(atMs: number, { unit, size }: Step, span: Span, { hass, timeZone, clock }: Axis): string {
  // A clock's midnight is 0, which a page with a set clock (tests/browser) takes for "now": it is told of another day.
  const toldMs = clock === true ? atMs + DAY_MS : atMs;
  const write = (options: Intl.DateTimeFormatOptions): string =>
    timeFormat(hass, { ...options, timeZone }).format(toldMs);
  const shown = new Date(wallMs(atMs, timeZone));
  const midnight = shown.getUTCHours() === 0 && shown.getUTCMinutes() === 0;
  if (unit === "year") return write({ year: "numeric" });
  if (unit === "month") return shown.getUTCMonth() === 0 ? write({ year: "numeric" }) : write({ month: "short" });
  if (unit === "day" || (midnight && clock !== true)) {
    const named = span.endMs - span.startMs <= NAMED_DAYS_MS;
    return named ? dayText(hass, atMs, timeZone) : write({ day: "numeric", month: "short" });
  }
  // "2 PM" where all are full hours, "14:00" on a clock of 24.
  const hours = timeFormat(hass, { hour: "numeric", timeZone }).resolvedOptions().hour12 === true;
  return write(hours && size % HOUR_MS === 0 ? { hour: "numeric" } : { hour: "numeric", minute: "2-digit" });
}
