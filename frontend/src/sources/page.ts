import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { Ask } from "../base/ask";
import "../base/bars";
import { Body } from "../base/body";
import { message } from "../base/element";
import { base } from "../base/styles";
import { who, whoOf, whoStyles } from "../base/who";
import { inWords } from "../data/errors";
import type { Person } from "../data/messages";
import { ago, clock, formatNumber } from "../format";
import type { Hass, Localize } from "../ha";
import { nameOf, words } from "../texts";
import type { Flow, Rejected, Source, Sources } from "./messages";
import { sourcesStyles } from "./styles";
import { intakeChart, newestOf, qualityOf, reasonOfRejected, sourceName } from "./view";

/** Asked anew when readings come in, but not with each of them. */
const AGAIN_MS = 30_000;
const FIRST_REJECTED = 5;

@customElement("healthsense-sources-body")
export class SourcesBody extends Body {
  @property({ attribute: false }) people: readonly Person[] = [];
  @state() private chosen = "";
  @state() private unfolded = false;
  private readonly ask = new Ask<Sources>(this);

  static override readonly styles = [base, whoStyles, sourcesStyles];

  protected override willUpdate(): void {
    const person = whoOf(this.people, this.chosen);
    const connection = this.hass?.connection;
    if (person === undefined || connection === undefined) return;
    const { person_id, time } = person;
    const lately = String(Math.floor(Date.parse(time ?? "") / AGAIN_MS));
    this.ask.want(
      connection,
      person_id,
      lately,
      () => connection.sendMessagePromise({ type: "healthsense/sources", person_id }) as Promise<Sources>,
    );
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, localize } = this;
    const person = whoOf(this.people, this.chosen);
    if (hass === undefined || localize === undefined || person === undefined) return nothing;
    const choose = (id: string): void => {
      this.chosen = id;
      this.unfolded = false;
    };
    return html`
      <div class="head">
        <div>
          <h2>${words(localize, "card_sources_title")}</h2>
          ${this.people.length < 2 ? html`<p class="note">${person.name}</p>` : nothing}
        </div>
        ${who(words(localize, "card_field_person"), this.people, person.person_id, choose)}
      </div>
      ${way(localize)}
      ${this.ask.failure === null ? nothing : html`<p class="banner" role="status">${inWords(this.ask.failure, localize)}</p>`}
      ${
        this.ask.value === undefined
          ? this.ask.failure === null
            ? message(words(localize, "card_waiting"))
            : nothing
          : this.whole(hass, localize, person, this.ask.value)
      }
    `;
  }

  private whole(hass: Hass, localize: Localize, person: Person, found: Sources): TemplateResult {
    const nowMs = Date.now();
    const quality = qualityOf(hass, localize, person, found);
    // Before the first reading there is one thing to say.
    if (found.sources.length === 0 && found.rejected.length === 0) return message(words(localize, "card_no_readings"));
    return html`
      ${
        quality === null
          ? nothing
          : html`<div class="quality">
              <span class="note">${nameOf(localize, "data_quality")}</span>
              <strong>${quality.value}</strong>
              <span>${quality.sentence}</span>
            </div>`
      }
      ${
        found.sources.length === 0
          ? message(words(localize, "card_no_readings"))
          : html`<div class="sources">
              ${found.sources.map((source) => sourceTable(hass, localize, person, source, nowMs))}
            </div>`
      }
      <healthsense-bars .localize=${localize} .chart=${intakeChart(hass, localize, found)}></healthsense-bars>
      ${this.rejected(hass, localize, found.rejected, nowMs)}
    `;
  }

  private rejected(hass: Hass, localize: Localize, all: readonly Rejected[], nowMs: number): TemplateResult {
    const shown = this.unfolded ? all : all.slice(0, FIRST_REJECTED);
    return html`<div class="rejected">
      <h3>${words(localize, "card_sources_refused")}</h3>
      ${
        all.length === 0
          ? html`<p class="note">${words(localize, "card_sources_none_refused")}</p>`
          : html`<ul role="list">
              ${shown.map(
                (one) =>
                  html`<li>
                    <ha-icon .icon=${"mdi:close-circle-outline"} aria-hidden="true"></ha-icon>
                    <div>
                      <p>${reasonOfRejected(localize, one)}</p>
                      <p class="note">
                        ${sourceName(localize, { source: one.source, name: one.source_name })} ·
                        ${clock(hass, one.received, nowMs)}
                      </p>
                    </div>
                  </li>`,
              )}
            </ul>`
      }
      ${
        shown.length === all.length
          ? nothing
          : html`<div class="actions">
              <button @click=${() => (this.unfolded = true)}>
                ${words(localize, "card_sources_more", { count: formatNumber(hass, all.length - shown.length, 0) })}
              </button>
            </div>`
      }
    </div>`;
  }
}

/** How a reading travels, in one line. */
function way(localize: Localize): TemplateResult {
  const steps = ["card_sources_way_1", "card_sources_way_2", "card_sources_way_3", "card_sources_way_4"];
  return html`<ol class="way" aria-label=${words(localize, "card_sources_way")}>
    ${steps.map((step) => html`<li>${words(localize, step)}</li>`)}
  </ol>`;
}

function sourceTable(hass: Hass, localize: Localize, person: Person, source: Source, nowMs: number): TemplateResult {
  const signal = source.vitals.some((flow) => flow.quality !== null);
  return html`<table>
    <caption>
      <span>${sourceName(localize, source)}</span>
    </caption>
    <thead>
      <tr>
        <th scope="col">${words(localize, "card_sources_measures")}</th>
        <th scope="col">${words(localize, "card_sources_newest")}</th>
        <th scope="col" class="number">${words(localize, "card_sources_day")}</th>
        ${signal ? html`<th scope="col" class="number signal">${words(localize, "card_sources_signal")}</th>` : nothing}
      </tr>
    </thead>
    <tbody>
      ${source.vitals.map((flow) => row(hass, localize, person, source, flow, nowMs, signal))}
    </tbody>
  </table>`;
}

function row(
  hass: Hass,
  localize: Localize,
  person: Person,
  source: Source,
  flow: Flow,
  nowMs: number,
  signal: boolean,
): TemplateResult {
  const newest = newestOf(hass, localize, person, source, flow);
  const number = (value: number): string => formatNumber(hass, value, 0);
  return html`<tr>
    <th scope="row">
      ${nameOf(localize, flow.vital)}
      ${
        flow.rejected_24h === 0
          ? nothing
          : html`<span class="refused">
              ${words(localize, "card_sources_refused_count", { count: number(flow.rejected_24h) })}
            </span>`
      }
    </th>
    <td>
      ${newest === "" ? nothing : html`<bdi>${newest}</bdi>`}
      ${
        flow.last === null
          ? html`<span class="note">${words(localize, "card_sources_never")}</span>`
          : html`<span class="age ${flow.fresh ? "" : "old"}">
              <ha-icon
                .icon=${flow.fresh ? "mdi:check-circle-outline" : "mdi:clock-alert-outline"}
                aria-hidden="true"
              ></ha-icon>
              <span
                ><span class="spoken">${words(localize, flow.fresh ? "card_current" : "card_old")}, </span>${ago(
                  hass,
                  Date.parse(flow.last),
                  nowMs,
                )}</span
              >
            </span>`
      }
      ${
        flow.quality === null
          ? nothing
          : html`<span class="note signal-below"
              >${words(localize, "card_signal", { quality: number(flow.quality) })}</span
            >`
      }
    </td>
    <td class="number">${number(flow.count_24h)}</td>
    ${signal ? html`<td class="number signal">${flow.quality === null ? "" : `${number(flow.quality)} %`}</td>` : nothing}
  </tr>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-sources-body": SourcesBody;
  }
}
