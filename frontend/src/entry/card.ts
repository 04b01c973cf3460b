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
import { CARD_TYPE, checked, configForm, suggestion, type EntryCardConfig } from "./config";

/** Tells readings that no device sends. */
@customElement(CARD_TYPE)
export class EntryCard extends EverybodyShell<EntryCardConfig> {
  protected readonly chunk = new Chunk(this, "pages");
  protected checked = checked;

  static override readonly styles = base;
  static readonly getConfigForm = configForm;
  static readonly getStubConfig = firstPerson;

  getCardSize(): number {
    return 7;
  }

  getGridOptions(): object {
    return { columns: 12, min_columns: 6 };
  }

  protected label(localize: Localize): string {
    return words(localize, "card_entry_name");
  }

  protected body(hass: Hass, localize: Localize, config: EntryCardConfig, people: readonly Person[]): TemplateResult {
    return html`<healthsense-entry-body
      .hass=${hass}
      .localize=${localize}
      .config=${config}
      .people=${people}
    ></healthsense-entry-body>`;
  }
}

offer({
  type: CARD_TYPE,
  name: "HealthSense: enter readings",
  description: "Tell what no device sends: blood pressure, temperature, weight and more.",
  texts: { name: "card_entry_name", description: "card_entry_description" },
  suggestion,
});

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-entry-card": EntryCard;
  }
}
