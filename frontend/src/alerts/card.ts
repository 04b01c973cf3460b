import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { Chunk } from "../base/chunk";
import { EverybodyShell } from "../base/everybody";
import { base } from "../base/styles";
import type { Person } from "../data/messages";
import type { Hass, Localize } from "../ha";
import { firstPerson } from "../people";
import { offer } from "../picker";
import { words } from "../texts";
import { CARD_TYPE, checked, configForm, suggestion, type AlertsCardConfig } from "./config";

/** Alerts that are open and those that were, what was done about them, and what they cost. */
@customElement(CARD_TYPE)
export class AlertsCard extends EverybodyShell<AlertsCardConfig> {
  protected readonly chunk = new Chunk(this, "pages");
  protected checked = checked;

  static override readonly styles = base;
  static readonly getConfigForm = configForm;
  static readonly getStubConfig = firstPerson;

  getCardSize(): number {
    return 8;
  }

  getGridOptions(): object {
    return { columns: 12, min_columns: 6 };
  }

  protected label(localize: Localize): string {
    return words(localize, "card_alerts_title");
  }

  protected body(hass: Hass, localize: Localize, config: AlertsCardConfig, people: readonly Person[]): TemplateResult {
    return html`<healthsense-alerts-body
      .hass=${hass}
      .localize=${localize}
      .config=${config}
      .people=${people}
    ></healthsense-alerts-body>`;
  }
}

offer({
  type: CARD_TYPE,
  name: "HealthSense: alerts",
  description: "Open alerts and past ones, who answered them and when, the budget and notes.",
  texts: { name: "card_alerts_name", description: "card_alerts_description" },
  suggestion,
});

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-alerts-card": AlertsCard;
  }
}
