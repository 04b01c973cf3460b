import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { Chunk } from "../base/chunk";
import { PersonShell } from "../base/shell";
import { base } from "../base/styles";
import type { Person } from "../data/messages";
import type { Hass, Localize } from "../ha";
import { offer } from "../picker";
import { CARD_TYPE, checked, configForm, stub, suggestion, type DistributionConfig } from "./config";

/** How the values of one vital are spread, and where the newest lies. */
@customElement(CARD_TYPE)
export class DistributionCard extends PersonShell<DistributionConfig> {
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

  protected body(hass: Hass, localize: Localize, config: DistributionConfig, person: Person): TemplateResult {
    return html`<healthsense-distribution-body
      .hass=${hass}
      .localize=${localize}
      .config=${config}
      .person=${person}
    ></healthsense-distribution-body>`;
  }
}

offer({
  type: CARD_TYPE,
  name: "HealthSense: how values are spread",
  description: "Histogram and percentiles of one vital sign, where the newest value lies, and people like you.",
  texts: { name: "card_distribution_name", description: "card_distribution_description" },
  suggestion,
});

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-distribution-card": DistributionCard;
  }
}
