/** The axes of values: all panes share one time, so all axes are of one width; and words on them. */
import uPlot from "uplot";
import { ticksOf, tickText } from "../base/scale";
import type { Hass } from "../ha";
import type { Span } from "../span";
import type { Colors } from "./colors";
import { valueRange } from "./range";
import type { PlotPane } from "./types";

/** How wide a digit of the axis is, and a letter among others. */
const DIGIT_PX = 7;
const LETTER_PX = 6.5;
const AROUND_PX = 14;
/** Of a narrow plot, words may take no more than this. */
const MOST_PART = 0.33;
const GAP_PX = 6;
const LINE_PX = 14;
export const AXIS_FONT_PX = 12;
/** Words of more letters are told in two lines. */
const LINE_LETTERS = 12;

/** As wide as the longest value on any pane's axis. */
export function axisPx(hass: Hass, panes: readonly PlotPane[], span: Span, widthPx: number): number {
  const widths = panes.map((pane) => {
    if (pane.ticks !== undefined)
      return longest(pane.ticks.flatMap(({ text }) => wrapped(text, widthPx).split("\n"))) * LETTER_PX;
    // However many there is room for.
    const texts = [4, 8].flatMap((parts) => {
      const ticks = ticksOf(...valueRange(pane, span), parts);
      return ticks.map((value) => tickText(hass, value, ticks));
    });
    return longest(texts) * DIGIT_PX;
  });
  return Math.ceil(Math.max(2 * DIGIT_PX, ...widths) + AROUND_PX);
}

function longest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, text.length), 0);
}

/** A word of the axis in as many lines as it needs; what finds no room in a line ends with an ellipsis. */
export function wrapped(text: string, widthPx: number): string {
  const room = Math.max(6, Math.floor((widthPx * MOST_PART - AROUND_PX) / LETTER_PX));
  const letters = Math.min(LINE_LETTERS, room);
  if (text.length <= letters) return text;
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= letters || lines.length === 2)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => (line.length <= room ? line : `${line.slice(0, room - 1)}…`)).join("\n");
}

/** Words beside their levels; those of two lines in the middle too, which the chart library does not do. */
export function drawWords(u: uPlot, ticks: PlotPane["ticks"], { colors, rtl }: { colors: Colors; rtl: boolean }): void {
  const { ctx, bbox } = u;
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.font = `${AXIS_FONT_PX * ratio}px ${colors.font}`;
  ctx.fillStyle = colors.get("var(--secondary-text-color, #727272)");
  ctx.textAlign = rtl ? "left" : "right";
  ctx.textBaseline = "middle";
  const left = rtl ? bbox.left + bbox.width + GAP_PX * ratio : bbox.left - GAP_PX * ratio;
  for (const { value, text } of ticks ?? []) {
    const lines = wrapped(text, u.width).split("\n");
    const top = u.valToPos(value, "y", true) - ((lines.length - 1) / 2) * LINE_PX * ratio;
    lines.forEach((line, index) => {
      ctx.fillText(line, left, top + index * LINE_PX * ratio);
    });
  }
  ctx.restore();
}
