import { LitElement, css, html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";

/**
 * How grave something is: the words of a person's overall status, and of an alert's level. "unknown" asks a question,
 * "neutral" is an answer that is neither good nor bad.
 */
export type Gravity = "unknown" | "neutral" | "good" | "notice" | "warning" | "urgent";

/** Shapes that differ without colour: a reader who sees none of it tells them apart. */
const ICONS: Readonly<Record<Gravity, string>> = {
  unknown: "mdi:help-circle-outline",
  neutral: "mdi:circle-medium",
  good: "mdi:check-circle",
  notice: "mdi:information",
  warning: "mdi:alert",
  urgent: "mdi:alert-octagon",
};

/** One status as colour, shape and word together. */
@customElement("healthsense-status")
export class HealthSenseStatus extends LitElement {
  @property({ reflect: true }) gravity: Gravity = "unknown";
  @property() label = "";

  protected override render(): TemplateResult {
    return html`<ha-icon .icon=${ICONS[this.gravity]} aria-hidden="true"></ha-icon><span>${this.label}</span>`;
  }

  static override readonly styles = css`
    :host {
      --tone: var(--disabled-color, #9e9e9e);
      display: inline-flex;
      align-items: center;
      gap: 6px;
      padding-block: 2px;
      padding-inline: 6px 10px;
      border-radius: 999px;
      /* The word keeps the theme's text colour: its contrast is the theme's, whatever the tone. */
      color: var(--primary-text-color);
      background: color-mix(in srgb, var(--tone) 22%, transparent);
      box-shadow: inset 0 0 0 1px var(--tone);
      font-weight: var(--ha-font-weight-medium, 500);
      --mdc-icon-size: 20px;
    }
    :host([gravity="good"]) {
      --tone: var(--success-color, #43a047);
    }
    :host([gravity="notice"]) {
      --tone: var(--info-color, #039be5);
    }
    :host([gravity="warning"]) {
      --tone: var(--warning-color, #ffa600);
    }
    :host([gravity="urgent"]) {
      --tone: var(--error-color, #db4437);
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-status": HealthSenseStatus;
  }
}
