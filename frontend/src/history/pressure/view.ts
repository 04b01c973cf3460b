/** Blood pressures of a period: pairs, their zones, mornings and evenings. */
import { wallMs } from "../../base/zone";
import type { Raw } from "../readings";

export interface Pressure {
  readonly atMs: number;
  readonly systolic: number;
  readonly diastolic: number;
  /** How many readings it stands for. */
  readonly count: number;
}

/** Both numbers of one measurement come within this time. */
const TOGETHER_MS = 60_000;

/** Join systolic and diastolic readings of one measurement: same source, nearest in time. */
export function pairs(systolic: readonly Raw[], diastolic: readonly Raw[]): Pressure[] {
  const free = new Map<string, Raw[]>();
  for (const one of diastolic) free.set(one.source, [...(free.get(one.source) ?? []), one]);
  const found: Pressure[] = [];
  for (const high of systolic) {
    const others = free.get(high.source) ?? [];
    const gap = (one: Raw): number => Math.abs(one.atMs - high.atMs);
    const low = others.reduce<Raw | null>((best, one) => (best === null || gap(one) < gap(best) ? one : best), null);
    if (low === null || gap(low) > TOGETHER_MS) continue;
    others.splice(others.indexOf(low), 1);
    if (typeof high.value !== "number" || typeof low.value !== "number") continue;
    found.push({ atMs: high.atMs, systolic: high.value, diastolic: low.value, count: 1 });
  }
  return found.sort((a, b) => a.atMs - b.atMs);
}

/** The words of `bp_category_esc`. */
export type Zone = "non_elevated" | "elevated" | "hypertension";
export const ZONES = ["non_elevated", "elevated", "hypertension"] as const;

/** Home limits of ESC 2024 (McEvoy et al., Eur Heart J 2024;45:3912): from 120 or 70, and from 135 or 85 mmHg. */
export const LIMITS = { elevated: [120, 70], hypertension: [135, 85] } as const;

export function zoneOf({ systolic, diastolic }: Pressure): Zone {
  if (systolic >= LIMITS.hypertension[0] || diastolic >= LIMITS.hypertension[1]) return "hypertension";
  if (systolic >= LIMITS.elevated[0] || diastolic >= LIMITS.elevated[1]) return "elevated";
  return "non_elevated";
}

export type PartOfDay = "all" | "morning" | "evening";

const MORNING_MINUTES = [6 * 60, 10 * 60] as const;
const EVENING_MINUTE = 18 * 60;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Mornings are 06:00-10:00 and evenings from 18:00, as for the morning rise (docs/scores). */
export function isIn(part: PartOfDay, atMs: number, timeZone: string): boolean {
  if (part === "all") return true;
  const minute = Math.floor((wallMs(atMs, timeZone) % DAY_MS) / MINUTE_MS);
  if (part === "evening") return minute >= EVENING_MINUTE;
  return minute >= MORNING_MINUTES[0] && minute < MORNING_MINUTES[1];
}

/** The mean of several, at the middle of their times; null of none. */
export function meanOf(found: readonly Pressure[]): Pressure | null {
  const [first, last] = [found[0], found.at(-1)];
  if (first === undefined || last === undefined) return null;
  const count = found.reduce((sum, one) => sum + one.count, 0);
  const mean = (of: (one: Pressure) => number): number =>
    found.reduce((sum, one) => sum + of(one) * one.count, 0) / count;
  return {
    atMs: (first.atMs + last.atMs) / 2,
    systolic: mean((one) => one.systolic),
    diastolic: mean((one) => one.diastolic),
    count,
  };
}

/** How much one bar stands for. */
export type Bucket = "reading" | "day" | "week";
const WIDTH_MS: Readonly<Record<Exclude<Bucket, "reading">, number>> = { day: DAY_MS, week: 7 * DAY_MS };
/** A bar with less room than this, in pixels, is not told from its neighbours. */
const ROOM_PX = 7;

/** The finest bars that a width has room for. */
export function bucketFor(count: number, lengthMs: number, widthPx: number): Bucket {
  if (count * ROOM_PX <= widthPx) return "reading";
  return (lengthMs / DAY_MS) * ROOM_PX <= widthPx ? "day" : "week";
}

/** Averages of days or weeks of the local calendar; readings one by one stay as they are. */
export function bucketed(found: readonly Pressure[], bucket: Bucket, timeZone: string): Pressure[] {
  if (bucket === "reading") return [...found];
  const groups = new Map<number, Pressure[]>();
  for (const one of found) {
    const key = Math.floor(wallMs(one.atMs, timeZone) / WIDTH_MS[bucket]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].map(meanOf).filter((one) => one !== null);
}
