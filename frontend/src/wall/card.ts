import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { Chunk } from "../base/chunk";
import { HealthSenseElement } from "../base/element";
import { framed } from "../base/shell";
import { base } from "../base/styles";
import { offer } from "../picker";
import { words } from "../texts";
import { CARD_TYPE, checked, configForm, type WallConfig } from "./config";

/** Many people at once, whoever needs help first: for carers and clinics. */
@customElement(CARD_TYPE)
export class WallCard extends HealthSenseElement<WallConfig> {
  private readonly chunk = new Chunk(this, "pages");

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

  protected override render(): TemplateResult {
    const { hass, localize, config } = this;
    if (hass === undefined || localize === undefined || config === undefined) return this.unset();
    return framed(
      this.chunk,
      localize,
      words(localize, "card_wall_title"),
      () => html`<healthsense-wall-body .hass=${hass} .localize=${localize} .config=${config}></healthsense-wall-body>`,
    );
  }
}

offer({
  type: CARD_TYPE,
  name: "HealthSense: everybody at a glance",
  description: "Many people at once, whoever needs help first.",
  texts: { name: "card_wall_name", description: "card_wall_description" },
});

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-wall-card": WallCard;
  }
}
