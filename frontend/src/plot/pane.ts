import uPlot from "uplot";
import { tickText } from "../base/scale";
import type { Hass } from "../ha";
import type { Span } from "../span";
import { AXIS_FONT_PX, drawWords } from "./axis";
import type { Colors } from "./colors";
import { appendPoint, columnsOf, pointAt, type Columns } from "./data";
import { MARKS_PX, drawAbove, drawBehind } from "./draw";
import { indexFrom, seen, valueRange } from "./range";
import { timeTicks } from "./ticks";
import type { PlotMark, PlotPane, PlotPoint, PlotSeries } from "./types";

/** What all panes of a plot share; read anew at every drawing. */
export interface Common {
  readonly hass: Hass;
  readonly colors: Colors;
  readonly span: Span;
  readonly marks: readonly PlotMark[];
  readonly timeZone: string;
  readonly clock: boolean;
  readonly rtl: boolean;
  readonly axisPx: number;
  readonly widthPx: number;
}

export interface Place {
  readonly first: boolean;
  readonly last: boolean;
}

const TIMES_PX = 28;
const END_PX = 18;
/** Between the values of an axis; 2.5 would tell halves of what is counted whole. */
const STEPS = [-3, -2, -1, 0, 1, 2, 3, 4, 5].flatMap((power) =>
  [1, 2, 5].map((step) => (power < 0 ? step / 10 ** -power : step * 10 ** power)),
);
/** So few points are drawn as points too. */
const POINT_PX = 14;

/** One pane: an instance of the chart library that is kept while only what it draws changes. */
export class PanePlot {
  private readonly u: uPlot;
  private columns: Columns;

  constructor(
    private readonly root: HTMLElement,
    private pane: PlotPane,
    private readonly common: () => Common,
    private readonly place: Place,
    private readonly onDrawn: () => void,
  ) {
    this.columns = columnsOf(pane);
    this.u = new uPlot(this.options(), this.columns, root);
    this.setSpan();
  }

  /** Panes of the same build can take each other's data. */
  static build(pane: PlotPane, { first, last }: Place, { clock, rtl }: Common): string {
    const series = pane.series.map(({ id, look, color, dashed }) => [id, look, color, dashed]);
    return JSON.stringify([pane.id, pane.heightPx, pane.ticks, first, last, clock, rtl, series]);
  }

  /** Draw other data, or the same again in other colours. */
  set(pane: PlotPane): void {
    const same = pane === this.pane;
    this.pane = pane;
    if (!same) this.columns = columnsOf(pane);
    this.u.batch(() => {
      this.size();
      this.u.setData(this.columns, false);
      this.setSpan();
    });
  }

  append(id: string, point: PlotPoint): boolean {
    if (!appendPoint(this.pane, this.columns, id, point)) return false;
    this.u.batch(() => {
      this.u.setData(this.columns, false);
      this.setSpan();
    });
    return true;
  }

  setSpan(): void {
    const { startMs: min, endMs: max } = this.common().span;
    this.u.setScale("x", { min, max });
  }

  redraw(): void {
    this.u.redraw(false, true);
  }

  size(): void {
    const { widthPx } = this.common();
    const height = this.heightPx;
    if (this.u.width !== widthPx || this.u.height !== height) this.u.setSize({ width: widthPx, height });
  }

  setCursor(atMs: number | null): void {
    this.u.setCursor({ left: atMs === null ? -10 : this.u.valToPos(atMs, "x"), top: atMs === null ? -10 : 1 }, false);
  }

  /** Where the drawing area lies, in pixels from the left of the canvas. */
  get area(): { readonly leftPx: number; readonly widthPx: number } {
    const { left, width } = this.u.bbox;
    return { leftPx: left / uPlot.pxRatio, widthPx: width / uPlot.pxRatio };
  }

  destroy(): void {
    this.u.destroy();
    this.root.replaceChildren();
  }

  private get heightPx(): number {
    const { heightPx = 180 } = this.pane;
    return heightPx + (this.place.last ? TIMES_PX : 10) + (this.place.first ? MARKS_PX : 8);
  }

  private options(): uPlot.Options {
    const drawn = (): Parameters<typeof drawBehind>[1] => ({
      ...this.common(),
      pane: this.pane,
      first: this.place.first,
    });
    const { rtl, widthPx } = this.common();
    return {
      width: widthPx,
      height: this.heightPx,
      ms: 1,
      padding: [this.place.first ? MARKS_PX : 8, rtl ? null : END_PX, this.place.last ? 0 : 10, rtl ? END_PX : null],
      legend: { show: false },
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      cursor: {
        y: false,
        drag: { x: false, y: false, setScale: false },
        dataIdx: (_, index, __, atMs) => this.row(index - 1, atMs),
        points: {
          size: 9,
          width: 2,
          stroke: (_, index) => this.color(index - 1),
          fill: () => this.common().colors.get("var(--card-background-color, #fff)"),
        },
      },
      scales: {
        x: { time: false, auto: false, range: () => this.ends() },
        y: { range: () => [...valueRange(this.pane, this.common().span)] },
      },
      axes: [this.times(), this.values()],
      series: [{}, ...this.pane.series.map((series, index) => this.series(series, index))],
      hooks: {
        drawClear: [
          (u) => {
            drawBehind(u, drawn());
          },
        ],
        draw: [
          (u) => {
            drawAbove(u, drawn());
            drawWords(u, this.pane.ticks, this.common());
            this.onDrawn();
          },
        ],
      },
    };
  }

  private ends(): [number, number] {
    const { startMs, endMs } = this.common().span;
    return [startMs, endMs];
  }

  private color(index: number): string {
    return this.common().colors.get(this.pane.series[index]?.color ?? "currentColor");
  }

  /** The row of the point that the crosshair means. */
  private row(index: number, atMs: number): number | null {
    const series = this.pane.series[index];
    const { span } = this.common();
    const point = series && pointAt(series, atMs, (span.endMs - span.startMs) / 60);
    if (series === undefined || point === undefined || point === null) return null;
    return indexFrom(this.columns[0], series.t[point] ?? 0);
  }

  private times(): uPlot.Axis {
    const { last } = this.place;
    let ticks = new Map<number, string>();
    return {
      size: last ? TIMES_PX : 0,
      font: this.font,
      stroke: () => this.common().colors.get("var(--secondary-text-color, #727272)"),
      grid: this.grid,
      ticks: { show: false },
      gap: 8,
      splits: (u) => {
        const { hass, timeZone, clock, span, colors } = this.common();
        const widthPx = u.bbox.width / uPlot.pxRatio;
        u.ctx.save();
        u.ctx.font = `${AXIS_FONT_PX}px ${colors.font}`;
        const measure = (text: string): number => u.ctx.measureText(text).width;
        ticks = new Map(
          timeTicks(span, { hass, timeZone, clock, widthPx, measure }).map(({ atMs, text }) => [atMs, text]),
        );
        u.ctx.restore();
        return [...ticks.keys()];
      },
      values: (_, splits) => splits.map((at) => (last ? (ticks.get(at) ?? "") : "")),
    };
  }

  private values(): uPlot.Axis {
    const { ticks } = this.pane;
    const { rtl } = this.common();
    return {
      // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the library's enum exists in its types only
      side: rtl ? 1 : 3,
      size: () => this.common().axisPx,
      font: this.font,
      stroke: () => this.common().colors.get("var(--secondary-text-color, #727272)"),
      grid: this.grid,
      ticks: { show: false },
      gap: 6,
      space: 28,
      incrs: STEPS,
      ...(ticks === undefined ? {} : { splits: ticks.map(({ value }) => value) }),
      values: (_, splits) =>
        ticks === undefined ? splits.map((value) => tickText(this.common().hass, value, splits)) : splits.map(() => ""),
    };
  }

  private get font(): string {
    return `${AXIS_FONT_PX}px ${this.common().colors.font}`;
  }

  private get grid(): uPlot.Axis.Grid {
    return {
      stroke: () => this.common().colors.faint("var(--primary-text-color, #141414)", 10),
      width: 1,
    };
  }

  private series({ look, dashed }: PlotSeries, index: number): uPlot.Series {
    const color = (): string => this.color(index);
    return {
      stroke: color,
      width: dashed === true ? 1.5 : 2,
      ...(dashed === true ? { dash: [6, 4] } : {}),
      // The others are drawn by us (draw.ts).
      ...(look === "line" ? {} : { paths: () => null }),
      points: {
        size: look === "points" ? 7 : 5,
        width: 1,
        stroke: color,
        fill: color,
        show: () => look === "points" || (look === "line" && this.sparse(index)),
        filter: (u, row, shown) => (look !== "line" || shown ? null : alone(u.data[row] ?? [])),
      },
    };
  }

  private sparse(index: number): boolean {
    const series = this.pane.series[index];
    if (series === undefined) return false;
    const { span, widthPx } = this.common();
    const [first, end] = seen(series, span);
    const apart = ((series.t[end - 1] ?? 0) - (series.t[first] ?? 0)) / Math.max(1, end - first - 1);
    return end - first < 3 || (apart / (span.endMs - span.startMs)) * widthPx > POINT_PX;
  }
}

/** Rows of points between two gaps: no line leads there. */
function alone(column: ArrayLike<number | null | undefined>): number[] {
  const found: number[] = [];
  let before: number | null = null;
  let candidate = -1;
  for (let row = 0; row < column.length; row += 1) {
    const value = column[row];
    if (value === undefined) continue;
    if (value === null) {
      if (candidate >= 0) found.push(candidate);
      candidate = -1;
    } else candidate = before === null ? row : -1;
    before = value;
  }
  if (candidate >= 0) found.push(candidate);
  return found;
}
