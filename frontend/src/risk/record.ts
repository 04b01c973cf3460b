import { LitElement, css, html, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { base } from "../base/styles";
import { callAction } from "../data/actions";
import { failureOf, inWords } from "../data/errors";
import type { Hass, Localize } from "../ha";
import { words } from "../texts";

/** Tells HealthSense what a test or a doctor found: it is kept for good, so it is asked twice. */
@customElement("healthsense-record-outcome")
export class RecordOutcome extends LitElement {
  @property({ attribute: false }) hass?: Hass;
  @property({ attribute: false }) localize?: Localize;
  @property() person = "";
  @property() model = "";
  @state() private stage: "closed" | "asking" | "sending" | "kept" = "closed";
  @state() private failure = "";

  static override readonly styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 8px;
      }
    `,
  ];

  /** What was asked about one person is not answered about another. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("person") && !changed.has("model")) return;
    this.close();
  }

  /** The button that was pressed is gone: the keyboard goes on where it was, and an Enter too many records nothing. */
  protected override updated(changed: PropertyValues): void {
    const before = changed.get("stage") as RecordOutcome["stage"] | undefined;
    if (before === undefined || before === this.stage || this.stage === "sending") return;
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    this.renderRoot.querySelector<HTMLElement>(this.stage === "closed" ? "button" : "p")?.focus();
  }

  private close(): void {
    this.stage = "closed";
    this.failure = "";
  }

  private async send(outcome: boolean): Promise<void> {
    const { hass, localize, person, model } = this;
    if (hass === undefined || localize === undefined) return;
    this.stage = "sending";
    this.failure = "";
    const elsewhere = (): boolean => this.person !== person || this.model !== model;
    try {
      await callAction(hass.connection, "record_outcome", { person_id: person, model, outcome });
      if (elsewhere()) return;
      this.stage = "kept";
      this.dispatchEvent(new CustomEvent("outcome-recorded"));
    } catch (error) {
      if (elsewhere()) return;
      this.stage = "asking";
      this.failure = inWords(failureOf(error), localize);
    }
  }

  protected override render(): TemplateResult {
    const { localize } = this;
    if (localize === undefined) return html``;
    if (this.stage === "kept") return html`<p role="status" tabindex="-1">${words(localize, "card_risk_recorded")}</p>`;
    const button = (key: string, press: () => void): TemplateResult =>
      html`<button ?disabled=${this.stage === "sending"} @click=${press}>${words(localize, key)}</button>`;
    if (this.stage === "closed") {
      return html`<div class="actions">
        ${button("card_risk_record", () => {
          this.stage = "asking";
        })}
      </div>`;
    }
    const escape = ({ key }: KeyboardEvent): void => {
      if (key === "Escape" && this.stage === "asking") this.close();
    };
    return html`<p tabindex="-1" @keydown=${escape}>${words(localize, "card_risk_record_ask")}</p>
      <div class="actions" @keydown=${escape}>
        ${button("card_risk_confirmed", () => void this.send(true))}
        ${button("card_risk_ruled_out", () => void this.send(false))}
        ${button("card_cancel", () => {
          this.close();
        })}
      </div>
      ${this.failure === "" ? "" : html`<p class="failure" role="alert">${this.failure}</p>`}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-record-outcome": RecordOutcome;
  }
}
