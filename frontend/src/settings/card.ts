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
import { CARD_TYPE, checked, configForm, type SettingsCardConfig } from "./config";

/** What is set about a person: limits, quiet hours, who is told, who may see. */
@customElement(CARD_TYPE)
export class SettingsCard extends EverybodyShell<SettingsCardConfig> {
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
    return words(localize, "card_settings_title");
  }

  protected body(
    hass: Hass,
    localize: Localize,
    _config: SettingsCardConfig,
    people: readonly Person[],
  ): TemplateResult {
    return html`<healthsense-settings-body
      .hass=${hass}
      .localize=${localize}
      .people=${people}
    ></healthsense-settings-body>`;
  }
}

offer({
  type: CARD_TYPE,
  name: "HealthSense: settings of a person",
  description: "Limits, quiet hours, pause, who is told of alerts, and who may see what.",
  texts: { name: "card_settings_name", description: "card_settings_description" },
});

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-settings-card": SettingsCard;
  }
}
