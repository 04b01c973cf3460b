/** What lies above the canvases while a reader points or chooses. */
import { html, nothing, type TemplateResult } from "lit";
import type { Span } from "../span";
import { marksAt, timeText, type Telling } from "./tell";

/** Where the drawing area lies, in pixels from the left of the stage. */
export interface Area {
  readonly leftPx: number;
  readonly widthPx: number;
}

function partOf({ startMs, endMs }: Span, atMs: number): number {
  return (atMs - startMs) / (endMs - startMs);
}

/** The time under the crosshair, and what happened then. */
export function pill(
  telling: Telling,
  { leftPx, widthPx }: Area,
  atMs: number | null,
): TemplateResult | typeof nothing {
  const part = atMs === null ? -1 : partOf(telling.span, atMs);
  if (atMs === null || part < 0 || part > 1) return nothing;
  const marks = marksAt(telling, atMs).map(({ name }) => name);
  return html`<div
    class="pill"
    dir="ltr"
    aria-hidden="true"
    style="--at: ${leftPx + part * widthPx}px; --part: ${part}"
  >
    <bdi>${[timeText(telling, atMs), ...new Set(marks)].join(" · ")}</bdi>
  </div>`;
}

/** What is being chosen to zoom into. */
export function selection(
  span: Span,
  { leftPx, widthPx }: Area,
  selected: Span | null,
  topPx: number,
): TemplateResult | typeof nothing {
  if (selected === null) return nothing;
  const x = (atMs: number): number => leftPx + partOf(span, atMs) * widthPx;
  const from = x(selected.startMs);
  return html`<div
    class="selection"
    dir="ltr"
    style="left: ${from}px; width: ${x(selected.endMs) - from}px; top: ${topPx}px"
  ></div>`;
}
