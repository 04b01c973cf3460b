/** The lines of a period: asked for, in the unit that is shown, and going on with what is measured. */
import { scaleOf, type Scale } from "../../base/scale";
import { instantMs, timeZoneOf, wallMs } from "../../base/zone";
import type { Reading } from "../../data/messages";
import { failureOf, passes, type Failure } from "../../data/errors";
import { areWords, fetchColumns, withGaps, type Chart, type WordColumns } from "../../data/series";
import type { Hass } from "../../ha";
import { entityOf, personOfDevice } from "../../people";
import type { PlotPoint } from "../../plot/types";
import type { Span } from "../../span";
import type { Compare } from "../config";
import type { Shown } from "../kind";
import { holdsMs, levelsOf } from "./words";

type Column = readonly (number | null)[];

export interface Line {
  readonly vital: string;
  readonly scale: Scale;
  readonly t: readonly number[];
  readonly value: Column;
  readonly low: Column;
  readonly high: Column;
  readonly stepMs: number;
  readonly freshForMs: number;
  readonly usual: readonly [number, number] | null;
  /** Totals of days: a count that begins anew at midnight. */
  readonly daily: boolean;
  /** Of a vital that is told in words: these from the bottom up; the values are their places. */
  readonly levels?: readonly string[];
  /** Who told each of them, where there are several; and what sources are called. */
  readonly told?: readonly string[];
  readonly names?: ReadonlyMap<string, string>;
  /** How many readings the last point stands for, and when the newest of all was measured. */
  readonly last: { count: number; newestMs: number };
}

/** Lines beside those of the person now. */
export interface Beside {
  readonly kind: "earlier" | "person";
  readonly shiftMs: number;
  readonly lines: readonly Line[];
}

export interface Lines {
  readonly span: Span;
  readonly lines: readonly Line[];
  readonly beside: readonly Beside[];
  /** Why the other person is not there: not one that this user knows of, the same, or what was said. */
  readonly without: "unknown" | "same" | Failure | null;
}

const DAYS: Readonly<Record<Exclude<Compare, "none">, number>> = { day: 1, week: 7, month: 28, year: 365 };
const DAY_MS = 86_400_000;
const COUNTED: ReadonlySet<string> = new Set(["steps", "distance", "active_energy"]);
/** Up to here one sees a count grow; of more days their totals are seen. */
const GROWS_MS = 2 * DAY_MS;
/** What HealthSense says of a person whom this user may not know of either. */
const NOBODY = "not_found";
/** A day's total is in the last of so many points. */
const POINTS_A_DAY = 4;

/** The same hours of earlier days, by the reader's clock. */
export function earlier(span: Span, compare: Exclude<Compare, "none">, timeZone: string): Span {
  const startMs = instantMs(wallMs(span.startMs, timeZone) - DAYS[compare] * DAY_MS, timeZone);
  return { startMs, endMs: startMs + span.endMs - span.startMs };
}

/** Ask for everything that is drawn, in as many points as pixels. */
export async function fetchLines(shown: Shown, vitals: readonly string[], widthPx: number): Promise<Lines> {
  const { hass, config, person, span } = shown;
  const of = (personId: string, deviceId: string | null, { startMs, endMs }: Span): Promise<Line[]> =>
    Promise.all(
      vitals.map(async (vital) => {
        const daily = COUNTED.has(vital) && endMs - startMs > GROWS_MS;
        const points = daily ? Math.max(widthPx, ((endMs - startMs) / DAY_MS) * POINTS_A_DAY) : widthPx;
        const query = { personId, vital, startMs, endMs, widthPx: points };
        const newest = personId === person.person_id ? person.current[vital] : undefined;
        const columns = await fetchColumns(hass.connection, query);
        const lastMs = newest === undefined ? -Infinity : Date.parse(newest.measured_at);
        if (areWords(columns)) return wordLine(hass, columns, lastMs);
        const line = lineOf(hass, deviceId, withGaps(columns), lastMs);
        return daily ? totals(line, timeZoneOf(hass)) : line;
      }),
    );
  const wanted: Promise<Beside>[] = [];
  if (config.compare !== undefined && config.compare !== "none") {
    const before = earlier(span, config.compare, timeZoneOf(hass));
    const shiftMs = span.startMs - before.startMs;
    wanted.push(
      of(person.person_id, person.device_id, before).then((lines) => ({
        kind: "earlier",
        shiftMs,
        lines: lines.map((line) => shifted(line, shiftMs)),
      })),
    );
  }
  const other = config.compare_device_id ? personOfDevice(hass, config.compare_device_id) : undefined;
  let without: Lines["without"] = config.compare_device_id && other === undefined ? "unknown" : null;
  if (other === person.person_id) without = "same";
  else if (other !== undefined) {
    wanted.push(
      // In the units of the person whose card it is. Whoever may not see them still sees the rest.
      of(other, person.device_id, span).then(
        (lines) => ({ kind: "person", shiftMs: 0, lines }),
        (error: unknown) => {
          const failure = failureOf(error);
          if (passes(failure)) throw error;
          without = failure.code === NOBODY ? "unknown" : failure;
          return { kind: "person", shiftMs: 0, lines: [] };
        },
      ),
    );
  }
  const [lines, beside] = await Promise.all([of(person.person_id, person.device_id, span), Promise.all(wanted)]);
  return { span, lines, beside, without };
}

function lineOf(hass: Hass, deviceId: string | null, chart: Chart, newestMs: number): Line {
  const { vital, unit, usual, step_ms, fresh_for_ms, count } = chart.columns;
  const scale = scaleOf(hass, vital, unit, entityOf(hass, deviceId, vital));
  const column = (values: Column): Column => values.map((value) => (value === null ? null : scale.shown(value)));
  return {
    vital,
    scale,
    t: chart.t,
    value: column(chart.mean),
    low: column(chart.min),
    high: column(chart.max),
    stepMs: step_ms,
    freshForMs: fresh_for_ms,
    usual: usual && [scale.shown(usual[0]), scale.shown(usual[1])],
    daily: false,
    last: { count: count.at(-1) ?? 0, newestMs },
  };
}

/** Each word holds until the next is told, and no longer than it is current. */
function wordLine(hass: Hass, columns: WordColumns, newestMs: number): Line {
  const { vital, unit, step_ms, fresh_for_ms, count, sources, source } = columns;
  const levels = levelsOf(vital, columns.words);
  const t: number[] = [];
  const value: (number | null)[] = [];
  const told: string[] = [];
  columns.t.forEach((at, index) => {
    const level = levels.indexOf(columns.last[index] ?? "");
    t.push(at);
    value.push(level < 0 ? null : level);
    told.push(sources[source[index] ?? -1]?.name ?? "");
    const next = columns.t[index + 1];
    if (next === undefined || next - at <= step_ms + fresh_for_ms) return;
    t.push(at + holdsMs({ stepMs: step_ms, freshForMs: fresh_for_ms }));
    value.push(null);
    told.push("");
  });
  const last = { count: count.at(-1) ?? 0, newestMs };
  const scale = scaleOf(hass, vital, unit);
  const both = { low: value, high: value };
  return {
    vital,
    scale,
    t,
    value,
    ...both,
    stepMs: step_ms,
    freshForMs: fresh_for_ms,
    usual: null,
    daily: false,
    levels,
    ...(new Set(source).size > 1 ? { told, names: new Map(sources.map((one) => [one.source, one.name])) } : {}),
    last,
  };
}

/** The highest count of each day of the reader's clock. */
export function totals(line: Line, timeZone: string): Line {
  const days = new Map<number, number>();
  line.t.forEach((at, index) => {
    const highest = line.high[index] ?? null;
    if (highest === null) return;
    const midnight = instantMs(Math.floor(wallMs(at, timeZone) / DAY_MS) * DAY_MS, timeZone);
    days.set(midnight, Math.max(days.get(midnight) ?? 0, highest));
  });
  const value = [...days.values()];
  return { ...line, daily: true, t: [...days.keys()], value, low: [...value], high: [...value], stepMs: DAY_MS };
}

/** Where a reading lies; null where it is not of the kind that the line is made of. */
function placeOf({ levels, scale }: Line, value: number | string): number | null {
  if (levels === undefined) return typeof value === "number" ? scale.shown(value) : null;
  const level = typeof value === "string" ? levels.indexOf(value) : -1;
  return level < 0 ? null : level;
}

function shifted(line: Line, byMs: number): Line {
  return { ...line, t: line.t.map((at) => at + byMs) };
}

/**
 * The points by which a line goes on with a reading: none where it is known already, a gap before it where nothing was
 * current meanwhile. What a point stands for is counted in `line.last`.
 */
export function goOn(line: Line, reading: Reading): PlotPoint[] {
  const atMs = Date.parse(reading.measured_at);
  const value = placeOf(line, reading.value);
  if (value === null || !(atMs > line.last.newestMs)) return [];
  const index = line.t.length - 1;
  const lastMs = line.t[index] ?? -Infinity;
  const known = line.value[index] ?? null;
  if (atMs < lastMs) return [];
  line.last.newestMs = atMs;
  if (line.daily) {
    // Another day's total comes when it is asked for.
    const most = Math.max(known ?? 0, value);
    return atMs < lastMs + DAY_MS ? [{ t: lastMs, value: most }] : [];
  }
  if (atMs < lastMs + line.stepMs && known !== null) {
    line.last.count += 1;
    if (line.levels !== undefined) return [{ t: lastMs, value, ...whoTold(line, reading) }];
    const { count } = line.last;
    return [
      {
        t: lastMs,
        value: known + (value - known) / count,
        low: Math.min(line.low[index] ?? value, value),
        high: Math.max(line.high[index] ?? value, value),
      },
    ];
  }
  line.last.count = 1;
  const apart = lastMs !== -Infinity && known !== null && atMs - lastMs > line.stepMs + line.freshForMs;
  const heldMs = line.levels === undefined ? line.stepMs : holdsMs(line);
  const gap: PlotPoint = { t: lastMs + heldMs, value: null, low: null, high: null };
  return [...(apart ? [gap] : []), { t: atMs, value, low: value, high: value, ...whoTold(line, reading) }];
}

function whoTold({ names }: Line, { source }: Reading): { told?: string } {
  return names === undefined ? {} : { told: names.get(source) ?? source };
}
