/** The series of a pane as the columns that the chart library draws, and what lies at a time. */
import { indexFrom } from "./range";
import type { PlotPane, PlotPoint, PlotSeries } from "./types";

type Cell = number | null | undefined;
/** Times, then the values of each series; undefined where a series has no point at that time. */
export type Columns = [number[], ...Cell[][]];

/** Nothing is copied where all series share their times. */
export function columnsOf(pane: PlotPane): Columns {
  const [first] = pane.series;
  if (first === undefined) return [[]];
  if (pane.series.every(({ t }) => t === first.t))
    return [first.t as number[], ...pane.series.map(({ value }) => value as Cell[])];
  const times = [...new Set(pane.series.flatMap(({ t }) => t))].sort((a, b) => a - b);
  const columns = pane.series.map((series) => {
    const column = new Array<Cell>(times.length).fill(undefined);
    let row = 0;
    series.t.forEach((at, index) => {
      while (times[row] !== at) row += 1;
      column[row] = series.value[index] ?? null;
    });
    return column;
  });
  return [times, ...columns];
}

/** Put one more point into a series and its column, or change the last. Returns whether it was put. */
export function appendPoint(pane: PlotPane, columns: Columns, id: string, point: PlotPoint): boolean {
  const place = pane.series.findIndex((series) => series.id === id);
  const series = pane.series[place];
  if (series === undefined || point.t < (series.t.at(-1) ?? -Infinity)) return false;
  if (series.t.at(-1) !== point.t) {
    (series.t as number[]).push(point.t);
    // Series that share their times stay as long as those.
    for (const other of pane.series) if (other.t === series.t) pad(other);
  }
  const at = series.t.length - 1;
  (series.value as Cell[])[at] = point.value;
  if (series.low !== undefined) (series.low as Cell[])[at] = point.low ?? point.value;
  if (series.high !== undefined) (series.high as Cell[])[at] = point.high ?? point.value;
  if (series.told !== undefined) (series.told as string[])[at] = point.told ?? "";
  const [times, ...values] = columns;
  if (times === series.t) return true;
  const row = indexFrom(times, point.t);
  if (times[row] !== point.t) {
    times.splice(row, 0, point.t);
    for (const column of values) column.splice(row, 0, undefined);
  }
  const column = values[place];
  if (column !== undefined) column[row] = point.value;
  return true;
}

function pad({ t, value, low, high }: PlotSeries): void {
  for (const column of [value, low, high]) if (column !== undefined) (column as Cell[])[t.length - 1] ??= null;
}

/** What a series says at a time: its nearest point, if one is as near as it lasts; null where there is none. */
export function pointAt(series: PlotSeries, atMs: number, withinMs: number): number | null {
  const after = indexFrom(series.t, atMs);
  if (series.look === "steps") return heldAt(series, series.t[after] === atMs ? after : after - 1, atMs);
  let best: number | null = null;
  let nearest = Math.max(withinMs, series.stepMs ?? 0);
  for (const index of [after - 1, after]) {
    const t = series.t[index];
    if (t === undefined || !told(series, index)) continue;
    // A point lasts from its time on.
    const away = t > atMs ? t - atMs : Math.max(0, atMs - t - (series.stepMs ?? 0));
    if (away <= nearest) {
      nearest = away;
      best = index;
    }
  }
  return best;
}

/** What a step says until the next: itself, if it still holds then. */
function heldAt(series: PlotSeries, index: number, atMs: number): number | null {
  return index >= 0 && told(series, index) && atMs <= endOf(series, index) ? index : null;
}

/** Until when a step holds: the next point, which may be a gap; the last one for as long as a point lasts. */
export function endOf({ t, stepMs = 0 }: PlotSeries, index: number): number {
  return t[index + 1] ?? (t[index] ?? 0) + stepMs;
}

export function told({ value, low }: PlotSeries, index: number): boolean {
  return (value[index] ?? low?.[index] ?? null) !== null;
}

/** The times at which the crosshair stops, of all panes. */
export function stopsOf(panes: readonly PlotPane[]): number[] {
  const stops = new Set<number>();
  for (const { series } of panes) {
    for (const one of series) {
      if (one.silent === true) continue;
      one.t.forEach((at, index) => {
        if (told(one, index)) stops.add(at);
      });
    }
  }
  return [...stops].sort((a, b) => a - b);
}
