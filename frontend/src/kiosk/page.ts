import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { sentence } from "../alert/reason";
import { AlertSender } from "../alert/sender";
import { alertName, gravityOfLevel, tellingReasons } from "../alert/view";
import { Body } from "../base/body";
import { base } from "../base/styles";
import { failureOf, inWords } from "../data/errors";
import type { Alert, Person } from "../data/messages";
import { ago, clock } from "../format";
import type { Hass, Localize } from "../ha";
import { statusOf, vitalRows, type Status } from "../person/view";
import type { Gravity } from "../status";
import { words } from "../texts";
import { DIM_AFTER_S, type KioskConfig } from "./config";
import { fitted } from "./fit";
import { kioskStyles } from "./styles";
import { FEW, MOST, VITALS, gravest, graver, watch, worstFirst, type Watch } from "./view";

const TICK_MS = 10_000;
/** How long a choice or an answer stays without a touch. */
const BACK_MS = 60_000;

const ICONS: Readonly<Record<Gravity, string>> = {
  unknown: "mdi:help-circle-outline",
  neutral: "mdi:circle-medium",
  good: "mdi:check-circle",
  notice: "mdi:information",
  warning: "mdi:alert",
  urgent: "mdi:alert-octagon",
};

/** Somebody from across the room: status, a few readings, one button. */
@customElement("healthsense-kiosk-body")
export class KioskBody extends Body {
  @property({ attribute: false }) config?: KioskConfig;
  @property({ attribute: false }) people: readonly Person[] = [];
  @state() private chosen: string | null = null;
  @state() private dim = false;
  @state() private said = "";
  private busy = false;
  private touchedMs = Date.now();
  private watched: Watch | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;
  private readonly sender = new AlertSender(this, () => ({ hass: this.hass, localize: this.localize }));
  private readonly fit = fitted(this);

  static override readonly styles = [base, kioskStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.touchedMs = Date.now();
    this.clock = setInterval(() => {
      this.tick();
    }, TICK_MS);
    this.fit.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.clock);
    this.fit.disconnect();
  }

  /** Dims and goes back to everybody after a while; the clock goes on. */
  private tick(): void {
    const idleMs = Date.now() - this.touchedMs;
    const after = this.config?.dim_after ?? DIM_AFTER_S;
    if (after > 0 && idleMs >= after * 1000) this.dim = true;
    if (idleMs >= BACK_MS) {
      this.chosen = null;
      this.said = "";
    }
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { localize } = this;
    if (localize === undefined || !(changed.has("people") || changed.has("localize"))) return;
    const now = watch(this.people, localize);
    if (this.watched !== undefined && graver(this.watched, now)) this.wake();
    this.watched = now;
  }

  private wake(): void {
    this.touchedMs = Date.now();
    this.dim = false;
  }

  private readonly touched = ({ type }: Event): void => {
    this.touchedMs = Date.now();
    // A touch goes to what lies over everything; a key would act unseen.
    if (type === "keydown") this.dim = false;
  };

  private choose(person: Person | null): void {
    this.chosen = person?.person_id ?? null;
    this.said = "";
  }

  private async ok(person: Person): Promise<void> {
    const { hass, localize } = this;
    if (hass === undefined || localize === undefined || this.busy) return;
    this.busy = true;
    const { chosen } = this;
    let said = words(localize, "card_kiosk_ok_said");
    try {
      await hass.connection.sendMessagePromise({ type: "healthsense/alert", person_id: person.person_id, do: "ok" });
    } catch (error) {
      said = inWords(failureOf(error), localize);
    }
    this.busy = false;
    // Meanwhile somebody else may stand before it.
    if (chosen === this.chosen) this.said = said;
  }

  private async whole(): Promise<void> {
    // Not everywhere allowed, and then there is nothing to tell: the page stays as it is.
    await (document.fullscreenElement === null ? this.requestFullscreen() : document.exitFullscreen()).catch(
      () => undefined,
    );
    this.requestUpdate();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, localize, people } = this;
    if (hass === undefined || localize === undefined) return nothing;
    const one = people.length === 1 ? people[0] : people.find((person) => person.person_id === this.chosen);
    return html`<div class="wall" @pointerdown=${this.touched} @keydown=${this.touched}>
      ${this.head(hass, localize, one)}
      ${one === undefined ? this.everybody(hass, localize) : this.person(hass, localize, one)}
      ${this.dim ? this.night(hass, localize) : nothing}
    </div>`;
  }

  /** What is left of the light: the time, and how everybody is, worst first. */
  private night(hass: Hass, localize: Localize): TemplateResult {
    return html`<button
      class="night"
      @click=${() => {
        this.wake();
      }}
    >
      <span class="spoken">${words(localize, "card_kiosk_wake")}</span>
      <time>${clock(hass, new Date().toISOString(), Date.now())}</time>
      ${worstFirst(this.people, localize)
        .slice(0, MOST)
        .map((person) => {
          const { gravity, label } = statusOf(person, localize);
          return html`<span
            ><ha-icon .icon=${ICONS[gravity]} aria-hidden="true"></ha-icon>${person.name}: ${label}</span
          >`;
        })}
    </button>`;
  }

  private head(hass: Hass, localize: Localize, one: Person | undefined): TemplateResult {
    const label = words(localize, document.fullscreenElement === null ? "card_kiosk_whole" : "card_kiosk_window");
    return html`<header>
      ${
        one !== undefined && this.people.length > 1
          ? html`<button
              class="round"
              aria-label=${words(localize, "card_kiosk_back")}
              @click=${() => {
                this.choose(null);
              }}
            >
              <ha-icon .icon=${"mdi:account-group"}></ha-icon>
            </button>`
          : nothing
      }
      <h2>${one?.name ?? words(localize, "card_wall_title")}</h2>
      <time>${clock(hass, new Date().toISOString(), Date.now())}</time>
      ${
        document.fullscreenEnabled
          ? html`<button class="round" aria-label=${label} @click=${() => void this.whole()}>
              <ha-icon
                .icon=${document.fullscreenElement === null ? "mdi:fullscreen" : "mdi:fullscreen-exit"}
              ></ha-icon>
            </button>`
          : nothing
      }
    </header>`;
  }

  private everybody(hass: Hass, localize: Localize): TemplateResult {
    return html`<ul class="people" role="list">
      ${worstFirst(this.people, localize).map((person) => {
        const status = statusOf(person, localize);
        const rows = vitalRows(hass, localize, person, VITALS).slice(0, FEW);
        return html`<li>
          <button
            class="person"
            data-gravity=${status.gravity}
            @click=${() => {
              this.choose(person);
            }}
          >
            <ha-icon .icon=${ICONS[status.gravity]} aria-hidden="true"></ha-icon>
            <span class="name">${person.name}</span><span>${status.label}</span>
            <span class="few">${rows.map(({ shown }) => html`<bdi>${shown.text} ${shown.unit}</bdi>`)}</span>
          </button>
        </li>`;
      })}
    </ul>`;
  }

  private person(hass: Hass, localize: Localize, person: Person): TemplateResult {
    const nowMs = Date.now();
    const alert = gravest(person);
    const rows = vitalRows(hass, localize, person, VITALS).slice(0, MOST);
    return html`
      ${alert === undefined ? band(statusOf(person, localize)) : this.alert(hass, localize, person, alert, nowMs)}
      <dl data-count=${rows.length}>
        ${rows.map(
          ({ name, shown, reading }) =>
            html`<div class=${reading.fresh ? "" : "old"}>
              <dt>${name}</dt>
              <dd><bdi>${shown.text}${shown.unit === "" ? nothing : html` <span>${shown.unit}</span>`}</bdi></dd>
              <dd class="when">
                ${reading.fresh ? nothing : html`<ha-icon .icon=${"mdi:clock-alert-outline"} aria-hidden="true"></ha-icon>${words(localize, "card_old")}, `}${ago(hass, Date.parse(reading.measured_at), nowMs)}
              </dd>
            </div>`,
        )}
      </dl>
      <footer>${this.button(localize, person, alert)}</footer>
    `;
  }

  private alert(hass: Hass, localize: Localize, person: Person, alert: Alert, nowMs: number): TemplateResult {
    const [reason] = alert.test ? [] : tellingReasons(alert.reasons);
    const who = alert.acknowledged_by_name ?? words(localize, "notice_somebody");
    const text = alert.test
      ? words(localize, "notice_test")
      : alert.acknowledged_by !== null
        ? words(localize, "notice_acknowledged", { who })
        : reason && sentence(hass, localize, person.device_id, reason, nowMs);
    return band({ gravity: gravityOfLevel(alert.level), label: alertName(localize, alert) }, text);
  }

  /** The one thing to do: take care of the alert, else say that one is well. */
  private button(localize: Localize, person: Person, alert: Alert | undefined): TemplateResult {
    const failed = alert === undefined ? undefined : this.sender.failed.get(alert.id);
    const said = failed ?? this.said;
    const open = alert?.acknowledged_by === null ? alert : undefined;
    return html`<p role="status">${said}</p>
      <button
        class="main"
        ?disabled=${open !== undefined && this.sender.busy.has(open.id)}
        @click=${() => {
          if (open === undefined) void this.ok(person);
          else void this.sender.send(person.person_id, open.id, { do: "acknowledge" });
        }}
      >
        <ha-icon
          .icon=${open === undefined ? "mdi:thumb-up-outline" : "mdi:hand-heart-outline"}
          aria-hidden="true"
        ></ha-icon>
        ${words(localize, open === undefined ? "notice_action_ok" : "notice_action_acknowledge")}
      </button>`;
  }
}

function band({ gravity, label }: Status, text?: string): TemplateResult {
  return html`<div class="band" data-gravity=${gravity} role="status">
    <ha-icon .icon=${ICONS[gravity]} aria-hidden="true"></ha-icon>
    <p><strong>${label}</strong> ${text === undefined ? nothing : html`<span>${text}</span>`}</p>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-kiosk-body": KioskBody;
  }
}
