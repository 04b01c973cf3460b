import { html, svg, type TemplateResult } from "lit";
import { formatNumber } from "../format";
import type { Hass, Localize } from "../ha";
import { words } from "../texts";
import type { ModelCard } from "./messages";

const SIZE = 100;

/** What was predicted against what was found, in groups of people; on the diagonal both agree. With its table. */
export function calibration(hass: Hass, localize: Localize, card: ModelCard): TemplateResult {
  const rows = card.figures.calibration_table;
  const most = Math.max(...rows.flatMap(([predicted, observed]) => [predicted, observed])) * 1.05;
  const x = (share: number): number => (share / most) * SIZE;
  const y = (share: number): number => SIZE - (share / most) * SIZE;
  const text = (share: number): string => `${formatNumber(hass, share * 100, 1)} %`;
  return html`<details>
    <summary>${words(localize, "card_models_calibration")}</summary>
    <div class="calibration">
      <svg viewBox="-2 -2 104 104" role="img" aria-label=${words(localize, "card_models_calibration_help")}>
        <path class="frame" d="M0 0V${SIZE}H${SIZE}" />
        <path class="even" d="M0 ${SIZE}L${SIZE} 0" />
        ${rows.map(([predicted, observed]) => svg`<circle cx=${x(predicted)} cy=${y(observed)} r="2.6" />`)}
      </svg>
      <table>
        <caption>
          ${words(localize, "card_models_calibration_help")}
        </caption>
        <thead>
          <tr>
            <th scope="col">${words(localize, "card_models_predicted")}</th>
            <th scope="col">${words(localize, "card_models_observed")}</th>
            <th scope="col">${words(localize, "card_models_people")}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([predicted, observed, n]) =>
              html`<tr>
                <td><bdi>${text(predicted)}</bdi></td>
                <td><bdi>${text(observed)}</bdi></td>
                <td>${formatNumber(hass, n, 0)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </details>`;
}
