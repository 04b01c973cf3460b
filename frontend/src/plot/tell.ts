/** What a plot says in words: under the crosshair, in a sentence for whoever does not see it, and as a table. */
import { dayOf, instantMs, timeFormat, wallMs } from "../base/zone";
import type { Hass, Localize } from "../ha";
import type { Span } from "../span";
import { words } from "../texts";
import { pointAt, told } from "./data";
import { indexFrom } from "./range";
import type { PlotMark, PlotPane, PlotSeries } from "./types";

export interface Telling {
  readonly hass: Hass;
  readonly localize: Localize;
  readonly panes: readonly PlotPane[];
  readonly marks: readonly PlotMark[];
  readonly span: Span;
  readonly timeZone: string;
  readonly clock: boolean;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Below this, minutes matter. */
const MINUTES_MATTER_MS = 45 * DAY_MS;
/** Steps of the rows of a table, of which at most this many are made. */
const STEPS_MS = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, DAY_MS, 7 * DAY_MS, 28 * DAY_MS];
const MOST_ROWS = 60;

/** A time, or from when to when, as precise as the span makes sense of. */
export function timeText({ hass, span, timeZone, clock }: Telling, atMs: number, endMs = atMs): string {
  const write = (options: Intl.DateTimeFormatOptions): string => {
    const format = timeFormat(hass, { ...options, timeZone });
    return endMs > atMs ? format.formatRange(atMs, endMs) : format.format(atMs);
  };
  if (clock) return write({ hour: "numeric", minute: "2-digit" });
  const length = span.endMs - span.startMs;
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
  if (length <= MINUTES_MATTER_MS) Object.assign(options, { weekday: "short", hour: "numeric", minute: "2-digit" });
  else options.year = "numeric";
  return write(options);
}

/** "Fri 20"; English would turn it round. */
export function dayText(hass: Hass, atMs: number, timeZone: string): string {
  const write = (options: Intl.DateTimeFormatOptions): string =>
    timeFormat(hass, { ...options, timeZone }).format(atMs);
  return `${write({ weekday: "short" })} ${write({ day: "numeric" })}`;
}

/** A value of a series with its lowest and highest, without the unit. */
export function valueText({ localize }: Telling, pane: PlotPane, series: PlotSeries, index: number): string {
  const value = series.value[index] ?? null;
  const low = series.low?.[index] ?? null;
  const high = series.high?.[index] ?? null;
  const between =
    low === null || high === null || (low === value && high === value)
      ? null
      : words(localize, "card_between", { low: pane.format(low), high: pane.format(high) });
  if (value === null) return between ?? "";
  const source = series.told?.[index] ?? "";
  if (source !== "") return `${pane.format(value)} (${source})`;
  return between === null ? pane.format(value) : `${pane.format(value)} (${between})`;
}

/** Where nothing is pointed at: the average of what is seen, with its ends. */
export function meanText(telling: Telling, pane: PlotPane, series: PlotSeries): string | null {
  const averaged = pane.ticks === undefined && (series.look === "line" || series.look === "bars");
  const found = averaged ? figures(series, telling.span) : null;
  if (found === null || Number.isNaN(found.mean)) return null;
  const [low, high] = [pane.format(found.low), pane.format(found.high)];
  const between = low === high ? "" : ` (${words(telling.localize, "card_between", { low, high })})`;
  return words(telling.localize, "card_plot_mean", { value: pane.format(found.mean) + between });
}

export interface Reading {
  readonly pane: PlotPane;
  readonly series: PlotSeries;
  readonly text: string;
}

/** What all series say at a time. */
export function readingsAt(telling: Telling, atMs: number): Reading[] {
  const within = (telling.span.endMs - telling.span.startMs) / 60;
  return telling.panes.flatMap((pane) =>
    pane.series.flatMap((series) => {
      if (series.silent === true) return [];
      const index = pointAt(series, atMs, within);
      return index === null ? [] : [{ pane, series, text: valueText(telling, pane, series, index) }];
    }),
  );
}

/** The marks near a time; those that last, while they last. */
export function marksAt({ marks, span }: Telling, atMs: number): PlotMark[] {
  const near = (span.endMs - span.startMs) / 60;
  return marks.filter(({ atMs: begin, endMs }) => atMs >= begin - near && atMs <= (endMs ?? begin) + near);
}

export function withUnit(pane: PlotPane, text: string): string {
  return pane.unit === "" ? text : `${text} ${pane.unit}`;
}

/** Time, values and marks in one sentence, for a screen reader. */
export function spokenAt(telling: Telling, atMs: number): string {
  const several = telling.panes.flatMap(({ series }) => series.filter(({ silent }) => silent !== true)).length > 1;
  const values = readingsAt(telling, atMs).map(({ pane, series, text }) =>
    several ? `${series.name} ${withUnit(pane, text)}` : withUnit(pane, text),
  );
  const marks = marksAt(telling, atMs).map(({ name }) => name);
  const nothing = values.length === 0 ? [words(telling.localize, "card_plot_nothing")] : [];
  return [timeText(telling, atMs), ...values, ...nothing, ...marks].join(", ");
}

interface Figures {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly last: number;
}

/** Mean, ends and last value of what is seen of a series. */
export function figures(series: PlotSeries, { startMs, endMs }: Span): Figures | null {
  let [sum, count, low, high, last] = [0, 0, Infinity, -Infinity, NaN];
  for (let index = indexFrom(series.t, startMs); index < indexFrom(series.t, endMs); index += 1) {
    if (!told(series, index)) continue;
    const value = series.value[index] ?? null;
    const lowest = series.low?.[index] ?? value;
    const highest = series.high?.[index] ?? value;
    if (lowest !== null) low = Math.min(low, lowest);
    if (highest !== null) high = Math.max(high, highest);
    if (value === null) continue;
    sum += value;
    count += 1;
    last = value;
  }
  if (low > high) return null;
  return { mean: count > 0 ? sum / count : NaN, low, high, last };
}

/** The words that were told, from the top of the axis down. */
function wordsIn({ ticks = [] }: PlotPane, series: PlotSeries, { startMs, endMs }: Span): string {
  const found = new Set(series.value.slice(indexFrom(series.t, startMs), indexFrom(series.t, endMs)));
  return ticks
    .filter(({ value }) => found.has(value))
    .map(({ text }) => text)
    .reverse()
    .join(", ");
}

/** Who told them, in the order of time. */
function sourcesIn({ t, told: names = [] }: PlotSeries, { startMs, endMs }: Span): string {
  const found = names.slice(indexFrom(t, startMs), indexFrom(t, endMs)).filter(Boolean);
  return found.length === 0 ? "" : ` (${[...new Set(found)].join(", ")})`;
}

/** All that a reader sees at a glance, in sentences. */
export function summary(telling: Telling): string {
  const { localize, panes, marks, span } = telling;
  const of = panes.flatMap((pane) =>
    pane.series.flatMap((series) => {
      const found = series.silent === true ? null : figures(series, span);
      if (found === null) return [];
      if (pane.ticks !== undefined) {
        return [words(localize, "card_plot_summary_list", { name: series.name, words: wordsIn(pane, series, span) })];
      }
      const told = {
        name: series.name,
        mean: Number.isNaN(found.mean) ? "–" : withUnit(pane, pane.format(found.mean)),
        low: withUnit(pane, pane.format(found.low)),
        high: withUnit(pane, pane.format(found.high)),
      };
      return [words(localize, "card_plot_summary", told)];
    }),
  );
  if (of.length === 0) of.push(words(localize, "card_plot_empty"));
  const seen = marks.filter(({ atMs, endMs }) => (endMs ?? atMs) >= span.startMs && atMs < span.endMs);
  if (seen.length > 0) of.push(words(localize, "card_plot_marked", { count: seen.length }));
  return of.join(" ");
}

export interface Table {
  /** What is in the cells; null where they are words alone. */
  readonly caption: string | null;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly time: string; readonly cells: readonly string[] }[];
  readonly marks: readonly { readonly time: string; readonly name: string }[];
}

/** The same data as a table: each point where there are few, else what lies in an hour, a day, a week. */
export function tableOf(telling: Telling): Table {
  const { localize, panes, span, marks } = telling;
  const shown = panes.flatMap((pane) =>
    pane.series.filter(({ silent }) => silent !== true).map((series) => ({ pane, series })),
  );
  const columns = shown.map(({ pane, series }) =>
    withUnit({ ...pane, unit: pane.unit && `(${pane.unit})` }, series.name),
  );
  const times = new Set<number>();
  for (const { series } of shown) {
    for (let index = indexFrom(series.t, span.startMs); index < indexFrom(series.t, span.endMs); index += 1)
      if (told(series, index)) times.add(series.t[index] ?? 0);
  }
  const own = [...times].sort((a, b) => a - b);
  const rows = own.length <= MOST_ROWS ? own.map((at) => ({ startMs: at, endMs: at + 1 })) : periods(telling);
  return {
    caption: panes.every(({ ticks }) => ticks !== undefined) ? null : words(localize, "card_plot_table_caption"),
    columns,
    rows: rows
      .map((row) => ({
        time: row.endMs - row.startMs === 1 ? timeText(telling, row.startMs) : periodText(telling, row),
        cells: shown.map(({ pane, series }) => cell(telling, pane, series, row)),
      }))
      .filter(({ cells }) => cells.some(Boolean)),
    marks: marks
      .filter(({ atMs, endMs }) => (endMs ?? atMs) >= span.startMs && atMs < span.endMs)
      .map(({ atMs, endMs, name }) => ({ time: timeText(telling, atMs, endMs), name })),
  };
}

function cell({ localize }: Telling, pane: PlotPane, series: PlotSeries, row: Span): string {
  if (pane.ticks !== undefined) return wordsIn(pane, series, row) + sourcesIn(series, row);
  const found = figures(series, row);
  if (found === null) return "";
  const mean = Number.isNaN(found.mean) ? "" : pane.format(found.mean);
  const [low, high] = [pane.format(found.low), pane.format(found.high)];
  if (low === high) return mean || low;
  const between = words(localize, "card_between", { low, high });
  return mean === "" ? between : `${mean} (${between})`;
}

/** Hours, days or weeks of the reader's clock. */
function periods({ span, timeZone }: Telling): Span[] {
  const step = STEPS_MS.find((one) => (span.endMs - span.startMs) / one <= MOST_ROWS) ?? 28 * DAY_MS;
  const first = wallMs(span.startMs, timeZone);
  const found: Span[] = [];
  for (let at = Math.floor(first / step) * step; instantMs(at, timeZone) < span.endMs; at += step) {
    const startMs = Math.max(span.startMs, instantMs(at, timeZone));
    found.push({ startMs, endMs: Math.min(span.endMs, instantMs(at + step, timeZone)) });
  }
  return found.filter(({ startMs, endMs }) => endMs > startMs);
}

function periodText(telling: Telling, { startMs, endMs }: Span): string {
  const { hass, timeZone, clock } = telling;
  if (endMs - startMs < DAY_MS * 0.9) {
    const hours = timeFormat(hass, { hour: "numeric", minute: "2-digit", timeZone }).formatRange(startMs, endMs);
    return clock ? hours : `${dayText(hass, startMs, timeZone)}, ${hours}`;
  }
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", timeZone };
  if (dayOf(startMs, timeZone) === dayOf(endMs - 1, timeZone)) options.weekday = "short";
  return timeFormat(hass, options).formatRange(startMs, endMs - 1);
}
