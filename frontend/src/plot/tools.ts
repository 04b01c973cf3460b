import { html, nothing, type TemplateResult } from "lit";
import type { Localize } from "../ha";
import { words } from "../texts";

const ZOOM = 0.6;

/** What the buttons of a plot do. */
export interface Tools {
  readonly zoomable: boolean;
  readonly table: boolean;
  readonly zoom: (factor: number) => void;
  readonly reset: () => void;
  readonly toggleTable: () => void;
}

/** The buttons above a plot: for whoever neither drags nor pinches. */
export function toolBar(localize: Localize, { zoomable, table, zoom, reset, toggleTable }: Tools): TemplateResult {
  const tool = (icon: string, label: string, press: () => void, pressed?: boolean): TemplateResult =>
    html`<button
      aria-label=${label}
      title=${label}
      aria-pressed=${pressed === undefined ? nothing : pressed ? "true" : "false"}
      @click=${press}
    >
      <ha-icon .icon=${icon} aria-hidden="true"></ha-icon>
    </button>`;
  const by = (factor: number) => (): void => {
    zoom(factor);
  };
  return html`<div class="tools">
    ${
      zoomable
        ? [
            tool("mdi:magnify-plus-outline", words(localize, "card_plot_zoom_in"), by(ZOOM)),
            tool("mdi:magnify-minus-outline", words(localize, "card_plot_zoom_out"), by(1 / ZOOM)),
            tool("mdi:arrow-expand-horizontal", words(localize, "card_plot_reset"), reset),
          ]
        : nothing
    }
    ${tool("mdi:table", words(localize, "card_plot_table"), toggleTable, table)}
  </div>`;
}
