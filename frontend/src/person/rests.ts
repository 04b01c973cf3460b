import { html, nothing, type TemplateResult } from "lit";
import { shownValue } from "../base/value";
import type { Assessment, Used } from "../data/messages";
import { ago, formatNumber } from "../format";
import type { Hass, Localize } from "../ha";
import { attribute, nameOf, words } from "../texts";

/** What a score rests on: its inputs with their age, what is missing, how far it may be trusted. */
export function restsOn(hass: Hass, localize: Localize, score: Assessment, nowMs: number): TemplateResult {
  const facts: (readonly [string, string])[] = [];
  const tell = (name: string, text: string): void => {
    facts.push([attribute(localize, score.assessment, name), text]);
  };
  if (score.refused !== null) tell("refused", attribute(localize, score.assessment, "refused", score.refused));
  if (score.missing.length > 0) tell("missing", score.missing.map((key) => nameOf(localize, key)).join(", "));
  if (score.coverage !== null) tell("coverage", `${formatNumber(hass, score.coverage * 100, 0)} %`);
  if (score.confidence !== null) {
    tell("confidence", attribute(localize, score.assessment, "confidence", score.confidence));
  }
  return html`
    ${
      // The engine explains itself in English only; everybody else reads the same in the facts below.
      hass.language.startsWith("en") && score.explanation !== "" ? html`<p>${score.explanation}</p>` : nothing
    }
    ${score.inputs.length > 0 ? inputs(hass, localize, score, nowMs) : nothing}
    <dl>
      ${facts.map(
        ([name, text]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${text}</dd>
          </div>`,
      )}
    </dl>
  `;
}

function inputs(hass: Hass, localize: Localize, score: Assessment, nowMs: number): TemplateResult {
  return html`<table>
    <caption>
      ${attribute(localize, score.assessment, "inputs")}
    </caption>
    <tbody>
      ${score.inputs.map((used) => input(hass, localize, used, nowMs))}
    </tbody>
  </table>`;
}

function input(hass: Hass, localize: Localize, used: Used, nowMs: number): TemplateResult {
  const shown = shownValue(hass, localize, used.key, used.value, used.unit);
  const points = used.points
    ? html`<span class="note">${words(localize, "card_points", { points: formatNumber(hass, used.points, 2) })}</span>`
    : nothing;
  return html`<tr>
    <th scope="row">${nameOf(localize, used.key)}</th>
    <td><bdi>${shown.text} ${shown.unit}</bdi>${points}</td>
    <td>${used.measured_at === undefined ? "" : ago(hass, Date.parse(used.measured_at), nowMs)}</td>
  </tr>`;
}
