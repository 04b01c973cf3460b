import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { Chunk } from "../base/chunk";
import { PersonShell } from "../base/shell";
import { base } from "../base/styles";
import type { Person } from "../data/messages";
import type { Hass, Localize } from "../ha";
import { offer } from "../picker";
import { CARD_TYPE, checked, configForm, stub, suggestion, type RiskConfig } from "./config";

/** What one estimate or score says, what it rests on, and how far it may be trusted. */
@customElement(CARD_TYPE)
export class RiskCard extends PersonShell<RiskConfig> {
  protected readonly chunk = new Chunk(this, "charts");

  static override readonly styles = base;
  static readonly getConfigForm = configForm;
  static readonly getStubConfig = stub;

  protected checked = checked;

  getCardSize(): number {
    return 6;
  }

  getGridOptions(): object {
    return { columns: 12, min_columns: 6 };
  }

  protected body(hass: Hass, localize: Localize, config: RiskConfig, person: Person): TemplateResult {
    return html`<healthsense-risk-body
      .hass=${hass}
      .localize=${localize}
      .config=${config}
      .person=${person}
    ></healthsense-risk-body>`;
  }
}

offer({
  type: CARD_TYPE,
  name: "HealthSense: an estimate",
  description: "What a learned model or a score says, what counted, what goes with less, and how it was before.",
  texts: { name: "card_risk_name", description: "card_risk_description" },
  suggestion,
});

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-risk-card": RiskCard;
  }
}
