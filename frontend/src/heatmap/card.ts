import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { Chunk } from "../base/chunk";
import { PersonShell } from "../base/shell";
import { base } from "../base/styles";
import type { Person } from "../data/messages";
import type { Hass, Localize } from "../ha";
import { offer } from "../picker";
import { CARD_TYPE, checked, configForm, stub, suggestion, type HeatmapConfig } from "./config";

/** One vital by hour and day. */
@customElement(CARD_TYPE)
export class HeatmapCard extends PersonShell<HeatmapConfig> {
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

  protected body(hass: Hass, localize: Localize, config: HeatmapConfig, person: Person): TemplateResult {
    return html`<healthsense-heatmap-body
      .hass=${hass}
      .localize=${localize}
      .config=${config}
      .person=${person}
    ></healthsense-heatmap-body>`;
  }
}

offer({
  type: CARD_TYPE,
  name: "HealthSense: hours and days",
  description: "One vital sign by hour and day, over a week, a month or a year.",
  texts: { name: "card_heatmap_name", description: "card_heatmap_description" },
  suggestion,
});

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-heatmap-card": HeatmapCard;
  }
}
