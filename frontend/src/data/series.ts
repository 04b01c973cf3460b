import type { Connection } from "../ha";
import type { Columns } from "./messages";

export interface ChartQuery {
  readonly personId: string;
  readonly vital: string;
  readonly startMs: number;
  readonly endMs: number;
  /** How wide the chart is drawn: more points than pixels cannot be seen. */
  readonly widthPx: number;
  readonly source?: string;
}

/** The server's own limit. */
const MAX_POINTS = 2000;

/** A chart ready to be drawn: null is where nothing was current, so that no line is drawn across. */
export interface Chart {
  readonly columns: Columns;
  readonly t: readonly number[];
  readonly mean: readonly (number | null)[];
  readonly min: readonly (number | null)[];
  readonly max: readonly (number | null)[];
}

/** The same of a vital that is told in words: what was told last in each point. */
export interface WordColumns extends Omit<Columns, "min" | "mean" | "max"> {
  /** All there are, in the order of their numbers. */
  words: string[];
  last: string[];
  /** Who told each: the place among `sources`. */
  source: number[];
}

export function areWords(columns: Columns | WordColumns): columns is WordColumns {
  return "words" in columns;
}

export function pointsFor(widthPx: number): number {
  return Math.min(MAX_POINTS, Math.max(1, Math.round(widthPx)));
}

/** Ask for the history of one vital of numbers, downsampled by the server to the width. */
export async function fetchChart(connection: Connection, query: ChartQuery): Promise<Chart> {
  return withGaps((await fetchColumns(connection, query)) as Columns);
}

/** Ask for the history of any vital, downsampled by the server to the width. */
export async function fetchColumns(connection: Connection, query: ChartQuery): Promise<Columns | WordColumns> {
  const columns = await connection.sendMessagePromise({
    type: "healthsense/series",
    person_id: query.personId,
    vital: query.vital,
    start: new Date(query.startMs).toISOString(),
    end: new Date(query.endMs).toISOString(),
    max_points: pointsFor(query.widthPx),
    ...(query.source === undefined ? {} : { source: query.source }),
  });
  return columns as Columns | WordColumns;
}

/** Put a null between points that lie so far apart that nothing was current in between. */
export function withGaps(columns: Columns): Chart {
  const t: number[] = [];
  const mean: (number | null)[] = [];
  const min: (number | null)[] = [];
  const max: (number | null)[] = [];
  const apart = columns.step_ms + columns.fresh_for_ms;
  columns.t.forEach((at, index) => {
    const before = columns.t[index - 1];
    if (before !== undefined && at - before > apart) {
      t.push(before + columns.step_ms);
      for (const column of [mean, min, max]) column.push(null);
    }
    t.push(at);
    mean.push(columns.mean[index] ?? null);
    min.push(columns.min[index] ?? null);
    max.push(columns.max[index] ?? null);
  });
  return { columns, t, mean, min, max };
}

/** Lowest and highest value of a chart, null without any. */
export function extent(chart: Chart): readonly [number, number] | null {
  const { min, max } = chart.columns;
  if (min.length === 0) return null;
  return [min.reduce((a, b) => Math.min(a, b)), max.reduce((a, b) => Math.max(a, b))];
}
