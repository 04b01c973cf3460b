import { html, nothing, type TemplateResult } from "lit";
import type { Alert, Person, Reason } from "../data/messages";
import { clock } from "../format";
import type { Hass, Localize } from "../ha";
import "../status";
import { causeName, levelName, nameOf, ruleName, words } from "../texts";
import { entityOf } from "./config";
import { gravityOfLevel, shownValue, tellingReasons } from "./view";

/** For how long an alert is quiet, in minutes. */
const SNOOZES = [15, 60] as const;
const MOST_REASONS = 3;

export type Command = { readonly do: "acknowledge" } | { readonly do: "snooze"; readonly minutes: number };

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
    ${open.map((alert) => one(shown, alert))}
  </ul>`;
}

function one(shown: AlertsShown, alert: Alert): TemplateResult {
  const { hass, localize, nowMs } = shown;
  const gravity = gravityOfLevel(alert.level);
  const cause = causeName(localize, alert.cause);
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
    ${tellingReasons(alert.reasons)
      .slice(0, MOST_REASONS)
      .map((reason) => html`<p>${sentence(shown, reason)}</p>`)}
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
  </li>`;
}

function action(shown: AlertsShown, alert: Alert, label: string, command: Command, main = false): TemplateResult {
  // Read on its own, "Quiet for 15 min" does not say what of.
  return html`<button
    class=${main ? "main" : ""}
    ?disabled=${shown.busy.has(alert.id)}
    aria-label="${label}: ${causeName(shown.localize, alert.cause)}"
    @click=${() => {
      shown.send(alert, command);
    }}
  >
    ${label}
  </button>`;
}

function sentence(shown: AlertsShown, reason: Reason): string {
  const { hass, localize, person, nowMs } = shown;
  if (reason.vital === null || reason.value === null) return ruleName(localize, reason.rule);
  const entityId = entityOf(hass, person.device_id, reason.vital);
  const text = (value: number | string): string => {
    const { text: told, unit } = shownValue(hass, localize, reason.vital ?? "", value, reason.unit ?? "", entityId);
    return unit === "" ? told : `${told} ${unit}`;
  };
  const said = words(localize, "notice_value", {
    vital: nameOf(localize, reason.vital),
    value: text(reason.value),
    time: clock(hass, reason.time, nowMs),
  });
  const judged = reason.worst ?? reason.value;
  if (reason.limit === null || typeof judged !== "number") return said;
  const side = judged < reason.limit ? "notice_limit_low" : "notice_limit_high";
  return `${said} ${words(localize, side, { limit: text(reason.limit) })}`;
}
