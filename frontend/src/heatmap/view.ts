/** What of a heat map lies where, and how high it is: no drawing here. */
import { roundStep, type Scale } from "../base/scale";
import type { HourGrid } from "./messages";

export const HOURS = 24;
/** Up to so many days each has a column of its own; beyond, a column is a week. */
const MOST_DAYS = 35;
const LEVELS = 6;
/** Beyond these shares a value counts as the lowest or highest level: one odd hour must not take all colours. */
const LOWEST = 0.02;
const HIGHEST = 0.98;

export interface Column {
  /** First and last day, such as "2026-11-20". */
  readonly from: string;
  readonly to: string;
  readonly mean: readonly (number | null)[];
  readonly count: readonly number[];
}

/** The columns of a grid: days, or weeks from Monday on where there are many; of several days each reading counts. */
export function columnsOf(grid: HourGrid): Column[] {
  const weeks = grid.days.length > MOST_DAYS;
  const groups: number[][] = [];
  grid.days.forEach((day, index) => {
    const last = groups.at(-1);
    if (last === undefined || !weeks || new Date(`${day}T00:00:00Z`).getUTCDay() === 1) groups.push([index]);
    else last.push(index);
  });
  return groups.map((group) => column(grid, group));
}

function column(grid: HourGrid, days: readonly number[]): Column {
  const first = days[0] ?? 0;
  const last = days.at(-1) ?? first;
  const hours = Array.from({ length: HOURS }, (_, hour) => {
    let total = 0;
    let count = 0;
    for (const day of days) {
      const own = grid.count[day]?.[hour] ?? 0;
      total += own * (grid.mean[day]?.[hour] ?? 0);
      count += own;
    }
    return { mean: count === 0 ? null : total / count, count };
  });
  return {
    from: grid.days[first] ?? "",
    to: grid.days[last] ?? "",
    mean: hours.map((hour) => hour.mean),
    count: hours.map((hour) => hour.count),
  };
}

function quantile(ordered: readonly number[], share: number): number {
  return ordered[Math.round((ordered.length - 1) * share)] ?? 0;
}

/** The limits between the colours, round in the shown unit; none where all is alike or nothing is known. */
export function limitsOf(columns: readonly Column[], scale: Scale): number[] {
  const shown = columns
    .flatMap(({ mean }) => mean)
    .filter((value) => value !== null)
    .map(scale.shown)
    .sort((a, b) => a - b);
  const low = quantile(shown, LOWEST);
  const high = quantile(shown, HIGHEST);
  if (!(high > low)) return [];
  const step = Math.max(roundStep(high - low, LEVELS), scale.least);
  const limits: number[] = [];
  for (let n = Math.floor(low / step) + 1; n * step < high && limits.length < LEVELS - 1; n += 1) {
    limits.push(Number((n * step).toPrecision(12)));
  }
  return limits;
}

/** 0 for the lowest colour, the number of limits for the highest. `shown` is in the unit of the limits. */
export function levelOf(limits: readonly number[], shown: number): number {
  return limits.filter((limit) => shown >= limit).length;
}

/** One path a level: a year is 1272 cells, but only some shapes to draw. */
export function pathsOf(columns: readonly Column[], limits: readonly number[], scale: Scale): string[] {
  const paths = Array.from({ length: limits.length + 1 }, () => "");
  columns.forEach(({ mean }, x) => {
    mean.forEach((value, y) => {
      if (value === null) return;
      const level = levelOf(limits, scale.shown(value));
      paths[level] = `${paths[level] ?? ""}M${x} ${y}h1v1h-1z`;
    });
  });
  return paths;
}

/** The hours of the day that are highest and lowest over all columns. */
export function extremes(columns: readonly Column[]): { high: Hourly; low: Hourly } | null {
  const hours: Hourly[] = [];
  for (let hour = 0; hour < HOURS; hour += 1) {
    const values = columns.map(({ mean }) => mean[hour] ?? null).filter((value) => value !== null);
    if (values.length > 0) hours.push({ hour, value: values.reduce((a, b) => a + b) / values.length });
  }
  if (hours.length < 2) return null;
  return {
    high: hours.reduce((a, b) => (b.value > a.value ? b : a)),
    low: hours.reduce((a, b) => (b.value < a.value ? b : a)),
  };
}

export interface Hourly {
  readonly hour: number;
  readonly value: number;
}

/** Which columns are named below: all of a week, then every few, of weeks those in which a month begins. */
export function namedColumns(columns: readonly Column[]): number[] {
  const weekly = columns.some(({ from, to }) => from !== to);
  const month = (at: number): string | undefined => columns[at]?.to.slice(0, 7);
  if (weekly) return columns.flatMap((_, at) => (at > 0 && month(at) !== month(at - 1) ? [at] : []));
  const every = columns.length <= 8 ? 1 : 5;
  // Counted from the newest, which is named in any case.
  return columns.flatMap((_, at) => ((columns.length - 1 - at) % every === 0 ? [at] : []));
}

/** Where an arrow leads to. */
export function moved(at: Cell, key: string, columns: number): Cell | null {
  const { x, y } = at;
  const moves: Readonly<Record<string, Cell>> = {
    ArrowLeft: { x: x - 1, y },
    ArrowRight: { x: x + 1, y },
    ArrowUp: { x, y: y - 1 },
    ArrowDown: { x, y: y + 1 },
    Home: { x: 0, y },
    End: { x: columns - 1, y },
    PageUp: { x, y: 0 },
    PageDown: { x, y: HOURS - 1 },
  };
  const to = moves[key];
  if (to === undefined) return null;
  return { x: Math.min(Math.max(to.x, 0), columns - 1), y: Math.min(Math.max(to.y, 0), HOURS - 1) };
}

export interface Cell {
  readonly x: number;
  readonly y: number;
}
