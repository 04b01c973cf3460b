/** What counted for an estimate, and how much: in words, and in exact figures for whoever asks for them. */
import { html, nothing, type TemplateResult } from "lit";
import { shownValue } from "../base/value";
import { formatNumber } from "../format";
import type { Hass, Localize } from "../ha";
import { nameOf, words } from "../texts";
import type { Estimate } from "./messages";
import { contributions, sharesOf, type Contribution, type Effect, type Shares } from "./view";

const EFFECTS: Readonly<Record<Effect, string>> = {
  hardly: "card_risk_hardly",
  raises: "card_risk_raises",
  raises_little: "card_risk_raises_little",
  raises_much: "card_risk_raises_much",
  lowers: "card_risk_lowers",
  lowers_little: "card_risk_lowers_little",
  lowers_much: "card_risk_lowers_much",
};

const CAPTIONS: Readonly<Record<Shares, string>> = {
  learned: "card_risk_counted_learned",
  equation: "card_risk_counted_optimal",
  table: "card_risk_counted_score",
};
const EXPLAINED = { learned: "card_risk_exact_what", equation: "card_risk_exact_optimal" } as const;

/** Whether the factors of the odds are written beside the words, and what asks for that. */
export interface Exact {
  readonly on: boolean;
  readonly choose: (on: boolean) => void;
}

/** Signed bars with words: a table, so that it reads as one. */
export function counted(
  hass: Hass,
  localize: Localize,
  estimate: Estimate,
  exact: Exact,
): TemplateResult | typeof nothing {
  const bars = contributions(estimate);
  if (bars.length === 0 || estimate.refused !== null) return nothing;
  const shares = sharesOf(estimate);
  // What only ever adds begins at the edge: half of the room would stay empty.
  const signed = bars.some(({ points }) => points < 0);
  const rows = html`<table class="counted" ?data-signed=${signed}>
    <caption>
      <h3>${words(localize, "card_risk_counted")}</h3>
      ${words(localize, CAPTIONS[shares])}
    </caption>
    <thead class="spoken">
      <tr>
        <th scope="col">${words(localize, "card_risk_input")}</th>
        <th scope="col">${words(localize, "card_risk_effect")}</th>
      </tr>
    </thead>
    <tbody>
      ${bars.map((bar) => contribution(hass, localize, bar, amount(hass, bar, shares, exact)))}
    </tbody>
  </table>`;
  if (shares === "table") return rows;
  return html`<div class="part">${rows} ${exactly(localize, exact, EXPLAINED[shares])}</div>`;
}

/** Points as they are; the factor of a share only for whoever asked. */
function amount(hass: Hass, { points }: Contribution, shares: Shares, { on }: Exact): string {
  if (shares === "table") return formatNumber(hass, points, 2);
  return on ? `× ${formatNumber(hass, Math.exp(points), 2, 2)}` : "";
}

function exactly(localize: Localize, { on, choose }: Exact, what: string): TemplateResult {
  return html`<button
      class="as-table"
      aria-pressed=${on ? "true" : "false"}
      @click=${() => {
        choose(!on);
      }}
    >
      <ha-icon .icon=${"mdi:numeric"} aria-hidden="true"></ha-icon>${words(localize, "card_risk_exact")}
    </button>
    ${on ? html`<p class="note">${words(localize, what)}</p>` : nothing}`;
}

function contribution(hass: Hass, localize: Localize, bar: Contribution, amount: string): TemplateResult {
  const shown = shownValue(hass, localize, bar.key, bar.value, bar.unit === "years" ? "" : bar.unit);
  const side = bar.length < 0 ? "below" : "above";
  return html`<tr>
    <th scope="row">
      ${nameOf(localize, bar.key)} <bdi class="note">${shown.text}${shown.unit === "" ? "" : ` ${shown.unit}`}</bdi>
    </th>
    <td>
      <span class="effect">
        <span>
          ${words(localize, EFFECTS[bar.effect])}
          ${amount === "" ? nothing : html`<span class="note"><bdi>${amount}</bdi></span>`}
        </span>
        <span class="track" aria-hidden="true"
          ><i data-side=${side} style="--length: ${Math.abs(bar.length)}"></i
        ></span>
      </span>
    </td>
  </tr>`;
}
