/** Which values a pane shows. */
import { roundStep } from "../base/scale";
import type { Span } from "../span";
import type { PlotPane, PlotSeries } from "./types";

/** Room above and below what is drawn, as a part of it. */
const ROOM = 0.06;
/** A threshold or band is shown where it widens what is drawn to no more than this. */
const WIDENED = 1.5;
/** Of values that hardly change: as if they changed by this part of themselves. */
const LEAST_CHANGE = 0.06;

/** The index of the first time at or after `t`. */
export function indexFrom(times: readonly number[], t: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) < t) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first and the last index of what is seen of a series: one more on each side, to which lines lead. */
export function seen(series: PlotSeries, span: Span): readonly [first: number, end: number] {
  const first = Math.max(0, indexFrom(series.t, span.startMs) - 1);
  return [first, Math.min(series.t.length, indexFrom(series.t, span.endMs) + 1)];
}

function dataExtent(pane: PlotPane, span: Span): [number, number] | null {
  let low = Infinity;
  let high = -Infinity;
  for (const series of pane.series) {
    const [first, end] = seen(series, span);
    for (const column of [series.value, series.low, series.high]) {
      if (column === undefined) continue;
      for (let index = first; index < end; index += 1) {
        const value = column[index] ?? null;
        if (value === null) continue;
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
  }
  return low <= high ? [low, high] : null;
}

/** The lowest and highest value that a pane shows: what is drawn, and what lies near it. */
export function valueRange(pane: PlotPane, span: Span): readonly [number, number] {
  const [lowEnd, highEnd] = pane.ends ?? [null, null];
  const drawn = dataExtent(pane, span) ?? pane.atLeast ?? nearby(pane)[0] ?? [0, 1];
  let [low, high] = drawn;
  if (pane.atLeast !== undefined) {
    low = Math.min(low, pane.atLeast[0]);
    high = Math.max(high, pane.atLeast[1]);
  }
  const most = Math.max(high - low, Math.abs(high) * LEAST_CHANGE, 1e-6) * WIDENED;
  for (const [from, to] of nearby(pane)) {
    if (Math.max(high, to) - Math.min(low, from) > most) continue;
    low = Math.min(low, from);
    high = Math.max(high, to);
  }
  if (high === low) {
    const around = Math.max(Math.abs(high) * 0.05, 1);
    low -= around;
    high += around;
  }
  const step = roundStep(high - low, 20);
  const room = (high - low) * ROOM;
  return [
    lowEnd ?? Math.floor((low - (low === 0 ? 0 : room)) / step) * step,
    highEnd ?? Math.ceil((high + room) / step) * step,
  ];
}

function nearby(pane: PlotPane): (readonly [number, number])[] {
  const lines = (pane.thresholds ?? []).map(({ value }) => [value, value] as const);
  const areas = (pane.bands ?? []).flatMap(({ from, to, name }) =>
    from === undefined || to === undefined || name === "" ? [] : [[from, to] as const],
  );
  return [...areas, ...lines];
}
