import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { failureOf, inWords, reasonOf } from "../data/errors";
import { livePerson, type LiveState } from "../data/live";
import type { Alert, Assessment, Person } from "../data/messages";
import { ago, clock } from "../format";
import type { Connection, Hass, Localize } from "../ha";
import "../status";
import { loadFormTexts, loadTexts, words } from "../texts";
import { openAlerts, type Command } from "./alerts";
import { DEFAULT_SCORES, checked, configForm, personOf, stubConfig, type PersonCardConfig } from "./config";
import { restsOn } from "./rests";
import { styles } from "./styles";
import { scoreRow, statusOf, vitalRows, type Status, type VitalRow } from "./view";

/** How often ages are written anew; readings themselves come when they come. */
const CLOCK_MS = 15_000;

/** Whether anything changed that this card draws: Home Assistant hands a new object over at every state change. */
function differs(hass: Hass, before: Hass | undefined): boolean {
  return (
    before?.connection !== hass.connection ||
    before.language !== hass.language ||
    before.locale !== hass.locale ||
    before.localize !== hass.localize ||
    before.entities !== hass.entities ||
    before.devices !== hass.devices ||
    before.config !== hass.config
  );
}

/** One person now: readings with their age, status, open alerts, and what the scores rest on. */
@customElement("healthsense-person-card")
export class PersonCard extends LitElement {
  @property({ attribute: false, hasChanged: differs }) hass?: Hass;
  @state() private config: PersonCardConfig | undefined;
  @state() private live: LiveState | undefined;
  @state() private localize: Localize | undefined;
  @state() private unfolded = "";
  @state() private busy: ReadonlySet<string> = new Set();
  @state() private failed: ReadonlyMap<string, string> = new Map();
  private followed: { connection: Connection; personId: string; leave: () => void } | undefined;
  /** The language whose names of facts were loaded. */
  private facts = "";
  private clock: ReturnType<typeof setInterval> | undefined;

  static override readonly styles = styles;
  static readonly getConfigForm = configForm;
  static readonly getStubConfig = stubConfig;

  setConfig(config: unknown): void {
    this.config = checked(config);
  }

  getCardSize(): number {
    return 6;
  }

  getGridOptions(): object {
    // As high as what it says: an alert that is cut off helps nobody.
    return { columns: 12, min_columns: 6 };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.clock = setInterval(() => {
      this.requestUpdate();
    }, CLOCK_MS);
    this.follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.clock);
    this.unfollow();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("hass") || changed.has("config")) {
      this.follow();
      void this.loadWords();
    }
  }

  /** Follow the person that is meant now, and nobody else. */
  private follow(): void {
    const connection = this.hass?.connection;
    const personId = this.hass && this.config && personOf(this.hass, this.config);
    if (this.followed?.connection === connection && this.followed?.personId === personId) return;
    this.unfollow();
    if (connection === undefined || !personId || !this.isConnected) return;
    const leave = livePerson(connection, personId).follow((live) => {
      this.live = live;
    });
    this.followed = { connection, personId, leave };
  }

  private unfollow(): void {
    this.followed?.leave();
    this.followed = undefined;
    this.live = undefined;
  }

  private async loadWords(): Promise<void> {
    const { hass } = this;
    if (hass === undefined) return;
    try {
      const localize = await loadTexts(hass);
      if (hass.language === this.hass?.language) this.localize = localize;
    } catch {
      // Without a connection there are no texts yet; the next `hass` asks again.
    }
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

  private async send(person: Person, alert: Alert, command: Command): Promise<void> {
    const { hass, localize } = this;
    if (hass === undefined || localize === undefined || this.busy.has(alert.id)) return;
    this.busy = new Set([...this.busy, alert.id]);
    const failed = new Map(this.failed);
    failed.delete(alert.id);
    try {
      await hass.connection.sendMessagePromise({
        type: "healthsense/alert",
        person_id: person.person_id,
        alert: alert.id,
        do: command.do,
        ...(command.do === "snooze" ? { duration: command.minutes * 60 } : {}),
      });
    } catch (error) {
      failed.set(alert.id, inWords(failureOf(error), localize));
    }
    this.failed = failed;
    this.busy = new Set([...this.busy].filter((id) => id !== alert.id));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, localize } = this;
    if (hass === undefined || localize === undefined || this.config === undefined) return html`<ha-card></ha-card>`;
    const person = this.live?.person ?? null;
    if (person === null) return html`<ha-card><section>${message(this.trouble(hass, localize))}</section></ha-card>`;
    return html`<ha-card
      ><section aria-label=${person.name}>${this.whole(hass, localize, this.config, person)}</section></ha-card
    >`;
  }

  /** What there is to say while there is nobody to show. */
  private trouble(hass: Hass, localize: Localize): string {
    if (this.config === undefined || personOf(hass, this.config) === undefined)
      return words(localize, "card_choose_person");
    if (this.live?.gone) return words(localize, "card_gone");
    if (this.live?.connected === false) return words(localize, "card_no_connection");
    const failure = this.live?.failure;
    if (!failure) return words(localize, "card_waiting");
    // Nobody to see: there is nothing to try again, but somebody else to choose.
    if (failure.code === "not_found") return `${reasonOf(failure, localize)}. ${words(localize, "card_choose_person")}`;
    return inWords(failure, localize);
  }

  private whole(hass: Hass, localize: Localize, config: PersonCardConfig, person: Person): TemplateResult {
    const nowMs = Date.now();
    const rows = vitalRows(hass, localize, person, config.vitals);
    const scores = (config.scores?.length ? config.scores : DEFAULT_SCORES).flatMap((key) =>
      key === "overall_status" ? [] : (person.assessments[key] ?? []),
    );
    const overall = person.assessments.overall_status;
    const status = statusOf(person, localize);
    const send = (alert: Alert, command: Command): void => void this.send(person, alert, command);
    return html`
      <div class="head">
        <h2>${person.name}</h2>
        ${overall === undefined ? chip(status) : this.toggle("overall_status", chip(status))}
      </div>
      ${this.rests(hass, localize, overall, nowMs)} ${this.banner(hass, localize, person, nowMs)}
      ${openAlerts({ hass, localize, person, nowMs, busy: this.busy, failed: this.failed, send })}
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

  private more(entityId: string | undefined): void {
    const detail = { entityId };
    this.dispatchEvent(new CustomEvent("hass-more-info", { detail, bubbles: true, composed: true }));
  }
}

function chip(status: Status): TemplateResult {
  return html`<healthsense-status .gravity=${status.gravity} .label=${status.label}></healthsense-status>`;
}

function message(text: string): TemplateResult {
  return html`<p class="message" role="status">${text}</p>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-person-card": PersonCard;
  }
}
