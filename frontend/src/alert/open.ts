import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { Alert, Person } from "../data/messages";
import { clock } from "../format";
import type { Hass, Localize } from "../ha";
import "../status";
import { levelName, words } from "../texts";
import { sentence } from "./reason";
import type { Command } from "./sender";
import { alertName, gravityOfLevel, tellingReasons } from "./view";

/** For how long an alert is quiet, in minutes. */
const SNOOZES = [15, 60] as const;
const MOST_REASONS = 3;

export interface AlertsShown {
  readonly hass: Hass;
  readonly localize: Localize;
  readonly person: Person;
  readonly nowMs: number;
  /** The alerts about which something is being sent. */
  readonly busy: ReadonlySet<string>;
  /** What went wrong, by alert. */
  readonly failed: ReadonlyMap<string, string>;
  readonly send: (alert: Alert, command: Command) => void;
  /** What else may be done about an alert, beside taking care of it and keeping it quiet. */
  readonly further?: (alert: Alert) => readonly Choice[];
  /** What stands below an alert, such as what people wrote about it. */
  readonly below?: (alert: Alert) => TemplateResult | typeof nothing;
}

export interface Choice {
  readonly label: string;
  readonly command: Command;
}

export function openAlerts(shown: AlertsShown): TemplateResult {
  const open = shown.person.alerts?.open ?? [];
  // The list stays in the page when it is empty: a screen reader tells what comes into it.
  return html`<ul
    class="alerts"
    role="list"
    ?data-none=${open.length === 0}
    aria-live="polite"
    aria-label=${words(shown.localize, "card_alerts")}
  >
    ${repeat(
      open,
      // What is being written below an alert stays there when another one comes or goes.
      ({ id }) => `${shown.person.person_id} ${id}`,
      (alert) => one(shown, alert),
    )}
  </ul>`;
}

function one(shown: AlertsShown, alert: Alert): TemplateResult {
  const { hass, localize, nowMs } = shown;
  const gravity = gravityOfLevel(alert.level);
  const cause = alertName(localize, alert);
  const snoozed = alert.snoozed_until !== null && Date.parse(alert.snoozed_until) > nowMs ? alert.snoozed_until : null;
  const failure = shown.failed.get(alert.id);
  const actions = [
    ...(alert.acknowledged_by === null
      ? [action(shown, alert, words(localize, "notice_action_acknowledge"), { do: "acknowledge" }, true)]
      : []),
    ...(snoozed === null
      ? SNOOZES.map((minutes) =>
          action(shown, alert, words(localize, "notice_action_snooze", { minutes }), { do: "snooze", minutes }),
        )
      : []),
    ...(shown.further?.(alert) ?? []).map(({ label, command }) => action(shown, alert, label, command)),
  ];
  return html`<li class="alert" data-gravity=${gravity} aria-busy=${shown.busy.has(alert.id) ? "true" : "false"}>
    <div class="alert-head">
      <healthsense-status .gravity=${gravity} .label=${levelName(localize, alert.level)}></healthsense-status>
      <strong>${cause}</strong>
      <span class="note"
        >${words(localize, "card_since", { time: clock(hass, alert.raised ?? alert.began, nowMs) })}</span
      >
    </div>
    ${alert.test ? html`<p>${words(localize, "notice_test")}</p>` : nothing}
    ${tellingReasons(alert.test ? [] : alert.reasons)
      .slice(0, MOST_REASONS)
      .map((reason) => html`<p>${sentence(hass, localize, shown.person.device_id, reason, nowMs)}</p>`)}
    ${
      alert.acknowledged_by === null
        ? nothing
        : html`<p>
            ${words(localize, "notice_acknowledged", {
              who: alert.acknowledged_by_name ?? words(localize, "notice_somebody"),
            })}
          </p>`
    }
    ${
      snoozed === null
        ? nothing
        : html`<p>${words(localize, "notice_snoozed", { time: clock(hass, snoozed, nowMs) })}</p>`
    }
    ${actions.length === 0 ? nothing : html`<div class="actions">${actions}</div>`}
    ${failure === undefined ? nothing : html`<p class="failure" role="alert">${failure}</p>`}
    ${shown.below?.(alert) ?? nothing}
  </li>`;
}

function action(shown: AlertsShown, alert: Alert, label: string, command: Command, main = false): TemplateResult {
  // Read on its own, "Quiet for 15 min" does not say what of.
  return html`<button
    class=${main ? "main" : ""}
    ?disabled=${shown.busy.has(alert.id)}
    aria-label="${label}: ${alertName(shown.localize, alert)}"
    @click=${() => {
      shown.send(alert, command);
    }}
  >
    ${label}
  </button>`;
}
