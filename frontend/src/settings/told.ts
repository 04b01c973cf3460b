import { html, nothing, type TemplateResult } from "lit";
import type { Recipient } from "../alert/messages";
import { lasting } from "../base/lasting";
import { dayOf, timeZoneOf } from "../base/zone";
import { clock } from "../format";
import { levelName, stateWord, words } from "../texts";
import { button, checkedOf, endOfDayMs, keep, said, setBy, settingOf, valueOf, type Part } from "./part";
import { choice, saveOrCancel } from "./times";

const LEVELS = ["info", "warning", "urgent", "critical"] as const;
const TEST = "test";

/** Who is told of alerts in which order, what may be sent to whom, and a way to try it out. */
export function told(part: Part): TemplateResult {
  return html`${order(part)}${consents(part)}${test(part)}`;
}

function order({ hass, localize, answer }: Part): TemplateResult {
  const { steps, recipients, repeat_min } = answer.plan;
  const names = new Map(recipients.map(({ id, name }) => [id, name]));
  if (steps.length === 0) return html`<p>${words(localize, "card_settings_no_plan")}</p>`;
  const lines = steps.map(({ after_min, recipients: who, level, quiet }) =>
    [
      after_min === 0
        ? words(localize, "card_settings_at_once")
        : words(localize, "card_settings_after", { time: lasting(hass, after_min * 60) }),
      who.map((id) => names.get(id) ?? id).join(", "),
      level === "info" ? "" : words(localize, "card_settings_from_level", { level: levelName(localize, level) }),
      quiet === null ? "" : words(localize, "card_settings_quiet_step", { start: quiet.start, end: quiet.end }),
    ].filter(Boolean),
  );
  return html`<section class="block">
    <h3>${words(localize, "card_settings_order")}</h3>
    <ol>
      ${lines.map(([first, ...rest]) => html`<li><strong>${first}</strong>: ${rest.join(" · ")}</li>`)}
    </ol>
    <p class="note">
      ${repeat_min === 0 ? nothing : words(localize, "card_settings_repeat", { time: lasting(hass, repeat_min * 60) })}
      ${words(localize, "card_settings_plan_where")}
    </p>
  </section>`;
}

function consents(part: Part): TemplateResult | typeof nothing {
  const { localize, answer } = part;
  if (answer.plan.recipients.length === 0) return nothing;
  return html`<section class="block">
    <h3>${words(localize, "card_settings_consents")}</h3>
    <p class="note">${words(localize, "card_settings_consents_what")}</p>
    <ul class="rows">
      ${answer.plan.recipients.map((one) => html`<li>${consent(part, one)}</li>`)}
    </ul>
  </section>`;
}

/** What may be sent to one recipient. Nobody says yes for a private person. */
function consent(part: Part, one: Recipient): TemplateResult {
  const { hass, localize, nowMs, person, editing, edit } = part;
  const key = `consent.${one.id}`;
  const kept = settingOf(part, key);
  const body = kept?.body ?? {};
  const until = typeof body.until_ms === "number" ? body.until_ms : null;
  const holds = body.given === true && (until === null || until > nowMs);
  const now = !holds
    ? words(localize, "card_settings_consent_none")
    : [
        words(localize, body.values === true ? "card_settings_consent_values" : "card_settings_consent_plain"),
        body.lock_screen === true ? words(localize, "card_settings_consent_lock") : "",
        until === null
          ? ""
          : words(localize, "card_settings_until_time", { time: clock(hass, new Date(until).toISOString(), nowMs) }),
      ]
        .filter(Boolean)
        .join(" · ");
  const may = !person.private || person.own;
  const head = html`<div class="row">
    <span class="name"
      >${one.name}<span class="note"
        >${[stateWord(localize, "recipient_kind", one.kind), setBy(part, kept)].filter(Boolean).join(" · ")}</span
      ></span
    >
    <span>${now}</span>
  </div>`;
  if (editing !== key) {
    return html`${head}
      <div class="actions">
        ${
          may
            ? button(
                part,
                words(localize, "card_settings_change"),
                () => {
                  edit(key);
                },
                { about: one.name },
              )
            : nothing
        }
        ${
          holds
            ? button(
                part,
                words(localize, "card_settings_revoke"),
                () => {
                  keep(part, key, { given: false, values: false, lock_screen: false, until_ms: null });
                },
                { about: one.name },
              )
            : nothing
        }
      </div>
      ${may || holds ? nothing : html`<p class="note">${words(localize, "card_settings_own_alone")}</p>`}
      ${said(part, key)}`;
  }
  const submit = (event: Event): void => {
    event.preventDefault();
    const ends = endOfDayMs(hass, valueOf(event, "until"));
    const values = checkedOf(event, "values");
    keep(part, key, { given: true, values, lock_screen: checkedOf(event, "lock_screen"), until_ms: ends });
  };
  const box = (name: string, label: string, on: boolean): TemplateResult =>
    html`<label class="radio"><input type="checkbox" name=${name} .checked=${on} />${label}</label>`;
  return html`${head}
    <form class="edit" @submit=${submit}>
      ${box("values", words(localize, "card_settings_consent_values"), body.values === true)}
      ${box("lock_screen", words(localize, "card_settings_consent_lock"), body.lock_screen === true)} ${lastDay(part)}
      ${saveOrCancel(part, words(localize, "card_settings_consent_give"))}
    </form>
    ${said(part, key)}`;
}

/** The last day something holds; none: until it is taken back. */
export function lastDay({ hass, localize, nowMs }: Part): TemplateResult {
  return html`<div class="one">
    <label for="until">${words(localize, "card_settings_last_day")}</label>
    <input id="until" name="until" class="input" type="date" min=${dayOf(nowMs, timeZoneOf(hass))} />
  </div>`;
}

function test(part: Part): TemplateResult | typeof nothing {
  const { hass, localize, person, doing } = part;
  if (!person.may_write) return nothing;
  const submit = (event: Event): void => {
    event.preventDefault();
    const message = {
      type: "healthsense/alert",
      person_id: person.person_id,
      do: "test",
      level: valueOf(event, "level"),
    };
    void doing.send(hass, localize, TEST, message);
  };
  return html`<section class="block">
    <h3>${words(localize, "card_settings_test")}</h3>
    <p class="note">${words(localize, "card_settings_test_what")}</p>
    <form class="edit" @submit=${submit}>
      ${choice(
        "level",
        words(localize, "card_alerts_level"),
        LEVELS.map((level) => [level, levelName(localize, level)]),
        "warning",
      )}
      <div class="actions">
        <button type="submit" ?disabled=${doing.busy !== ""}>${words(localize, "card_settings_test_give")}</button>
      </div>
    </form>
    ${said(part, TEST)}
  </section>`;
}
