import { LitElement, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { AlertSender } from "../alert/sender";
import { gravityOfLevel } from "../alert/view";
import { differs } from "../base/element";
import { base } from "../base/styles";
import type { Alert, Person } from "../data/messages";
import { ago, clock } from "../format";
import type { Hass, Localize } from "../ha";
import { entityOf } from "../people";
import { statusOf, vitalRows, type VitalRow } from "../person/view";
import "../status";
import { causeName, levelName, words } from "../texts";
import { tileStyles } from "./tile_styles";
import { shortAge, tileVitals, worstAlert } from "./view";

/** One person of the wall. Drawn anew only when something of this person changed. */
@customElement("healthsense-wall-tile")
export class WallTile extends LitElement {
  @property({ attribute: false, hasChanged: differs }) hass?: Hass;
  @property({ attribute: false }) localize?: Localize;
  @property({ attribute: false }) person?: Person;
  @property({ attribute: false }) vitals: readonly string[] = [];
  /** Whether the Tab key comes here: one of all tiles, the arrow keys lead to the others. */
  @property({ type: Boolean }) entry = false;
  /** Where a tap leads; null opens what Home Assistant knows of the status. */
  @property({ attribute: false }) path: string | null = null;
  /** Changes when ages are to be written anew. */
  @property({ attribute: false }) tick = 0;
  private readonly sender = new AlertSender(this, () => ({ hass: this.hass, localize: this.localize }));

  static override readonly styles = [base, tileStyles];

  override focus(): void {
    this.shadowRoot?.querySelector<HTMLElement>(".open")?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, localize, person } = this;
    if (hass === undefined || localize === undefined || person === undefined) return nothing;
    const nowMs = Date.now();
    const status = statusOf(person, localize);
    const rows = vitalRows(hass, localize, person, tileVitals(person, this.vitals));
    const alert = worstAlert(person);
    return html`<article data-gravity=${status.gravity}>
      <div class="top">
        <h3>${this.name(person)}</h3>
        <healthsense-status .gravity=${status.gravity} .label=${status.label}></healthsense-status>
      </div>
      ${
        rows.length === 0
          ? html`<p class="note">
              ${words(localize, Object.keys(person.current).length === 0 ? "card_no_readings" : "card_wall_no_readings")}
            </p>`
          : html`<ul class="vitals" role="list">
              ${rows.map((row) => vital(hass, localize, row, nowMs))}
            </ul>`
      }
      ${alert === undefined ? nothing : this.alert(hass, localize, person, alert, nowMs)}
    </article>`;
  }

  private name(person: Person): TemplateResult {
    return html`<button class="open" tabindex=${this.entry ? 0 : -1} @click=${this.open}>
      <bdi>${person.name}</bdi>
    </button>`;
  }

  private readonly open = (): void => {
    const { hass, person, path } = this;
    if (hass === undefined || person === undefined) return;
    if (path !== null) {
      history.pushState(null, "", path);
      window.dispatchEvent(new CustomEvent("location-changed", { detail: { replace: false } }));
      return;
    }
    const entityId = entityOf(hass, person.device_id, "overall_status");
    if (entityId === undefined) return;
    const detail = { entityId };
    this.dispatchEvent(new CustomEvent("hass-more-info", { detail, bubbles: true, composed: true }));
  };

  private alert(hass: Hass, localize: Localize, person: Person, alert: Alert, nowMs: number): TemplateResult {
    const failure = this.sender.failed.get(alert.id);
    const more = (person.alerts?.open.length ?? 1) - 1;
    const label = words(localize, "notice_action_acknowledge");
    const cause = causeName(localize, alert.cause);
    const who = alert.acknowledged_by_name ?? words(localize, "notice_somebody");
    return html`<div class="alert" data-gravity=${gravityOfLevel(alert.level)}>
      <div class="said">
        <strong>${cause}</strong>
        <span>
          ${levelName(localize, alert.level)} ·
          ${words(localize, "card_since", { time: clock(hass, alert.raised ?? alert.began, nowMs) })}
        </span>
        ${alert.test ? html`<span>${words(localize, "notice_test")}</span>` : nothing}
        ${alert.acknowledged_by === null ? nothing : html`<span>${words(localize, "notice_acknowledged", { who })}</span>`}
        ${more > 0 ? html`<span>${words(localize, "card_wall_more_alerts", { count: more })}</span>` : nothing}
      </div>
      ${
        alert.acknowledged_by === null
          ? html`<div class="actions">
              <button
                class="main"
                aria-label="${label}: ${person.name}, ${cause}"
                ?disabled=${this.sender.busy.has(alert.id)}
                @click=${() => void this.sender.send(person.person_id, alert.id, { do: "acknowledge" })}
              >
                ${label}
              </button>
            </div>`
          : nothing
      }
      ${failure === undefined ? nothing : html`<p class="failure" role="alert">${failure}</p>`}
    </div>`;
  }
}

function vital(hass: Hass, localize: Localize, row: VitalRow, nowMs: number): TemplateResult {
  const { fresh, measured_at } = row.reading;
  const atMs = Date.parse(measured_at);
  return html`<li class=${fresh ? "" : "old"}>
    <span class="name">${row.name}</span>
    <bdi class="value"
      >${row.shown.text}${row.shown.unit === "" ? "" : html` <span class="unit">${row.shown.unit}</span>`}</bdi
    >
    <span class="age">
      <ha-icon .icon=${fresh ? "mdi:check-circle-outline" : "mdi:clock-alert-outline"} aria-hidden="true"></ha-icon>
      <bdi aria-hidden="true">${shortAge(hass, atMs, nowMs)}</bdi>
      <span class="spoken">${words(localize, fresh ? "card_current" : "card_old")}, ${ago(hass, atMs, nowMs)}</span>
    </span>
  </li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-wall-tile": WallTile;
  }
}
