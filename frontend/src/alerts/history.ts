import { html, nothing, type TemplateResult } from "lit";
import type { Command } from "../alert/sender";
import type { PastAlert } from "../alert/messages";
import { sentence } from "../alert/reason";
import { alertName, gravityOfLevel, tellingReasons } from "../alert/view";
import type { Reason } from "../data/messages";
import { clock } from "../format";
import type { Hass, Localize } from "../ha";
import { levelName, ruleName, words } from "../texts";
import { answer, beganAt, delivered, duration, line, rang, silencedBy, whySilent, type Row } from "./view";

export interface HistoryShown {
  readonly hass: Hass;
  readonly localize: Localize;
  readonly nowMs: number;
  /** Several people: each alert says whose it is. */
  readonly named: boolean;
  readonly busy: ReadonlySet<string>;
  readonly failed: ReadonlyMap<string, string>;
  readonly send: (row: Row, command: Command) => void;
  /** What people wrote about the alert. */
  readonly about: (row: Row) => TemplateResult;
}

/** One alert that was: in short, and in full when it is opened. */
export function past(shown: HistoryShown, row: Row): TemplateResult {
  const { hass, localize, nowMs } = shown;
  const { alert, person } = row;
  const did = rang(alert);
  return html`<li class="past" data-rang=${did ? "true" : "false"}>
    <details>
      <summary>
        <span class="level"
          >${
            did
              ? html`<healthsense-status
                  .gravity=${gravityOfLevel(alert.level)}
                  .label=${levelName(localize, alert.level)}
                ></healthsense-status>`
              : html`<span class="silent"
                  ><ha-icon .icon=${"mdi:bell-off-outline"} aria-hidden="true"></ha-icon
                  >${levelName(localize, alert.level)}</span
                >`
          }</span
        >
        <span class="what"
          ><strong>${alertName(localize, alert)}</strong>${shown.named ? html` · <bdi>${person.name}</bdi>` : nothing}
          <span class="note"
            >${[
              clock(hass, beganAt(alert), nowMs),
              did ? duration(hass, localize, alert, nowMs) : whySilent(localize, alert),
            ]
              .filter(Boolean)
              .join(" · ")}</span
          ></span
        >
      </summary>
      <div class="full">
        ${alert.test ? html`<p>${words(localize, "notice_test")}</p>` : nothing}
        ${counted(alert).map((reason) => html`<p>${sentence(hass, localize, person.device_id, reason, nowMs)}</p>`)}
        ${alert.reasons.flatMap(({ rule, suppressed }) => (suppressed === null ? [] : [html`<p>${notCounted(localize, rule, suppressed)}</p>`]))}
        ${did ? html`<p>${answer(hass, localize, alert)}</p>` : nothing}
        ${did && !alert.test ? useful(shown, row) : nothing} ${shown.about(row)}
        ${list(
          words(localize, "card_alerts_deliveries"),
          alert.deliveries.map((one) => delivered(hass, localize, one, nowMs)),
        )}
        ${list(
          words(localize, "card_alerts_log"),
          alert.log.map((one) => line(hass, localize, one, nowMs)),
        )}
      </div>
    </details>
  </li>`;
}

/** What it rests on; of what did not ring everything that was seen. */
function counted(alert: PastAlert): readonly Reason[] {
  if (alert.test) return [];
  return rang(alert) ? tellingReasons(alert.reasons) : alert.reasons.filter((reason) => reason.suppressed === null);
}

function notCounted(localize: Localize, rule: string, suppressed: string): string {
  return words(localize, "notice_not_counted", {
    what: ruleName(localize, rule),
    reason: silencedBy(localize, suppressed),
  });
}

function list(title: string, lines: readonly string[]): TemplateResult | typeof nothing {
  if (lines.length === 0) return nothing;
  return html`<h4>${title}</h4>
    <ul class="lines">
      ${lines.map((text) => html`<li>${text}</li>`)}
    </ul>`;
}

/** Whether it was worth it; the answer can be changed. */
function useful(shown: HistoryShown, row: Row): TemplateResult {
  const { localize } = shown;
  const { alert } = row;
  const about = alertName(localize, alert);
  const button = (yes: boolean, text: string): TemplateResult =>
    html`<button
      type="button"
      aria-pressed=${alert.useful === yes ? "true" : "false"}
      aria-label="${text}: ${about}"
      ?disabled=${shown.busy.has(alert.id)}
      @click=${() => {
        shown.send(row, { do: "mark", useful: yes });
      }}
    >
      <ha-icon .icon=${yes ? "mdi:thumb-up-outline" : "mdi:thumb-down-outline"} aria-hidden="true"></ha-icon>${text}
    </button>`;
  const failure = shown.failed.get(alert.id);
  return html`<div class="actions">
      ${button(true, words(localize, "card_alerts_useful"))}${button(false, words(localize, "card_alerts_not_useful"))}
    </div>
    ${failure === undefined ? nothing : html`<p class="failure" role="alert">${failure}</p>`}`;
}
