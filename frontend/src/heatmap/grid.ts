import { LitElement, html, nothing, svg, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { tickText, type Scale } from "../base/scale";
import { base } from "../base/styles";
import type { Hass, Localize } from "../ha";
import { words } from "../texts";
import { gridStyles } from "./styles";
import { HOURS, limitsOf, moved, namedColumns, pathsOf, type Cell, type Column } from "./view";
import { cellText, columnName, hourText } from "./words";

const NAMED_HOURS = [0, 6, 12, 18] as const;

/** The cells of a heat map with their legend, a readout, and arrows to go from cell to cell. */
@customElement("healthsense-hour-grid")
export class HourGridElement extends LitElement {
  @property({ attribute: false }) hass?: Hass;
  @property({ attribute: false }) localize?: Localize;
  @property() label = "";
  @property({ attribute: false }) columns: readonly Column[] = [];
  @property({ attribute: false }) scale?: Scale;
  @state() private chosen: Cell | null = null;

  static override readonly styles = [base, gridStyles];

  protected override updated(changed: PropertyValues): void {
    const scroller = this.renderRoot.querySelector(".scroll");
    if (scroller === null) return;
    const rtl = getComputedStyle(this).direction === "rtl";
    // The newest is looked at first.
    if (changed.has("columns")) scroller.scrollLeft = rtl ? -scroller.scrollWidth : scroller.scrollWidth;
    if (changed.has("chosen") && this.chosen !== null) this.uncover(scroller, this.chosen, rtl);
  }

  /** Scroll so that the chosen cell is in sight. */
  private uncover(scroller: Element, { x }: Cell, rtl: boolean): void {
    const width = scroller.scrollWidth / this.columns.length;
    const at = Math.abs(scroller.scrollLeft);
    const first = x * width;
    const to =
      first < at ? first : first + width > at + scroller.clientWidth ? first + width - scroller.clientWidth : at;
    if (to !== at) scroller.scrollLeft = rtl ? -to : to;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape") this.chosen = null;
    const rtl = getComputedStyle(this).direction === "rtl";
    const swapped = { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" }[event.key];
    const from = this.chosen ?? { x: this.columns.length - 1, y: 0 };
    const to = moved(from, rtl ? (swapped ?? event.key) : event.key, this.columns.length);
    if (to === null) return;
    event.preventDefault();
    this.chosen = this.chosen === null ? from : to;
  };

  private readonly onPoint = (event: PointerEvent): void => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const across = (event.clientX - box.left) / box.width;
    const rtl = getComputedStyle(this).direction === "rtl";
    const x = Math.floor((rtl ? 1 - across : across) * this.columns.length);
    const y = Math.floor(((event.clientY - box.top) / box.height) * HOURS);
    if (x >= 0 && x < this.columns.length && y >= 0 && y < HOURS) this.chosen = { x, y };
  };

  private readonly forget = (): void => {
    this.chosen = null;
  };

  protected override render(): TemplateResult | typeof nothing {
    const { hass, localize, scale, columns, chosen } = this;
    if (hass === undefined || localize === undefined || scale === undefined || columns.length === 0) return nothing;
    const limits = limitsOf(columns, scale);
    const column = chosen === null ? undefined : columns[chosen.x];
    return html`
      <p class="readout" role="status">
        ${chosen === null || column === undefined ? words(localize, "card_heatmap_choose") : cellText(hass, localize, scale, column, chosen)}
      </p>
      <div class="frame">
        <div class="hours" aria-hidden="true">
          ${NAMED_HOURS.map((hour) => html`<span>${hourText(hass, hour)}</span>`)}
        </div>
        <div class="scroll">
          <div
            class="cells"
            role="application"
            tabindex="0"
            aria-label=${this.label}
            style="--columns: ${columns.length}"
            @keydown=${this.onKey}
            @blur=${this.forget}
            @pointermove=${this.onPoint}
            @pointerdown=${this.onPoint}
            @pointerleave=${this.forget}
          >
            <svg viewBox="0 0 ${columns.length} ${HOURS}" preserveAspectRatio="none" aria-hidden="true">
              ${pathsOf(columns, limits, scale).map((path, level) => svg`<path d=${path} style="fill: ${tone(level, limits.length)}" />`)}
              ${chosen === null ? nothing : svg`<rect class="halo" x=${chosen.x} y=${chosen.y} width="1" height="1" /><rect class="on" x=${chosen.x} y=${chosen.y} width="1" height="1" />`}
            </svg>
          </div>
          <div class="days" aria-hidden="true" style="--columns: ${columns.length}">
            ${namedColumns(columns).map((at) => this.name(hass, at))}
          </div>
        </div>
      </div>
      ${this.legend(hass, localize, limits)}
    `;
  }

  private name(hass: Hass, at: number): TemplateResult | typeof nothing {
    const column = this.columns[at];
    if (column === undefined) return nothing;
    const where = (100 * (at + 0.5)) / this.columns.length;
    const side = where < 6 ? "start" : where > 94 ? "end" : "middle";
    return html`<span data-side=${side} style="inset-inline-start: ${where}%"
      >${columnName(hass, column, this.columns.length)}</span
    >`;
  }

  private legend(hass: Hass, localize: Localize, limits: readonly number[]): TemplateResult {
    const levels = Array.from({ length: limits.length + 1 }, (_, level) => level);
    return html`<div class="legend">
      <span class="levels" aria-hidden="true">
        ${levels.map(
          (level) =>
            html`<span class="level"
              ><i style="background: ${tone(level, limits.length)}"></i
              >${limits[level] === undefined ? nothing : html`<b>${tickText(hass, limits[level], limits)}</b>`}</span
            >`,
        )}
        <span class="unit">${this.scale?.unit ?? ""}</span>
      </span>
      <span class="none"><i></i>${words(localize, "card_heatmap_none")}</span>
    </div>`;
  }
}

/** From nearly the card's colour over the theme's own to nearly that of its text: each step is darker, or lighter. */
function tone(level: number, highest: number): string {
  const at = highest === 0 ? 0.5 : level / highest;
  return at <= 0.6
    ? `color-mix(in srgb, var(--primary-color) ${Math.round(18 + (at / 0.6) * 82)}%, var(--card-background-color, #fff))`
    : `color-mix(in srgb, var(--primary-text-color) ${Math.round(((at - 0.6) / 0.4) * 70)}%, var(--primary-color))`;
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-hour-grid": HourGridElement;
  }
}
