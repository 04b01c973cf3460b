/** Days and hours of a heat map in the user's language. */
import { dayStartMs, instantMs, timeFormat, timeZoneOf } from "../base/zone";
import type { Scale } from "../base/scale";
import { formatNumber } from "../format";
import type { Hass, Localize } from "../ha";
import { words } from "../texts";
import { HOURS, type Cell, type Column } from "./view";

const HALF_DAY_MS = 12 * 3_600_000;

export function dayText(hass: Hass, day: string, options: Intl.DateTimeFormatOptions): string {
  const noon = (dayStartMs(day, timeZoneOf(hass)) ?? 0) + HALF_DAY_MS;
  return timeFormat(hass, options).format(noon);
}

/** "17:00" or "5 PM". */
export function hourText(hass: Hass, hour: number): string {
  const at = instantMs(Date.UTC(2026, 0, 1, hour % HOURS), timeZoneOf(hass));
  return timeFormat(hass, { hour: "numeric", minute: "2-digit" }).format(at);
}

/** What a column stands for: a day with its weekday, or the days of a week. */
export function columnText(hass: Hass, column: Column): string {
  const day: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
  if (column.from === column.to) return dayText(hass, column.from, { ...day, weekday: "short" });
  return `${dayText(hass, column.from, day)} – ${dayText(hass, column.to, day)}`;
}

/** The name below a column, short: the room is that of a column or some more. */
export function columnName(hass: Hass, column: Column, columns: number): string {
  if (column.from !== column.to) return dayText(hass, column.to, { month: "short" });
  if (columns <= 8) return dayText(hass, column.from, { weekday: "short", day: "numeric" });
  return dayText(hass, column.from, { day: "numeric", month: "short" });
}

/** Everything that a cell stands for, as a sentence. */
export function cellText(hass: Hass, localize: Localize, scale: Scale, column: Column, { y }: Cell): string {
  const mean = column.mean[y] ?? null;
  const values = { day: columnText(hass, column), from: hourText(hass, y), to: hourText(hass, y + 1) };
  if (mean === null) return words(localize, "card_heatmap_empty", values);
  const count = formatNumber(hass, column.count[y] ?? 0, 0);
  return words(localize, "card_heatmap_cell", { ...values, value: scale.whole(mean), count });
}
