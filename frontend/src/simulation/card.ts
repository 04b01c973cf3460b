import type { TemplateResult } from "lit";
import { html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { Chunk } from "../base/chunk";
import { EverybodyShell } from "../base/everybody";
import { base } from "../base/styles";
import type { Person } from "../data/messages";
import type { Hass, Localize } from "../ha";
import { offer } from "../picker";
import { words } from "../texts";
import { CARD_TYPE, checked, configForm, type SimulationConfig } from "./config";
import { watches } from "./nodes";

/** What simulating nodes play, what they measure meanwhile, and an alert to try out. */
@customElement(CARD_TYPE)
export class SimulationCard extends EverybodyShell<SimulationConfig> {
  @property({ attribute: false, hasChanged: watches }) override hass?: Hass;
  protected readonly chunk = new Chunk(this, "pages");

  static override readonly styles = base;
  static readonly getConfigForm = configForm;
  static readonly getStubConfig = (): object => ({});

  protected checked = checked;

  getCardSize(): number {
    return 8;
  }

  getGridOptions(): object {
    return { columns: "full", min_columns: 6 };
  }

  protected override label(localize: Localize): string {
    return words(localize, "card_simulation_title");
  }

  protected override body(
    hass: Hass,
    localize: Localize,
    _config: SimulationConfig,
    people: readonly Person[],
  ): TemplateResult {
    return html`<healthsense-simulation-body
      .hass=${hass}
      .localize=${localize}
      .people=${people}
    ></healthsense-simulation-body>`;
  }
}

offer({
  type: CARD_TYPE,
  name: "HealthSense: simulation",
  description: "Choose what a simulating node plays, see what it measures, and try an alert.",
  texts: { name: "card_simulation_name", description: "card_simulation_description" },
});

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-simulation-card": SimulationCard;
  }
}
