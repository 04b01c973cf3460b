import { html, type TemplateResult } from "lit";
import { customElement } from "lit/decorators.js";
import { Chunk } from "../base/chunk";
import { HealthSenseElement } from "../base/element";
import { framed } from "../base/shell";
import { base } from "../base/styles";
import { offer } from "../picker";
import { words } from "../texts";
import { CARD_TYPE, checked, configForm, type ModelsConfig } from "./config";

/** All learned models: how well each does, on whom, in which version, and whether it still fits here. */
@customElement(CARD_TYPE)
export class ModelsCard extends HealthSenseElement<ModelsConfig> {
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
    const { hass, localize } = this;
    if (hass === undefined || localize === undefined || this.config === undefined) return this.unset();
    return framed(
      this.chunk,
      localize,
      words(localize, "card_models_title"),
      () => html`<healthsense-models-body .hass=${hass} .localize=${localize}></healthsense-models-body>`,
    );
  }
}

offer({
  type: CARD_TYPE,
  name: "HealthSense: learned models",
  description: "How well each learned model does, on whom, in which version, and whether it still fits here.",
  texts: { name: "card_models_name", description: "card_models_description" },
});

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-models-card": ModelsCard;
  }
}
