import { css, html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { Chunk } from "../base/chunk";
import { EverybodyShell } from "../base/everybody";
import { base } from "../base/styles";
import type { Person } from "../data/messages";
import type { Hass, Localize } from "../ha";
import { offer } from "../picker";
import { words } from "../texts";
import { CARD_TYPE, checked, configForm, type KioskConfig } from "./config";

/** One person in letters that are read from across the room, for a tablet on the wall. */
@customElement(CARD_TYPE)
export class KioskCard extends EverybodyShell<KioskConfig> {
  protected readonly chunk = new Chunk(this, "pages");
  /** "panel" where the card is the whole page: Home Assistant says so. */
  @property({ reflect: true }) layout?: string;

  static override readonly styles = [
    base,
    css`
      section {
        box-sizing: border-box;
        height: 100%;
        min-height: 400px;
        padding: 0;
      }
      .message,
      .banner {
        margin: 16px;
      }
      :host([layout="panel"]) {
        height: calc(100vh - var(--header-height, 56px));
      }
    `,
  ];
  static readonly getConfigForm = configForm;
  static readonly getStubConfig = (): object => ({});

  protected checked = checked;

  getCardSize(): number {
    return 10;
  }

  getGridOptions(): object {
    return { columns: "full", rows: 8, min_columns: 6, min_rows: 6 };
  }

  protected override label(localize: Localize): string {
    return words(localize, "card_kiosk_label");
  }

  protected override body(
    hass: Hass,
    localize: Localize,
    config: KioskConfig,
    people: readonly Person[],
  ): TemplateResult {
    return html`<healthsense-kiosk-body
      .hass=${hass}
      .localize=${localize}
      .config=${config}
      .people=${meant(people, config.people)}
    ></healthsense-kiosk-body>`;
  }
}

function meant(people: readonly Person[], wanted: readonly string[] | undefined): readonly Person[] {
  if (wanted === undefined || wanted.length === 0) return people;
  return people.filter(({ person_id, device_id }) => wanted.includes(person_id) || wanted.includes(device_id ?? ""));
}

offer({
  type: CARD_TYPE,
  name: "HealthSense: wall tablet",
  description: "One person in very large letters, with one button; dims and wakes by itself.",
  texts: { name: "card_kiosk_name", description: "card_kiosk_description" },
});

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-kiosk-card": KioskCard;
  }
}
