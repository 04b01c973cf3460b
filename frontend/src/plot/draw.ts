/** What is drawn on the canvas behind and above the lines of the chart library. */
import uPlot from "uplot";
import type { Span } from "../span";
import type { Colors } from "./colors";
import { endOf } from "./data";
import { seen } from "./range";
import type { PlotBand, PlotMark, PlotPane, PlotSeries, PlotThreshold } from "./types";

export interface Drawn {
  readonly pane: PlotPane;
  readonly span: Span;
  readonly marks: readonly PlotMark[];
  /** The topmost pane shows the shapes of the marks. */
  readonly first: boolean;
  readonly rtl: boolean;
  readonly colors: Colors;
}

/** Room for the shapes of marks above the topmost pane. */
export const MARKS_PX = 16;
const AREA_PERCENT = 13;
const BETWEEN_PERCENT = 22;
const FONT_PX = 11;
/** How far below the steps of now those of another time or person lie. */
const BESIDE_PX = 5;

/** Areas, the bands between lowest and highest, bars. */
export function drawBehind(u: uPlot, drawn: Drawn): void {
  within(u, () => {
    for (const band of drawn.pane.bands ?? []) area(u, band, drawn.colors);
    for (const mark of drawn.marks) markLine(u, mark, drawn.colors);
    for (const series of drawn.pane.series) SHAPES[series.look]?.(u, series, drawn);
  });
}

/** Thresholds with their names, and the shapes of marks. */
export function drawAbove(u: uPlot, drawn: Drawn): void {
  within(u, () => {
    let free = -Infinity;
    const thresholds = [...(drawn.pane.thresholds ?? [])].sort((a, b) => b.value - a.value);
    for (const one of thresholds) free = threshold(u, one, drawn, free);
  });
  if (!drawn.first) return;
  // The library remembers what it set last: nothing of ours may stay.
  u.ctx.save();
  for (const mark of drawn.marks) markShape(u, mark, drawn.colors);
  u.ctx.restore();
}

function within(u: uPlot, draw: () => void): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  draw();
  ctx.restore();
}

const x = (u: uPlot, t: number): number => u.valToPos(t, "x", true);
const y = (u: uPlot, value: number): number => u.valToPos(value, "y", true);

function area(u: uPlot, band: PlotBand, colors: Colors): void {
  const { ctx, bbox } = u;
  const left = band.startMs === undefined ? bbox.left : x(u, band.startMs);
  const right = band.endMs === undefined ? bbox.left + bbox.width : x(u, band.endMs);
  const top = band.to === undefined ? bbox.top : y(u, band.to);
  const bottom = band.from === undefined ? bbox.top + bbox.height : y(u, band.from);
  ctx.fillStyle = colors.faint(band.color, AREA_PERCENT);
  ctx.fillRect(left, top, right - left, bottom - top);
}

type Shape = (u: uPlot, series: PlotSeries, drawn: Drawn) => void;

const SHAPES: Partial<Record<PlotSeries["look"], Shape>> = {
  line: between,
  steps: stairs,
  band: between,
  bars,
  span: uprights,
};

/** The area between lowest and highest, broken where there is a gap. */
function between(u: uPlot, series: PlotSeries, { span, colors }: Drawn): void {
  const { low, high, t } = series;
  if (low === undefined || high === undefined) return;
  u.ctx.fillStyle = colors.faint(series.color, BETWEEN_PERCENT);
  const [first, end] = seen(series, span);
  let run: [number, number, number][] = [];
  const fill = (): void => {
    fillRun(u.ctx, run);
    run = [];
  };
  for (let index = first; index < end; index += 1) {
    const [at, lowest, highest] = [t[index], low[index] ?? null, high[index] ?? null];
    if (at === undefined || lowest === null || highest === null) fill();
    else run.push([x(u, at), y(u, lowest), y(u, highest)]);
  }
  fill();
}

function fillRun(ctx: CanvasRenderingContext2D, run: readonly (readonly [number, number, number])[]): void {
  const [only] = run;
  if (only === undefined) return;
  if (run.length === 1) {
    // Alone it would have no width.
    ctx.fillRect(only[0] - 2 * uPlot.pxRatio, only[2], 4 * uPlot.pxRatio, only[1] - only[2]);
    return;
  }
  ctx.beginPath();
  for (const [px, lowest] of run) ctx.lineTo(px, lowest);
  for (const [px, , highest] of [...run].reverse()) ctx.lineTo(px, highest);
  ctx.fill();
}

function bars(u: uPlot, series: PlotSeries, { span, colors }: Drawn): void {
  const bottom = u.bbox.top + u.bbox.height;
  const step = series.stepMs ?? 0;
  const [first, end] = seen(series, span);
  u.ctx.fillStyle = series.dashed === true ? colors.faint(series.color, 45) : colors.get(series.color);
  for (let index = first; index < end; index += 1) {
    const [at, value] = [series.t[index], series.value[index] ?? null];
    if (at === undefined || value === null) continue;
    const left = x(u, at);
    const width = x(u, at + step) - left;
    const gap = Math.min(width * 0.15, 4 * uPlot.pxRatio);
    const top = y(u, value);
    u.ctx.fillRect(left + gap, top, Math.max(uPlot.pxRatio, width - 2 * gap), bottom - top);
  }
}

/**
 * A level for as long as it holds, and a thin upright to the next: many of them together stay readable. Those of another
 * time or person are dashed and lie beside, not under.
 */
function stairs(u: uPlot, series: PlotSeries, { span, colors }: Drawn): void {
  const { ctx } = u;
  const ratio = uPlot.pxRatio;
  const dashed = series.dashed === true;
  const height = (value: number): number => y(u, value) + (dashed ? BESIDE_PX * ratio : 0);
  const levels = new Path2D();
  const uprights = new Path2D();
  const [first, end] = seen(series, span);
  for (let index = first; index < end; index += 1) {
    const [at, value, before] = [series.t[index], series.value[index] ?? null, series.value[index - 1] ?? null];
    if (at === undefined || value === null) continue;
    const left = x(u, at);
    levels.moveTo(left, height(value));
    levels.lineTo(Math.max(x(u, endOf(series, index)), left + ratio), height(value));
    if (before === null || dashed) continue;
    uprights.moveTo(left, height(before));
    uprights.lineTo(left, height(value));
  }
  ctx.strokeStyle = colors.faint(series.color, 55);
  ctx.lineWidth = ratio;
  ctx.stroke(uprights);
  ctx.strokeStyle = colors.get(series.color);
  ctx.lineWidth = (dashed ? 2 : 4) * ratio;
  if (dashed) ctx.setLineDash([5 * ratio, 3 * ratio]);
  ctx.stroke(levels);
  ctx.setLineDash([]);
}

/** An upright bar from lowest to highest of each point. */
function uprights(u: uPlot, series: PlotSeries, { span, colors }: Drawn): void {
  const { ctx } = u;
  const [first, end] = seen(series, span);
  const room = u.bbox.width / Math.max(1, end - first);
  ctx.strokeStyle = colors.get(series.color);
  ctx.lineWidth = Math.min(5 * uPlot.pxRatio, Math.max(1.5 * uPlot.pxRatio, room * 0.5));
  ctx.lineCap = "round";
  for (let index = first; index < end; index += 1) {
    const [at, lowest, highest] = [series.t[index], series.low?.[index] ?? null, series.high?.[index] ?? null];
    if (at === undefined || lowest === null || highest === null) continue;
    ctx.beginPath();
    ctx.moveTo(x(u, at), y(u, lowest));
    ctx.lineTo(x(u, at), y(u, highest));
    ctx.stroke();
  }
}

function threshold(u: uPlot, { name, value, color }: PlotThreshold, drawn: Drawn, free: number): number {
  const { ctx, bbox } = u;
  const at = y(u, value);
  if (at < bbox.top || at > bbox.top + bbox.height) return free;
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.strokeStyle = drawn.colors.get(color);
  ctx.lineWidth = 1.5 * ratio;
  ctx.setLineDash([2 * ratio, 4 * ratio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, at);
  ctx.lineTo(bbox.left + bbox.width, at);
  ctx.stroke();
  ctx.restore();
  // The one below has no room for its name.
  const height = (FONT_PX + 4) * ratio;
  const above = at - height > bbox.top;
  const top = above ? at - height : at;
  if (name === "" || top < free) return free;
  ctx.font = `${FONT_PX * ratio}px ${drawn.colors.font}`;
  ctx.textAlign = drawn.rtl ? "right" : "left";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 4 * ratio;
  ctx.strokeStyle = drawn.colors.get("var(--card-background-color, #fff)");
  ctx.fillStyle = drawn.colors.get("var(--secondary-text-color, #727272)");
  const left = drawn.rtl ? bbox.left + bbox.width - 4 * ratio : bbox.left + 4 * ratio;
  ctx.strokeText(name, left, top + height / 2);
  ctx.fillText(name, left, top + height / 2);
  return top + height;
}

function markLine(u: uPlot, { atMs, endMs, shape, color }: PlotMark, colors: Colors): void {
  const { ctx, bbox } = u;
  if (endMs !== undefined) {
    ctx.fillStyle = colors.faint(color, 8);
    ctx.fillRect(x(u, atMs), bbox.top, x(u, endMs) - x(u, atMs), bbox.height);
  }
  // What is no more than worth knowing does not cross the lines.
  if (shape !== "triangle") return;
  ctx.strokeStyle = colors.faint(color, 45);
  ctx.lineWidth = uPlot.pxRatio;
  ctx.beginPath();
  ctx.moveTo(x(u, atMs), bbox.top);
  ctx.lineTo(x(u, atMs), bbox.top + bbox.height);
  ctx.stroke();
}

/** Corners of the shapes, in parts of their size around their middle. */
const CORNERS: Readonly<Record<"triangle" | "diamond", readonly (readonly [number, number])[]>> = {
  triangle: [
    [0, -1],
    [1, 0.8],
    [-1, 0.8],
  ],
  diamond: [
    [0, -1],
    [1, 0],
    [0, 1],
    [-1, 0],
  ],
};

function markShape(u: uPlot, { atMs, endMs, shape, color }: PlotMark, colors: Colors): void {
  const { ctx, bbox } = u;
  const ratio = uPlot.pxRatio;
  const right = bbox.left + bbox.width;
  const size = 5 * ratio;
  const middle = bbox.top - 8 * ratio;
  const at = x(u, atMs);
  ctx.fillStyle = colors.get(color);
  if (endMs !== undefined) {
    const [from, to] = [Math.max(bbox.left, at), Math.min(right, x(u, endMs))];
    // An hour of a year is less than a pixel.
    if (from <= to) ctx.fillRect(from, middle - 2 * ratio, Math.max(4 * ratio, to - from), 4 * ratio);
  }
  if (at < bbox.left - 1 || at > right + 1 || shape === "bar") return;
  ctx.beginPath();
  if (shape === "circle") ctx.arc(at, middle, size * 0.9, 0, 2 * Math.PI);
  else for (const [dx, dy] of CORNERS[shape]) ctx.lineTo(at + dx * size, middle + dy * size);
  ctx.closePath();
  ctx.fill();
  ctx.strokeStyle = colors.get("var(--primary-text-color, #141414)");
  ctx.lineWidth = ratio;
  ctx.stroke();
}
