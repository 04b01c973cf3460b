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
import { CARD_TYPE, checked, configForm, type SourcesConfig } from "./config";

/** Where readings come from, how lately and how well, and what was refused. */
@customElement(CARD_TYPE)
export class SourcesCard extends EverybodyShell<SourcesConfig> {
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
    return words(localize, "card_sources_title");
  }

  protected body(hass: Hass, localize: Localize, _: SourcesConfig, people: readonly Person[]): TemplateResult {
    return html`<healthsense-sources-body
      .hass=${hass}
      .localize=${localize}
      .people=${people}
    ></healthsense-sources-body>`;
  }
}

offer({
  type: CARD_TYPE,
  name: "HealthSense: sources and data quality",
  description: "Where readings come from, how lately and how well, and which were refused and why.",
  texts: { name: "card_sources_name", description: "card_sources_description" },
});

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-sources-card": SourcesCard;
  }
}
