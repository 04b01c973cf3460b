/** How the estimate was before, by the version that told it, and what was found since. */
import { html, nothing, type TemplateResult } from "lit";
import { clock, formatNumber } from "../format";
import type { Hass, Localize } from "../ha";
import "../plot/element";
import { BESIDE_COLOR, LINE_COLORS, TONES, type PlotMark, type PlotPane, type PlotSeries } from "../plot/types";
import type { Span } from "../span";
import { timeFormat } from "../base/zone";
import { attribute, nameOf, words } from "../texts";
import type { Estimate, Outcome, Past } from "./messages";
import { byVersion, kindOf, percent, refusals, toldBefore, type Refused } from "./view";

const DAY_MS = 86_400_000;
const MOST_REFUSED = 3;

export function pastOf(
  hass: Hass,
  localize: Localize,
  label: string,
  estimate: Estimate,
  past: readonly Past[],
  outcomes: readonly Outcome[],
  span: Span,
): TemplateResult | typeof nothing {
  const versions = byVersion(past);
  const told = [...versions.values()].flat();
  const times = told.map((one) => Date.parse(one.time));
  // What was told within one day is no course yet.
  const drawn = Math.max(...times) - Math.min(...times) >= DAY_MS;
  if (!drawn && outcomes.length === 0) return nothing;
  const chance = kindOf(estimate) === "chance" || estimate.model !== undefined;
  const factor = chance ? 100 : 1;
  const band = words(localize, "card_risk_band");
  const refused = refusals(past, DAY_MS);
  const series = [...versions].map(([version, rows], at) => lineOf(version || label, rows, refused, factor, at, band));
  const pane: PlotPane = {
    id: "past",
    name: label,
    unit: chance ? "%" : estimate.unit,
    series,
    format: (value) => formatNumber(hass, value, chance && value < 10 ? 1 : 0),
    ends: [0, null],
    heightPx: 160,
    bands: refused.map(({ startMs, endMs }, at) => ({
      name: at === 0 ? words(localize, "card_no_answer") : "",
      color: TONES.plain,
      startMs,
      endMs,
    })),
  };
  const first = Math.min(...times);
  return html`<div class="part">
    <h3>${words(localize, "card_risk_past")}</h3>
    ${
      !drawn
        ? nothing
        : html`<healthsense-plot
            .hass=${hass}
            .localize=${localize}
            .panes=${[pane]}
            .marks=${marksOf(localize, outcomes)}
            .span=${{ startMs: first - (span.endMs - first) * 0.03, endMs: span.endMs + 1 }}
            .label=${label}
            .zoomable=${false}
          ></healthsense-plot>`
    }
    ${drawn && refused.length > 0 ? unanswered(hass, localize, refused) : nothing}
    ${outcomes.length === 0 ? nothing : found(hass, localize, past, outcomes)}
  </div>`;
}

/** When there was no answer and why: the newest first, and no more than can be read. */
function unanswered(hass: Hass, localize: Localize, refused: readonly Refused[]): TemplateResult {
  const days = timeFormat(hass, { day: "numeric", month: "short", year: "numeric" });
  const rows = refused.slice(-MOST_REFUSED).reverse();
  return html`<ul class="note">
    ${rows.map(({ startMs, endMs, why }) => {
      const { assessment: key, refused: code, missing } = why;
      const names = missing.filter((one) => one !== "model").map((one) => nameOf(localize, one));
      const reason = [attribute(localize, key, "refused", code ?? ""), ...(names.length > 0 ? [names.join(", ")] : [])];
      return html`<li>
        <bdi>${days.formatRange(startMs, endMs)}</bdi>: ${words(localize, "card_no_answer")}. ${reason.join(": ")}.
      </li>`;
    })}
  </ul>`;
}

/** One version's answers; no line is drawn across a time without one. */
function lineOf(
  name: string,
  answers: readonly Past[],
  refused: readonly Refused[],
  factor: number,
  at: number,
  bandName: string,
): PlotSeries {
  const gaps = refused.map(({ startMs, why }) => ({ ...why, time: new Date(startMs).toISOString() }));
  const rows = [...answers, ...gaps].sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
  const scaled = (value: number | string | null): number | null => (typeof value === "number" ? value * factor : null);
  return {
    id: name,
    name,
    look: "line",
    t: rows.map((one) => Date.parse(one.time)),
    value: rows.map((one) => scaled(one.value)),
    low: rows.map((one) => scaled(one.lower)),
    high: rows.map((one) => scaled(one.upper)),
    bandName,
    color: LINE_COLORS[at % LINE_COLORS.length] ?? BESIDE_COLOR,
    dashed: at % 2 === 1,
  };
}

function marksOf(localize: Localize, outcomes: readonly Outcome[]): PlotMark[] {
  return outcomes.map(({ time, present }) => ({
    atMs: Date.parse(time),
    shape: present ? "diamond" : "circle",
    name: words(localize, present ? "card_risk_confirmed" : "card_risk_ruled_out"),
    color: TONES.plain,
  }));
}

/** What a test found, beside what had been estimated. */
function found(hass: Hass, localize: Localize, past: readonly Past[], outcomes: readonly Outcome[]): TemplateResult {
  return html`<table>
    <caption>
      ${words(localize, "card_risk_found_beside")}
    </caption>
    <thead>
      <tr>
        <th scope="col">${words(localize, "card_risk_when")}</th>
        <th scope="col">${words(localize, "card_risk_found")}</th>
        <th scope="col">${words(localize, "card_risk_estimated")}</th>
      </tr>
    </thead>
    <tbody>
      ${[...outcomes].reverse().map((one) => {
        const before = toldBefore(past, one.time);
        const value = typeof before?.value === "number" ? `${percent(hass, before.value)} %` : "–";
        return html`<tr>
          <th scope="row">${clock(hass, one.time, Date.now())}</th>
          <td>${words(localize, one.present ? "card_risk_confirmed" : "card_risk_ruled_out")}</td>
          <td>
            <bdi>${value}</bdi
            >${before?.model === undefined ? nothing : html` <span class="note">${before.model}</span>`}
          </td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}
