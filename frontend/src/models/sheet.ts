/** A model card in short: from whom it learned, how well it does, where it ends. Its words are the engine's own English. */
import { html, nothing, type TemplateResult } from "lit";
import { timeFormat } from "../base/zone";
import { formatNumber } from "../format";
import type { Hass, Localize } from "../ha";
import { words } from "../texts";
import { calibration } from "./calibration";
import type { ModelAnswer } from "./messages";
import { figuresOf, kindOf, rowsOf } from "./view";

/** "14 Nov 2026", where the model says a day. */
function dayOf(hass: Hass, trainedOn: string): string {
  const atMs = Date.parse(`${trainedOn}T00:00:00Z`);
  return Number.isNaN(atMs) ? trainedOn : timeFormat(hass, { dateStyle: "medium", timeZone: "UTC" }).format(atMs);
}

export function sheet(hass: Hass, localize: Localize, { card, document: page }: ModelAnswer): TemplateResult {
  const { data, figures } = card;
  const facts: (readonly [string, string, string?])[] = [
    [words(localize, "card_models_version"), `${card.version} · ${card.name} · ${dayOf(hass, card.trained_on)}`],
    [words(localize, "card_models_kind"), kindOf(localize, card)],
    [words(localize, "card_models_data"), `${data.source}, ${data.period}. ${data.licence}`, "en"],
    [
      words(localize, "card_models_people"),
      words(localize, "card_models_with", {
        n: rowsOf(hass, localize, card),
        events: formatNumber(hass, data.events, 0),
      }),
    ],
  ];
  return html`<div class="sheet">
    ${hass.language.startsWith("en") ? nothing : html`<p class="note">${words(localize, "card_models_english")}</p>`}
    <p lang="en">${card.question}.</p>
    <dl>
      ${facts.map(
        ([name, text, language]) =>
          html`<div>
            <dt>${name}</dt>
            <dd lang=${language ?? nothing}>${text}</dd>
          </div>`,
      )}
    </dl>
    <table>
      <caption>
        ${words(localize, "card_models_figures")}
      </caption>
      <tbody>
        ${figuresOf(hass, localize, card).map(
          (row) =>
            html`<tr>
              <th scope="row">${row.name}<span class="note block">${row.help}</span></th>
              <td><bdi>${row.text}</bdi></td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${calibration(hass, localize, card)}
    <h4>${words(localize, "card_models_for")}</h4>
    <p lang="en">${figures.card.use}</p>
    <h4>${words(localize, "card_models_not_for")}</h4>
    <ul class="plain" lang="en">
      ${figures.card.non_use.map((one) => html`<li>${one}</li>`)}
    </ul>
    <h4>${words(localize, "card_models_limits")}</h4>
    <ul class="plain" lang="en">
      ${figures.card.limits.map((one) => html`<li>${one}</li>`)}
    </ul>
    <p class="note hash" lang="en">SHA-256 ${card.content_sha256}</p>
    <p>
      <a href=${page} hreflang="en" target="_blank" rel="noreferrer noopener"
        >${words(localize, "card_models_whole")}</a
      >
    </p>
  </div>`;
}
