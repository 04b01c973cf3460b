import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { Chunk } from "../base/chunk";
import { PersonShell } from "../base/shell";
import { base } from "../base/styles";
import type { Person } from "../data/messages";
import type { Hass, Localize } from "../ha";
import { firstPerson } from "../people";
import { offer } from "../picker";
import { CARD_TYPE, DEFAULT_VITALS, checked, configForm, suggestion, type HistoryConfig } from "./config";

/** Readings of one person over time. What draws is in chart.ts, loaded by the first card that needs it. */
@customElement(CARD_TYPE)
export class HistoryCard extends PersonShell<HistoryConfig> {
  protected readonly chunk = new Chunk(this, "charts");
  protected checked = checked;

  static override readonly styles = base;
  static readonly getConfigForm = configForm;

  static getStubConfig(hass: Hass): object {
    return { ...firstPerson(hass), vitals: DEFAULT_VITALS };
  }

  getCardSize(): number {
    return 7;
  }

  getGridOptions(): object {
    return { columns: 12, min_columns: 6 };
  }

  protected body(hass: Hass, localize: Localize, config: HistoryConfig, person: Person): TemplateResult {
    return html`<healthsense-history-body
      .hass=${hass}
      .localize=${localize}
      .config=${config}
      .person=${person}
      .connected=${this.live?.connected !== false}
    ></healthsense-history-body>`;
  }
}

offer({
  type: CARD_TYPE,
  name: "HealthSense: history",
  description: "Readings over an hour, a day, up to a year, with what is usual for the person.",
  texts: { name: "card_history_name", description: "card_history_description" },
  suggestion,
});

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-history-card": HistoryCard;
  }
}
