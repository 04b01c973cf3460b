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
import { CARD_TYPE, checked, configForm, needsNobody, partsOf, type AnalyticsConfig } from "./config";

/** How people keep at it, what changes, and how HealthSense itself does. */
@customElement(CARD_TYPE)
export class AnalyticsCard extends EverybodyShell<AnalyticsConfig> {
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

  protected override needsNobody(config: AnalyticsConfig): boolean {
    return needsNobody(config);
  }

  protected label(localize: Localize): string {
    const alone = this.config !== undefined && needsNobody(this.config);
    return words(localize, alone ? "card_analytics_system" : "card_analytics_title");
  }

  protected body(hass: Hass, localize: Localize, config: AnalyticsConfig, people: readonly Person[]): TemplateResult {
    return html`<healthsense-analytics-body
      .hass=${hass}
      .localize=${localize}
      .people=${people}
      .parts=${partsOf(config)}
    ></healthsense-analytics-body>`;
  }
}

offer({
  type: CARD_TYPE,
  name: "HealthSense: analytics",
  description: "How the plan is kept, how alerts are answered, how readings change, and how HealthSense runs.",
  texts: { name: "card_analytics_name", description: "card_analytics_description" },
});

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-analytics-card": AnalyticsCard;
  }
}
