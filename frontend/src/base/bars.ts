import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Localize } from "../ha";
import { words } from "../texts";
import { base } from "./styles";

/** How a part of a bar looks: told apart by its pattern, not by its colour alone. */
export type Look = "solid" | "hatched" | "hollow";

export interface BarSeries {
  readonly name: string;
  readonly look: Look;
}

export interface Bar {
  readonly name: string;
  /** One number for each series, stacked from below. */
  readonly parts: readonly number[];
  /** Stands below the bar, where there is room for a word. */
  readonly tick?: string;
}

export interface BarChart {
  readonly title: string;
  /** What the bars say, in a sentence. */
  readonly summary: string;
  /** What the bars are named by: the head of the table's first column. */
  readonly by: string;
  readonly series: readonly BarSeries[];
  readonly bars: readonly Bar[];
  /** How a number is written. */
  readonly text: (value: number) => string;
}

/** A small bar chart with its sentence, and the same as a table. */
@customElement("healthsense-bars")
export class Bars extends LitElement {
  @property({ attribute: false }) localize?: Localize;
  @property({ attribute: false }) chart?: BarChart;
  @state() private table = false;

  protected override render(): TemplateResult | typeof nothing {
    const { localize, chart } = this;
    if (localize === undefined || chart === undefined) return nothing;
    return html`<figure>
      <figcaption>
        <h3>${chart.title}</h3>
        <p>${chart.summary}</p>
      </figcaption>
      ${this.table ? table(chart) : drawn(chart)}
      <button
        class="as-table"
        aria-pressed=${this.table ? "true" : "false"}
        @click=${() => {
          this.table = !this.table;
        }}
      >
        <ha-icon .icon=${"mdi:table"} aria-hidden="true"></ha-icon>${words(localize, "card_as_table")}
      </button>
    </figure>`;
  }

  static override readonly styles = [
    base,
    css`
      figure {
        container-type: inline-size;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 8px;
        margin: 0;
      }
      h3 {
        margin: 0;
        font-size: var(--ha-font-size-m, 14px);
        font-weight: var(--ha-font-weight-medium, 500);
      }
      figcaption p {
        color: var(--secondary-text-color);
      }
      .bars {
        display: flex;
        align-items: stretch;
        gap: clamp(1px, 1%, 8px);
        height: 112px;
      }
      .bar {
        flex: 1 1 0;
        min-width: 0;
        max-width: 56px;
        display: flex;
        flex-direction: column;
        justify-content: flex-end;
      }
      .stack {
        display: flex;
        flex-direction: column-reverse;
        flex: 1;
      }
      .part,
      .key {
        --ink: var(--primary-color);
        box-sizing: border-box;
        background: var(--ink);
      }
      .part:last-child {
        border-start-start-radius: 3px;
        border-start-end-radius: 3px;
      }
      .hatched {
        --ink: var(--warning-color, #ffa600);
        background: repeating-linear-gradient(
          45deg,
          var(--ink) 0 3px,
          color-mix(in srgb, var(--ink) 30%, transparent) 3px 6px
        );
        border: 1px solid var(--ink);
      }
      .hollow {
        background: none;
        border: 1px dashed var(--secondary-text-color);
      }
      .bars {
        background: linear-gradient(var(--divider-color), var(--divider-color)) 0 calc(100% - 18px) / 100% 1px no-repeat;
      }
      .tick {
        height: 18px;
        padding-block-start: 2px;
        font-size: var(--ha-font-size-s, 12px);
        line-height: 16px;
        color: var(--secondary-text-color);
        white-space: nowrap;
        overflow: visible;
      }
      /* Its word is wider than the bar: it goes on towards the others, not off the card. */
      .bar:last-child .tick {
        display: flex;
        justify-content: flex-end;
      }
      @container (max-width: 300px) {
        .bar:last-child .tick {
          visibility: hidden;
        }
      }
      .keys {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
      }
      .keys li {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        font-size: var(--ha-font-size-s, 12px);
      }
      .key {
        width: 14px;
        height: 14px;
        border-radius: 3px;
      }
      .as-table {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        justify-self: start;
        min-height: 44px;
        padding-inline: 8px;
        margin-inline-start: -8px;
        --mdc-icon-size: 20px;
        font-size: var(--ha-font-size-s, 12px);
      }
      td {
        font-variant-numeric: tabular-nums;
      }
      tr {
        border-block-end: 1px solid var(--divider-color);
      }
    `,
  ];
}

const sum = (bar: Bar): number => bar.parts.reduce((all, part) => all + part, 0);

function drawn(chart: BarChart): TemplateResult {
  const most = Math.max(1, ...chart.bars.map(sum));
  return html`<div class="bars" role="img" aria-label="${chart.title}. ${chart.summary}">
      ${chart.bars.map(
        (bar) =>
          html`<div class="bar" title="${bar.name}: ${bar.parts.map(chart.text).join(" / ")}">
            <div class="stack">
              ${bar.parts.map((part, index) =>
                part === 0
                  ? nothing
                  : html`<div
                      class="part ${chart.series[index]?.look ?? "solid"}"
                      style="height:${(part / most) * 100}%;min-height:3px"
                    ></div>`,
              )}
            </div>
            <div class="tick">${bar.tick ?? ""}</div>
          </div>`,
      )}
    </div>
    <ul class="keys" role="list">
      ${chart.series.map((one) => html`<li><span class="key ${one.look}" aria-hidden="true"></span>${one.name}</li>`)}
    </ul>`;
}

function table(chart: BarChart): TemplateResult {
  return html`<table>
    <caption class="spoken">
      ${chart.title}
    </caption>
    <thead>
      <tr>
        <th scope="col">${chart.by}</th>
        ${chart.series.map((one) => html`<th scope="col">${one.name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${chart.bars.map(
        (bar) =>
          html`<tr>
            <th scope="row">${bar.name}</th>
            ${bar.parts.map((part) => html`<td>${chart.text(part)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-bars": Bars;
  }
}
