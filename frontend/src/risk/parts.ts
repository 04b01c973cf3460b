/** The parts of the card that only show: what it says, what counted, what is missing, what goes with less. */
import { html, nothing, type TemplateResult } from "lit";
import { shownValue } from "../base/value";
import { clock, formatNumber } from "../format";
import type { Hass, Localize } from "../ha";
import { attribute, nameOf, words } from "../texts";
import { hundred } from "./hundred";
import type { Estimate, Explained } from "./messages";
import { contributions, kindOf, ofHundred, outcomeSentence, percent, suppliesOf } from "./view";

const MOST_NAMED = 3;

/** The number, big, with people as dots; or bounds, points, a word. */
export function saying(hass: Hass, localize: Localize, estimate: Estimate): TemplateResult | typeof nothing {
  const { value, lower, upper, unit, years } = estimate;
  const kind = kindOf(estimate);
  if (kind === "chance" && typeof value === "number") {
    const interval = { low: percent(hass, lower ?? value), high: percent(hass, upper ?? value) };
    return html`<p class="big">
        <strong>${ofHundred(hass, localize, value)}</strong>
        ${words(localize, years === undefined ? "card_risk_people" : "card_risk_people_years", { years: years ?? 0 })}
      </p>
      ${hundred(value, lower, upper)}
      ${
        lower === null || upper === null
          ? nothing
          : html`<p class="note">${words(localize, "card_risk_interval", interval)}</p>`
      }`;
  }
  const tail = unit === "" ? "" : ` ${unit}`;
  if (kind === "number" && typeof value === "number") {
    return html`<p class="big"><strong>${formatNumber(hass, value)}${tail}</strong></p>`;
  }
  if (kind === "bounds" && lower !== null && upper !== null) {
    const between = words(localize, "card_between", {
      low: formatNumber(hass, lower),
      high: formatNumber(hass, upper),
    });
    return html`<p class="big"><strong>${between}${tail}</strong></p>`;
  }
  return nothing;
}

/** Why there is no answer, or no whole one, and what would mend that. */
export function lacking(hass: Hass, localize: Localize, estimate: Estimate): TemplateResult | typeof nothing {
  const { refused, assessment: key, possible_lower: low, possible_upper: high } = estimate;
  const { switchedOff, measure, tell } = suppliesOf(localize, estimate);
  const steps = [
    switchedOff ? words(localize, "card_risk_switch_on") : "",
    measure.length > 0 ? words(localize, "card_risk_measure", { names: measure.join(", ") }) : "",
    tell.length > 0 ? words(localize, "card_risk_tell", { names: tell.join(", ") }) : "",
  ].filter(Boolean);
  if (refused === null && steps.length === 0) return nothing;
  const reason = switchedOff
    ? words(localize, "card_risk_off")
    : refused === null
      ? ""
      : attribute(localize, key, "refused", refused);
  return html`<div class="lacking">
    ${reason === "" ? nothing : html`<p class="reason"><strong>${words(localize, "card_no_answer")}.</strong> ${reason}.</p>`}
    ${
      low === undefined || high === undefined
        ? nothing
        : html`<p>${words(localize, "card_risk_possible", { low: percent(hass, low), high: percent(hass, high) })}</p>`
    }
    ${
      steps.length === 0
        ? nothing
        : html`<ul class="steps">
            ${steps.map((step) => html`<li>${step}</li>`)}
          </ul>`
    }
  </div>`;
}

/** "diabetes_lab 1.0.0" as people call it. */
function modelName(localize: Localize, model: string): string {
  const [key = "", ...version] = model.split(" ");
  const name = localize(`component.healthsense.selector.model.options.${key}`) || key.replaceAll("_", " ");
  return [name, ...version].join(" ");
}

/** Which outcomes fit, how unusual the estimate is, how far it may be trusted. */
export function trust(hass: Hass, localize: Localize, estimate: Estimate): TemplateResult | typeof nothing {
  if (kindOf(estimate) === "refused") return nothing;
  const { percentile, coverage, confidence, assessment: key, second_model: second, second_value: told } = estimate;
  const facts: (readonly [string, string])[] = [];
  const outcome = outcomeSentence(localize, estimate);
  if (outcome !== "") facts.push([words(localize, "card_risk_outcomes"), outcome]);
  if (percentile !== undefined) {
    const text = words(localize, "card_risk_percentile", { share: formatNumber(hass, percentile, 0) });
    facts.push([words(localize, "card_risk_beside"), text]);
  }
  if (second !== undefined && told !== undefined) {
    const text = words(localize, "card_risk_second_says", {
      model: modelName(localize, second),
      count: ofHundred(hass, localize, told),
    });
    facts.push([words(localize, "card_risk_second"), text]);
  }
  if (confidence !== null) {
    facts.push([attribute(localize, key, "confidence"), attribute(localize, key, "confidence", confidence)]);
  }
  if (coverage !== null && coverage < 1) {
    facts.push([attribute(localize, key, "coverage"), `${formatNumber(hass, coverage * 100, 0)} %`]);
  }
  if (facts.length === 0) return nothing;
  return html`<dl>
    ${facts.map(
      ([name, text]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${text}</dd>
        </div>`,
    )}
  </dl>`;
}

/** The engine compares with what was kept last: said where that is not what is told now. */
function seenFrom(
  hass: Hass,
  localize: Localize,
  estimate: Estimate,
  explained: Explained | undefined,
): TemplateResult | typeof nothing {
  const told = explained?.told.value;
  if (explained === undefined || typeof told !== "number" || told === estimate.value) return nothing;
  const time = clock(hass, explained.time, Date.now());
  return html`<p>${words(localize, "card_risk_seen_from", { time, count: percent(hass, told) })}</p>`;
}

/** What goes with a lower estimate: as the engine computed it, or plainly that it did not. */
export function otherwise(
  hass: Hass,
  localize: Localize,
  estimate: Estimate,
  explained: Explained | undefined,
): TemplateResult | typeof nothing {
  if (kindOf(estimate) === "refused") return nothing;
  const found = explained?.again?.lower_with;
  let body: TemplateResult;
  if (estimate.model !== undefined && found !== undefined) {
    body =
      found.length === 0
        ? html`<p>${words(localize, "card_risk_nothing_lower")}</p>`
        : html`${seenFrom(hass, localize, estimate, explained)}
            <ul class="steps">
              ${found.map((one) => {
                const shown = shownValue(hass, localize, one.key, one.value, one.unit, undefined, 0);
                const value = shown.unit === "" ? shown.text : `${shown.text} ${shown.unit}`;
                const count = percent(hass, one.probability);
                return html`<li>
                  ${words(localize, "card_risk_otherwise", { name: nameOf(localize, one.key), value, count })}
                </li>`;
              })}
            </ul>
            <p class="note">${words(localize, "card_risk_compares")}</p>`;
  } else if (estimate.lower_with !== undefined || estimate.optimal_value !== undefined) {
    const names = (estimate.lower_with ?? "")
      .split(", ")
      .filter(Boolean)
      .map((key) => nameOf(localize, key));
    const optimal = estimate.optimal_value;
    body = html`${
        names.length === 0
          ? html`<p>${words(localize, "card_risk_nothing_lower")}</p>`
          : html`<p>${words(localize, "card_risk_lower_with", { names: names.join(", ") })}</p>`
      }
      ${
        optimal === undefined
          ? nothing
          : html`<p>${words(localize, "card_risk_optimal", { count: percent(hass, optimal) })}</p>`
      }
      <p class="note">${words(localize, "card_risk_compares")}</p>`;
  } else {
    const most = contributions(estimate)
      .filter(({ effect }) => effect.startsWith("raises"))
      .slice(0, MOST_NAMED)
      .map(({ key }) => nameOf(localize, key));
    body = html`<p>
      ${words(localize, "card_risk_not_computed")}
      ${most.length === 0 ? nothing : words(localize, "card_risk_counts_most", { names: most.join(", ") })}
    </p>`;
  }
  return html`<div class="part">
    <h3>${words(localize, "card_risk_change")}</h3>
    ${body}
  </div>`;
}
