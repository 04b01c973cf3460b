/** What `<healthsense-plot>` draws. Arrays are not copied: `appendPoint` adds to what it was given. */
import type { Span } from "../span";

/**
 * How a series is drawn: `line` through the values with a band from `low` to `high`, `steps` that hold until the next
 * point or gap (the last for `stepMs`),
 * `points` alone, `bars` from the bottom, an upright `span` from `low` to `high` of each point (a blood pressure),
 * or a `band` from `low` to `high` without a line (a percentile).
 */
export type Look = "line" | "steps" | "points" | "bars" | "span" | "band";

export interface PlotSeries {
  /** Unique in the plot; `appendPoint` names it. */
  readonly id: string;
  /** What the legend, the readout and the table call it. */
  readonly name: string;
  readonly look: Look;
  /** Milliseconds, ascending; an hour of the day where the plot shows clocks. */
  readonly t: readonly number[];
  /** Null is a gap: no line is drawn across. */
  readonly value: readonly (number | null)[];
  readonly low?: readonly (number | null)[];
  readonly high?: readonly (number | null)[];
  /** What the area around a line is; lowest to highest where left out. */
  readonly bandName?: string;
  /** Any CSS colour, such as `var(--color-1, #4269d0)`; read anew when the theme changes. */
  readonly color: string;
  /** Told apart without colour: of another time or person. */
  readonly dashed?: boolean;
  /** How long one point lasts: the width of a bar, and how far the crosshair looks. */
  readonly stepMs?: number;
  /** Who told each value, where there are several; the readout and the table name them. */
  readonly told?: readonly string[];
  /** Added to the true times, so that it lies beside another period; the readout tells the true ones. */
  readonly shiftMs?: number;
  /** Not in the legend, the readout, the table or the summary. */
  readonly silent?: boolean;
}

/** An area behind the lines; an end that is left out is that of the plot. */
export interface PlotBand {
  /** Told in the legend; empty where it is only shading. */
  readonly name: string;
  readonly color: string;
  readonly from?: number;
  readonly to?: number;
  readonly startMs?: number;
  readonly endMs?: number;
}

/** A line across. */
export interface PlotThreshold {
  readonly name: string;
  readonly value: number;
  readonly color: string;
}

/** Something that happened: shown above all panes, told by the crosshair and below the table. */
export interface PlotMark {
  readonly atMs: number;
  /** It lasted: drawn as a bar. */
  readonly endMs?: number;
  /** Shapes that differ without colour. */
  readonly shape: "triangle" | "diamond" | "circle" | "bar";
  readonly name: string;
  readonly color: string;
}

/** Plots that lie below each other share the time and the crosshair. */
export interface PlotPane {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly series: readonly PlotSeries[];
  readonly bands?: readonly PlotBand[];
  readonly thresholds?: readonly PlotThreshold[];
  /** A value as it is told, without its unit. */
  readonly format: (value: number) => string;
  /** The least that is shown of the values; it grows with what is drawn. */
  readonly atLeast?: readonly [low: number, high: number];
  /** Ends that hold whatever is drawn; null is free. */
  readonly ends?: readonly [low: number | null, high: number | null];
  /** Values are words, such as the stages of sleep: the axis tells these alone, and nothing is averaged. */
  readonly ticks?: readonly { readonly value: number; readonly text: string }[];
  readonly heightPx?: number;
}

/** One point, for `appendPoint`; one at the time of the last replaces it. */
export interface PlotPoint {
  readonly t: number;
  readonly value: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  /** Who told it, of a series that says so. */
  readonly told?: string;
}

/** What `span-changed` tells; `by: "reset"` wants what was shown at first. */
export interface SpanChanged {
  readonly span: Span;
  readonly by: "zoom" | "pan" | "reset";
}

/**
 * The properties and methods of `<healthsense-plot>` (element.ts):
 *
 * - `hass`, `localize`: for times, and its own words.
 * - `panes: readonly PlotPane[]`, `marks: readonly PlotMark[]`, `span: Span`, `label: string` (what is shown, of whom).
 * - `clock: boolean`: times are milliseconds since midnight, told as times of day; `span` is `{startMs: 0, endMs: 86_400_000}`.
 * - `zoomable: boolean` (true): zoom, pan and their buttons; the host sets `span` after `span-changed`.
 * - `busy: boolean`: the picture is kept, and told to be coming.
 * - `appendPoint(seriesId, point: PlotPoint)`: draws one more point without rebuilding the others.
 * - `widthPx`: how wide the drawing area is, for as many points as pixels; `plot-resized` tells when it changed.
 * - Events: `span-changed` ({@link SpanChanged}), `plot-resized`, `plot-drawn` (the canvas shows what was set).
 */
export interface Plot {
  panes: readonly PlotPane[];
  marks: readonly PlotMark[];
  span: Span;
  label: string;
  clock: boolean;
  zoomable: boolean;
  busy: boolean;
  readonly widthPx: number;
  appendPoint(seriesId: string, point: PlotPoint): void;
}

/** Lines that keep apart on light and dark, also for whoever sees few colours. */
export const LINE_COLORS = [
  "var(--color-1, #4269d0)",
  "var(--color-7, #9c6b4e)",
  "var(--color-9, #01ab63)",
  "var(--color-5, #a463f2)",
] as const;
export const BESIDE_COLOR = "var(--secondary-text-color, #727272)";
export const TONES = {
  good: "var(--success-color, #43a047)",
  notice: "var(--info-color, #039be5)",
  warning: "var(--warning-color, #ffa600)",
  urgent: "var(--error-color, #db4437)",
  plain: "var(--secondary-text-color, #727272)",
} as const;
