/** Times as the user's profile wants them: Home Assistant's zone or the browser's, twelve hours or twenty-four. */
import type { Hass } from "../ha";
import { dateFormat } from "./formats";

const DAY_MS = 86_400_000;

export function timeZoneOf(hass: Hass): string {
  return hass.locale.time_zone === "server"
    ? hass.config.time_zone
    : new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Writes times in the user's language and zone. */
export function timeFormat(hass: Hass, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const timed = options.hour !== undefined || options.timeStyle !== undefined;
  const cycle = timed ? cycleOf(hass.locale.time_format) : {};
  return dateFormat(hass.locale.language, { ...options, ...cycle, timeZone: options.timeZone ?? timeZoneOf(hass) });
}

/** "system" asks the browser for its hours alone: the words stay those of the user's language. */
function cycleOf(choice: string): Intl.DateTimeFormatOptions {
  const system = choice === "system" ? dateFormat(undefined, { hour: "numeric" }).resolvedOptions().hour12 : undefined;
  if (choice === "12" || system === true) return { hour12: true };
  return choice === "24" || system === false ? { hourCycle: "h23" } : {};
}

/** What the clocks of a zone show at an instant, as if it were UTC: for sums of hours, days and months. */
export function wallMs(atMs: number, timeZone: string): number {
  if (timeZone === "UTC") return atMs;
  const parts: Record<string, number> = {};
  const format = dateFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  for (const { type, value } of format.formatToParts(atMs)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((atMs % 1000) + 1000) % 1000);
}

/** The instant at which the clocks of a zone show that: of what they show twice the first, of what they skip what follows. */
export function instantMs(shownMs: number, timeZone: string): number {
  const offset = (atMs: number): number => wallMs(atMs, timeZone) - atMs;
  // A clock that changes in between is another one on the day before than on the day after.
  const [before, after] = [offset(shownMs - DAY_MS), offset(shownMs + DAY_MS)];
  const [first, second] = [shownMs - before, shownMs - after];
  return before !== after && offset(first) !== before && offset(second) === after ? second : first;
}

/** The midnight that begins a day such as "2026-11-20", null where it is none. */
export function dayStartMs(day: string, timeZone: string): number | null {
  const shown = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  return Number.isNaN(shown) ? null : instantMs(shown, timeZone);
}

/** The day of an instant, such as "2026-11-20". */
export function dayOf(atMs: number, timeZone: string): string {
  return new Date(wallMs(atMs, timeZone)).toISOString().slice(0, 10);
}
