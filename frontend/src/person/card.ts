import { html, nothing, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { openAlerts } from "../alert/open";
import { AlertSender, type Command } from "../alert/sender";
import { alertStyles } from "../alert/styles";
import { message } from "../base/element";
import { PersonElement } from "../base/person";
import { base } from "../base/styles";
import { inWords } from "../data/errors";
import type { Alert, Assessment, Person } from "../data/messages";
import { ago, clock } from "../format";
import type { Hass, Localize } from "../ha";
import { firstPerson } from "../people";
import { offer } from "../picker";
import "../status";
import { loadFormTexts, words } from "../texts";
import { CARD_TYPE, DEFAULT_SCORES, checked, configForm, suggestion, type PersonCardConfig } from "./config";
import { restsOn } from "./rests";
import { styles } from "./styles";
import { scoreRow, statusOf, vitalRows, type Status, type VitalRow } from "./view";

/** One person now: readings with their age, status, open alerts, and what the scores rest on. */
@customElement(CARD_TYPE)
export class PersonCard extends PersonElement<PersonCardConfig> {
  @state() private unfolded = "";
  private readonly sender = new AlertSender(this, () => ({ hass: this.hass, localize: this.localize }));
  /** The language whose names of facts were loaded. */
  private facts = "";

  static override readonly styles = [base, alertStyles, styles];
  static readonly getConfigForm = configForm;
  static readonly getStubConfig = firstPerson;

  protected checked = checked;

  getCardSize(): number {
    return 6;
  }

  getGridOptions(): object {
    // As high as what it says: an alert that is cut off helps nobody.
    return { columns: 12, min_columns: 6 };
  }

  /** Until they are there, a fact goes by the engine's own name of it. */
  private async loadFacts(): Promise<void> {
    const { hass } = this;
    if (hass === undefined || this.facts === hass.language) return;
    this.facts = hass.language;
    try {
      const localize = await loadFormTexts(hass);
      if (hass.language === this.hass?.language) this.localize = localize;
    } catch {
      this.facts = "";
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, localize } = this;
    if (hass === undefined || localize === undefined || this.config === undefined) return this.unset();
    const person = this.live?.person ?? null;
    if (person === null) return html`<ha-card><section>${message(this.trouble(hass, localize))}</section></ha-card>`;
    return html`<ha-card
      ><section aria-label=${person.name}>${this.whole(hass, localize, this.config, person)}</section></ha-card
    >`;
  }

  private whole(hass: Hass, localize: Localize, config: PersonCardConfig, person: Person): TemplateResult {
    const nowMs = Date.now();
    const rows = vitalRows(hass, localize, person, config.vitals);
    const scores = (config.scores?.length ? config.scores : DEFAULT_SCORES).flatMap((key) =>
      key === "overall_status" ? [] : (person.assessments[key] ?? []),
    );
    const overall = person.assessments.overall_status;
    const status = statusOf(person, localize);
    const { busy, failed } = this.sender;
    const send = (alert: Alert, command: Command): void => void this.sender.send(person.person_id, alert.id, command);
    return html`
      <div class="head">
        <h2>${person.name}</h2>
        ${overall === undefined ? chip(status) : this.toggle("overall_status", chip(status))}
      </div>
      ${this.rests(hass, localize, overall, nowMs)} ${this.banner(hass, localize, person, nowMs)}
      ${openAlerts({ hass, localize, person, nowMs, busy, failed, send })}
      <h3>${words(localize, "card_readings")}</h3>
      ${
        rows.length === 0
          ? message(words(localize, "card_no_readings"))
          : html`<ul class="vitals" role="list">
              ${rows.map((row) => html`<li>${this.vital(hass, localize, row, nowMs)}</li>`)}
            </ul>`
      }
      ${
        scores.length === 0
          ? nothing
          : html`<h3>${words(localize, "card_scores")}</h3>
              <ul role="list">
                ${scores.map((score) => html`<li class="score">${this.score(hass, localize, score, nowMs)}</li>`)}
              </ul>`
      }
    `;
  }

  private banner(hass: Hass, localize: Localize, person: Person, nowMs: number): TemplateResult | typeof nothing {
    if (this.live?.connected === false && person.time !== null) {
      const time = clock(hass, person.time, nowMs);
      return html`<p class="banner" role="status">${words(localize, "card_known_at", { time })}</p>`;
    }
    if (this.live?.failure) return html`<p class="banner" role="status">${inWords(this.live.failure, localize)}</p>`;
    const paused = person.alerts?.paused_until;
    if (!paused) return nothing;
    return html`<p class="banner">${words(localize, "card_paused", { time: clock(hass, paused, nowMs) })}</p>`;
  }

  private vital(hass: Hass, localize: Localize, row: VitalRow, nowMs: number): TemplateResult {
    const { fresh, measured_at, quality } = row.reading;
    const when = ago(hass, Date.parse(measured_at), nowMs);
    const content = html`
      <span class="name">${row.name}</span>
      <span class="value"
        ><bdi
          >${row.shown.text}${row.shown.unit === "" ? "" : html` <span class="unit">${row.shown.unit}</span>`}</bdi
        ></span
      >
      <span class="fresh">
        <ha-icon .icon=${fresh ? "mdi:check-circle-outline" : "mdi:clock-alert-outline"} aria-hidden="true"></ha-icon>
        <span>
          ${fresh ? html`<span class="spoken">${words(localize, "card_current")}, </span>` : html`${words(localize, "card_old")}, `}${when}
        </span>
      </span>
      ${quality === undefined ? nothing : html`<span class="note">${words(localize, "card_signal", { quality })}</span>`}
    `;
    const look = `vital ${fresh ? "" : "old"}`;
    if (row.entityId === undefined) return html`<div class=${look}>${content}</div>`;
    return html`<button
      class=${look}
      @click=${() => {
        this.more(row.entityId);
      }}
    >
      ${content}
    </button>`;
  }

  private score(hass: Hass, localize: Localize, score: Assessment, nowMs: number): TemplateResult {
    const row = scoreRow(hass, localize, score);
    return html`${this.toggle(
      row.key,
      html`<span class="name">${row.name}</span> ${row.value === "" ? nothing : html`<bdi>${row.value}</bdi>`}
        ${row.status === null ? nothing : chip(row.status)}`,
    )}${this.rests(hass, localize, score, nowMs)}`;
  }

  private toggle(key: string, label: TemplateResult): TemplateResult {
    const open = this.unfolded === key;
    return html`<button
      class="toggle"
      aria-expanded=${open ? "true" : "false"}
      aria-controls="rests-${key}"
      @click=${() => {
        this.unfolded = open ? "" : key;
        void this.loadFacts();
      }}
    >
      ${label}<ha-icon .icon=${"mdi:chevron-down"} aria-hidden="true"></ha-icon>
    </button>`;
  }

  private rests(
    hass: Hass,
    localize: Localize,
    score: Assessment | undefined,
    nowMs: number,
  ): TemplateResult | typeof nothing {
    if (score === undefined) return nothing;
    const open = this.unfolded === score.assessment;
    return html`<div class="rests" id="rests-${score.assessment}" ?hidden=${!open}>
      ${open ? restsOn(hass, localize, score, nowMs) : nothing}
    </div>`;
  }
}

function chip(status: Status): TemplateResult {
  return html`<healthsense-status .gravity=${status.gravity} .label=${status.label}></healthsense-status>`;
}

offer({
  type: CARD_TYPE,
  name: "HealthSense: a person now",
  description: "Vital signs, status, alerts and scores of one person, live.",
  texts: { name: "card_person_name", description: "card_person_description" },
  suggestion,
});

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-person-card": PersonCard;
  }
}
