import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { Ask } from "../base/ask";
import { PersonBody } from "../base/body";
import { message } from "../base/element";
import { Period } from "../base/period";
import { scaleOf, type Scale } from "../base/scale";
import { base } from "../base/styles";
import { inWords } from "../data/errors";
import type { Person } from "../data/messages";
import type { Hass, Localize } from "../ha";
import { entityOf } from "../people";
import "../range";
import { nameOf, words } from "../texts";
import { DEFAULT_RANGE, DEFAULT_VITAL, HEATMAP_RANGES, type HeatmapConfig } from "./config";
import "./grid";
import type { HourGrid } from "./messages";
import { styles } from "./styles";
import { HOURS, columnsOf, extremes, type Column } from "./view";
import { columnText, hourText } from "./words";

/** One vital by hour and day: colours that a readout and a table say as well. */
@customElement("healthsense-heatmap-body")
export class HeatmapBody extends PersonBody {
  @property({ attribute: false }) config?: HeatmapConfig;
  @state() private asTable = false;
  private readonly period = new Period(this);
  private readonly asked = new Ask<HourGrid>(this);
  private drawn: { readonly grid: HourGrid; readonly columns: Column[] } | undefined;

  static override readonly styles = [base, styles];

  private get vital(): string {
    return this.config?.vital ?? DEFAULT_VITAL;
  }

  protected override willUpdate(_: PropertyValues): void {
    const { hass, person, config, vital } = this;
    if (hass === undefined || person === undefined || config === undefined) return;
    this.period.begin(config.range ?? DEFAULT_RANGE);
    const { startMs, endMs } = this.period.span;
    const { connection } = hass;
    this.asked.want(connection, `${person.person_id} ${vital}`, `${startMs} ${endMs}`, async () => {
      const answer = await connection.sendMessagePromise({
        type: "healthsense/heatmap",
        person_id: person.person_id,
        vital,
        start: new Date(startMs).toISOString(),
        end: new Date(endMs).toISOString(),
      });
      return answer as HourGrid;
    });
    const grid = this.asked.value;
    if (grid === undefined) this.drawn = undefined;
    else if (this.drawn?.grid !== grid) this.drawn = { grid, columns: columnsOf(grid) };
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, localize, person } = this;
    if (hass === undefined || localize === undefined || person === undefined) return nothing;
    return html`
      <div class="title">
        <h2>${nameOf(localize, this.vital)}</h2>
        <p class="note">${person.name}</p>
      </div>
      <healthsense-range
        .hass=${hass}
        .localize=${localize}
        .ranges=${HEATMAP_RANGES}
        .range=${this.period.range}
        .span=${this.period.span}
        @range-changed=${this.period.onChanged}
      ></healthsense-range>
      <div class="answer" aria-busy=${this.asked.busy ? "true" : "false"}>${this.answer(hass, localize, person)}</div>
    `;
  }

  private answer(hass: Hass, localize: Localize, person: Person): TemplateResult {
    if (this.asked.failure !== null) return message(inWords(this.asked.failure, localize));
    if (this.drawn === undefined) return message(words(localize, "card_waiting"));
    const { grid, columns } = this.drawn;
    const scale = scaleOf(hass, this.vital, grid.unit, entityOf(hass, person.device_id, this.vital));
    const said = extremes(columns);
    if (said === null) return message(words(localize, "card_heatmap_too_few"));
    const sentence = words(localize, "card_heatmap_summary", {
      high: scale.whole(said.high.value),
      high_from: hourText(hass, said.high.hour),
      low: scale.whole(said.low.value),
      low_from: hourText(hass, said.low.hour),
    });
    return html`
      <p>${sentence}</p>
      ${
        this.asTable
          ? this.table(hass, localize, scale, columns)
          : html`<healthsense-hour-grid
              .hass=${hass}
              .localize=${localize}
              .columns=${columns}
              .scale=${scale}
              .label="${nameOf(localize, this.vital)}. ${sentence} ${words(localize, "card_heatmap_keys")}"
            ></healthsense-hour-grid>`
      }
      <div class="actions">
        <button
          aria-pressed=${this.asTable ? "true" : "false"}
          @click=${() => {
            this.asTable = !this.asTable;
          }}
        >
          ${words(localize, "card_as_table")}
        </button>
      </div>
    `;
  }

  private table(hass: Hass, localize: Localize, scale: Scale, columns: readonly Column[]): TemplateResult {
    const title = `${nameOf(localize, this.vital)}, ${scale.unit}`;
    const hours = Array.from({ length: HOURS }, (_, hour) => hour);
    return html`<div class="wide" role="region" tabindex="0" aria-label=${title}>
      <table>
        <caption>
          ${title}
        </caption>
        <thead>
          <tr>
            <th scope="col">${words(localize, "card_heatmap_day")}</th>
            ${hours.map((hour) => html`<th scope="col">${hourText(hass, hour)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${columns.map(
            (column) =>
              html`<tr>
                <th scope="row">${columnText(hass, column)}</th>
                ${column.mean.map((value) => html`<td>${value === null ? "–" : scale.text(value)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-heatmap-body": HeatmapBody;
  }
}
