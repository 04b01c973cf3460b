/** The period of a configuration: days of the household's clock, or times. */
import { dayStartMs, instantMs, timeZoneOf } from "../base/zone";
import type { Hass } from "../ha";
import { ConfigProblem, given } from "../problem";
import type { Span } from "../span";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A day, then perhaps a time, then perhaps how far from UTC. */
const WRITTEN = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/;
/** What becomes of a day without quotation marks in the editor: a moment of UTC. */
const UNQUOTED = "T00:00:00.000Z";

interface Written {
  readonly day: string;
  /** As if the clock that is meant showed UTC. */
  readonly shownMs: number;
  /** The day as a whole. */
  readonly whole: boolean;
  /** An instant, whatever any clock shows. */
  readonly instant: boolean;
}

/** A date or time as it is written, null where it is none: there is no 31 February. */
function written(value: unknown): Written | null {
  const text = value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : value;
  if (typeof text !== "string") return null;
  const [, day = "", time, zone] = WRITTEN.exec(text.replace(UNQUOTED, "")) ?? [];
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day)) return null;
  const shownMs = time === undefined ? midnight : Date.parse(`${day}T${time}${zone ?? "Z"}`);
  return Number.isNaN(shownMs) ? null : { day, shownMs, whole: time === undefined, instant: zone !== undefined };
}

const BOTH = { field: "start", other: "end" };

/** Throw what is wrong with a configured beginning and end. */
export function checkPeriod(start: unknown, end: unknown): void {
  const told = Object.entries({ start, end }).map(([field, value]) => {
    const found = value === undefined ? null : written(value);
    if (value !== undefined && found === null)
      throw new ConfigProblem("card_config_moment", { field, given: given(value) });
    return found;
  });
  if ((start === undefined) !== (end === undefined)) throw new ConfigProblem("card_config_together", BOTH);
  const [from, to] = told;
  if (!from || !to) return;
  // One and the same day is a period of a day: its end is the day's.
  if (from.shownMs >= to.shownMs + (to.whole ? DAY_MS : 0)) throw new ConfigProblem("card_config_order", BOTH);
}

/**
 * The configured period. Days and times without an offset are those of Home Assistant's own clock, wherever whoever
 * looks at the card may be; the last day is a whole one, be it of 23 or 25 hours.
 */
export function configuredSpan(hass: Hass, start: unknown, end: unknown): Span | null {
  const [from, to] = [written(start), written(end)];
  if (from === null || to === null) return null;
  const zone = hass.config.time_zone || timeZoneOf(hass);
  const startMs = edge(from, zone, 0);
  return { startMs, endMs: Math.max(edge(to, zone, 1), startMs + MINUTE_MS) };
}

/** @param daysOn of a day: which of its two midnights. */
function edge({ day, shownMs, whole, instant }: Written, zone: string, daysOn: 0 | 1): number {
  if (instant) return shownMs;
  if (!whole) return instantMs(shownMs, zone);
  const next = new Date(shownMs + daysOn * DAY_MS).toISOString().slice(0, day.length);
  return dayStartMs(next, zone) ?? shownMs;
}
