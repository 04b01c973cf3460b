import { LitElement, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { tickText, type Scale } from "../base/scale";
import { base } from "../base/styles";
import { formatNumber } from "../format";
import type { Hass, Localize } from "../ha";
import { words } from "../texts";
import { histogramStyles } from "./styles";
import { axisOf, barsOf, place, stripOf, type Axis, type Bar, type Strip } from "./view";
import type { Spread } from "./messages";

const MOVES: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowRight: (at, last) => Math.min(at + 1, last),
  ArrowLeft: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};
/** Labels above the bars keep this far from the edges, in percent, so that none is cut off. */
const EDGE = 12;

/** Bars over an axis, strips of percentiles below it, and a readout; or the same as tables. */
@customElement("healthsense-histogram")
export class HealthSenseHistogram extends LitElement {
  @property({ attribute: false }) hass?: Hass;
  @property({ attribute: false }) localize?: Localize;
  @property() name = "";
  @property() summary = "";
  @property({ attribute: false }) spread?: Spread;
  @property({ attribute: false }) scale?: Scale;
  @property({ attribute: false }) newest: number | null = null;
  @property({ type: Boolean }) table = false;
  @state() private chosen: number | null = null;

  static override readonly styles = [base, histogramStyles];

  private onKey(event: KeyboardEvent, bars: readonly Bar[]): void {
    const rtl = getComputedStyle(this).direction === "rtl";
    const swapped = { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" }[event.key];
    const move = MOVES[rtl ? (swapped ?? event.key) : event.key];
    if (event.key === "Escape") this.chosen = null;
    if (move === undefined) return;
    event.preventDefault();
    const last = bars.length - 1;
    this.chosen = this.chosen === null ? (event.key === "End" ? last : 0) : move(this.chosen, last);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, localize, spread, scale } = this;
    const strip = spread && stripOf(spread.percentiles);
    if (hass === undefined || localize === undefined || !spread || !strip || scale === undefined) return nothing;
    const bars = barsOf(spread, strip);
    if (this.table) return this.tables(hass, localize, spread, scale, bars);
    const people = spread.reference === null ? null : stripOf(spread.reference.percentiles);
    const axis = axisOf(bars, this.newest, people, scale);
    const bar = this.chosen === null ? undefined : bars[this.chosen];
    return html`
      <p class="readout" role="status">
        ${bar === undefined ? words(localize, "card_distribution_count", { count: formatNumber(hass, spread.count, 0) }) : this.read(hass, localize, scale, bar)}
      </p>
      <div
        class="plot"
        role="application"
        tabindex="0"
        aria-label="${this.name}. ${this.summary} ${words(localize, "card_distribution_keys")}"
        @keydown=${(event: KeyboardEvent) => {
          this.onKey(event, bars);
        }}
        @blur=${() => {
          this.chosen = null;
        }}
        @pointerleave=${() => {
          this.chosen = null;
        }}
      >
        <div class="half" style=${between(axis, strip.p25, strip.p75)}></div>
        ${bars.map((own, index) => this.bar(axis, own, index))}
        ${this.line("median", axis, strip.p50, words(localize, "card_distribution_median", { value: scale.text(strip.p50) }))}
        ${
          this.newest === null
            ? nothing
            : this.line(
                "newest",
                axis,
                this.newest,
                words(localize, "card_distribution_newest", { value: scale.text(this.newest) }),
              )
        }
      </div>
      <div class="axis" aria-hidden="true">
        ${axis.ticks.map((tick) => html`<span style=${at(axis, scale.ours(tick))}>${tickText(hass, tick, axis.ticks)}</span>`)}
      </div>
      <p class="unit note" aria-hidden="true">${scale.unit}</p>
      ${this.strip(axis, strip, words(localize, "card_distribution_yours"), "own")}
      ${people === null ? nothing : this.strip(axis, people, words(localize, "card_people"), "others")}
    `;
  }

  private read(hass: Hass, localize: Localize, scale: Scale, bar: Bar): string {
    return words(localize, "card_distribution_bar", {
      low: scale.text(bar.low),
      high: scale.whole(bar.high),
      count: formatNumber(hass, bar.count, 0),
      share: formatNumber(hass, bar.share * 100, bar.share < 0.1 ? 1 : 0),
    });
  }

  private bar(axis: Axis, bar: Bar, index: number): TemplateResult {
    const on = this.chosen === index;
    const choose = (): void => {
      this.chosen = index;
    };
    return html`<div
      class="bar ${on ? "on" : ""}"
      data-zone=${bar.zone}
      style=${between(axis, bar.low, bar.high)}
      @pointerenter=${choose}
      @pointerdown=${choose}
    >
      <i style="block-size: ${bar.height * 100}%"></i>
    </div>`;
  }

  private line(kind: string, axis: Axis, value: number, label: string): TemplateResult {
    const where = place(axis, value);
    const side = where < EDGE ? "start" : where > 100 - EDGE ? "end" : "middle";
    return html`<div class="line ${kind}" style=${at(axis, value)}><span data-side=${side}>${label}</span></div>`;
  }

  private strip(axis: Axis, strip: Strip, label: string, kind: string): TemplateResult {
    return html`<div class="strip ${kind}" aria-hidden="true">
      <span class="note">${label}</span>
      <div class="track">
        <i class="most" style=${between(axis, strip.p5, strip.p95)}></i>
        <i class="box" style=${between(axis, strip.p25, strip.p75)}></i>
        <i class="mid" style=${at(axis, strip.p50)}></i>
      </div>
    </div>`;
  }

  private tables(hass: Hass, localize: Localize, spread: Spread, scale: Scale, bars: readonly Bar[]): TemplateResult {
    const others = spread.reference?.percentiles;
    return html`<div class="tables">
      <table>
        <caption>
          ${words(localize, "card_distribution_percentiles")}
        </caption>
        <thead>
          <tr>
            <th scope="col">${words(localize, "card_distribution_below")}</th>
            <th scope="col">${words(localize, "card_distribution_yours")}</th>
            ${others === undefined ? nothing : html`<th scope="col">${words(localize, "card_people")}</th>`}
          </tr>
        </thead>
        <tbody>
          ${Object.entries(spread.percentiles).map(
            ([share, value]) =>
              html`<tr>
                <th scope="row">${words(localize, "card_distribution_of_hundred", { share })}</th>
                <td><bdi>${scale.whole(value)}</bdi></td>
                ${
                  others === undefined
                    ? nothing
                    : html`<td><bdi>${others[share] === undefined ? "" : scale.whole(others[share])}</bdi></td>`
                }
              </tr>`,
          )}
        </tbody>
      </table>
      <table>
        <caption>
          ${words(localize, "card_distribution_histogram")}
        </caption>
        <thead>
          <tr>
            <th scope="col">${this.name}</th>
            <th scope="col">${words(localize, "card_distribution_values")}</th>
            <th scope="col">%</th>
          </tr>
        </thead>
        <tbody>
          ${bars.map(
            (bar) =>
              html`<tr>
                <th scope="row"><bdi>${scale.text(bar.low)}–${scale.whole(bar.high)}</bdi></th>
                <td>${formatNumber(hass, bar.count, 0)}</td>
                <td>${formatNumber(hass, bar.share * 100, 1)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

function at(axis: Axis, value: number): string {
  return `inset-inline-start: ${place(axis, value)}%`;
}

function between(axis: Axis, low: number, high: number): string {
  return `${at(axis, low)}; inline-size: ${place(axis, high) - place(axis, low)}%`;
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-histogram": HealthSenseHistogram;
  }
}
