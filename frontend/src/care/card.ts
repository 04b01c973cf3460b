import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { Chunk } from "../base/chunk";
import { PersonShell } from "../base/shell";
import { base } from "../base/styles";
import type { Person } from "../data/messages";
import type { Hass, Localize } from "../ha";
import { firstPerson } from "../people";
import { offer } from "../picker";
import { CARD_TYPE, checked, configForm, suggestion, type CareConfig } from "./config";

/** What somebody means to measure: what is due, what is done, what comes next, and what is recommended. */
@customElement(CARD_TYPE)
export class CareCard extends PersonShell<CareConfig> {
  protected readonly chunk = new Chunk(this, "pages");
  protected checked = checked;

  static override readonly styles = base;
  static readonly getConfigForm = configForm;
  static readonly getStubConfig = firstPerson;

  getCardSize(): number {
    return 6;
  }

  getGridOptions(): object {
    return { columns: 12, min_columns: 6 };
  }

  protected body(hass: Hass, localize: Localize, _: CareConfig, person: Person): TemplateResult {
    return html`<healthsense-care-body .hass=${hass} .localize=${localize} .person=${person}></healthsense-care-body>`;
  }
}

offer({
  type: CARD_TYPE,
  name: "HealthSense: care plan",
  description: "What is to be measured today, what is done, and what is recommended.",
  texts: { name: "card_care_name", description: "card_care_description" },
  suggestion,
});

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-care-card": CareCard;
  }
}
