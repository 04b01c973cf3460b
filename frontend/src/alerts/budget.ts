import { html, nothing, type TemplateResult } from "lit";
import type { AlertsAnswer, BudgetProposal, Spending } from "../alert/messages";
import { lasting } from "../base/lasting";
import { shownValue } from "../base/value";
import type { Person } from "../data/messages";
import { formatNumber } from "../format";
import type { Hass, Localize } from "../ha";
import { levelName, ruleName, words } from "../texts";
import { silencedBy } from "./view";

const DECIMALS = 1;

/** What of a person's budget of alerts was spent, and what would have saved some. */
export function budget(
  hass: Hass,
  localize: Localize,
  person: Person,
  { budget: { levels, proposals }, statistics }: AlertsAnswer,
  named: boolean,
): TemplateResult {
  const silent = Object.entries(statistics.suppressed).sort((a, b) => b[1] - a[1]);
  const median = statistics.acknowledge_median_s;
  return html`<div class="budget">
    ${named ? html`<h3>${person.name}</h3>` : nothing}
    <table>
      <caption>
        ${words(localize, "card_alerts_budget_what")}
      </caption>
      <thead>
        <tr>
          <th scope="col">${words(localize, "card_alerts_level")}</th>
          <th scope="col">${words(localize, "card_alerts_count")}</th>
          <th scope="col">${words(localize, "card_alerts_week")}</th>
          <th scope="col">${words(localize, "card_alerts_allowed")}</th>
          <td></td>
        </tr>
      </thead>
      <tbody>
        ${levels.map((level) => spending(hass, localize, level))}
      </tbody>
    </table>
    <ul class="lines">
      ${
        statistics.useful + statistics.not_useful === 0
          ? nothing
          : html`<li>
              ${words(localize, "card_alerts_judged", { useful: statistics.useful, not_useful: statistics.not_useful })}
            </li>`
      }
      ${median === null ? nothing : html`<li>${words(localize, "card_alerts_median", { time: lasting(hass, median) })}</li>`}
      ${statistics.failed === 0 ? nothing : html`<li>${words(localize, "card_alerts_undelivered", { count: statistics.failed })}</li>`}
      ${silent.map(
        ([code, count]) =>
          html`<li>${words(localize, "card_alerts_kept_silent", { count, reason: silencedBy(localize, code) })}</li>`,
      )}
    </ul>
    ${
      proposals.length === 0
        ? nothing
        : html`<h4>${words(localize, "card_alerts_proposals")}</h4>
            <ul class="lines">
              ${proposals.map((one) => html`<li>${proposal(hass, localize, one)}</li>`)}
            </ul>
            <p class="note">${words(localize, "card_alerts_never")}</p>`
    }
  </div>`;
}

function spending(
  hass: Hass,
  localize: Localize,
  { level, count, per_week, allowed, overspent }: Spending,
): TemplateResult {
  return html`<tr>
    <th scope="row">${levelName(localize, level)}</th>
    <td>${formatNumber(hass, count, 0)}</td>
    <td>${per_week === null ? "–" : formatNumber(hass, per_week, DECIMALS)}</td>
    <td>${formatNumber(hass, allowed, DECIMALS)}</td>
    <td>
      <healthsense-status
        .gravity=${overspent ? "warning" : "good"}
        .label=${words(localize, overspent ? "card_alerts_overspent" : "card_alerts_within")}
      ></healthsense-status>
    </td>
  </tr>`;
}

const CHANGES = {
  limit: "card_alerts_propose_limit",
  switch_off: "card_alerts_propose_off",
  ask_clinician: "card_alerts_propose_ask",
} as const;

function proposal(hass: Hass, localize: Localize, one: BudgetProposal): string {
  const text = (value: number | null): string => {
    if (value === null) return "";
    const shown = shownValue(hass, localize, "", value, one.unit);
    return `${shown.text} ${shown.unit}`.trim();
  };
  const what = words(localize, CHANGES[one.change], {
    rule: ruleName(localize, one.rule),
    limit: text(one.limit),
    before: text(one.instead_of),
  });
  const cost = words(localize, "card_alerts_would", { saved: one.saved, left: one.left, missed: one.missed.length });
  return `${what} ${cost}`;
}
