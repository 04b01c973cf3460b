import { html, nothing, type TemplateResult } from "lit";
import { parse } from "../base/decimal";
import { lasting } from "../base/lasting";
import { clock, formatNumber } from "../format";
import { levelName, stateWord, words } from "../texts";
import { button, keep, said, setBy, settingOf, valueOf, type Part } from "./part";

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;
const PAUSES_S = [HOUR_S, 4 * HOUR_S, 8 * HOUR_S, DAY_S, 7 * DAY_S] as const;
const CONTEXTS = ["rest", "exercise", "sleep", "ill", "travelling"] as const;
const CONTEXT_S = [HOUR_S, 8 * HOUR_S, DAY_S, 7 * DAY_S] as const;
const MOST_A_WEEK = 1000;

/** Pause, context, quiet hours and budget: what holds, and the way to change it. */
export function times(part: Part): TemplateResult {
  return html`${pause(part)}${context(part)}${quiet(part)}${budget(part)}`;
}

function block(part: Part, key: string, title: string, now: string, more: unknown): TemplateResult {
  const by = setBy(part, settingOf(part, key));
  return html`<section class="block" aria-label=${title}>
    <h3>${title}</h3>
    <p>${now} ${by === "" ? nothing : html`<span class="note">${by}</span>`}</p>
    ${more} ${said(part, key)}
  </section>`;
}

function pause(part: Part): TemplateResult {
  const { hass, localize, nowMs, answer, person, editing, edit } = part;
  const title = words(localize, "card_settings_pause");
  const until = answer.paused_until;
  if (until !== null) {
    const now = words(localize, "card_paused", { time: clock(hass, until, nowMs) });
    const go = button(
      part,
      words(localize, "card_settings_pause_end"),
      () => {
        keep(part, "pause", null);
      },
      { main: true },
    );
    return block(part, "pause", title, now, html`<div class="actions">${go}</div>`);
  }
  const now = words(localize, "card_settings_watching");
  if (editing !== "pause") {
    const open = button(part, words(localize, "card_settings_pause_begin"), () => {
      edit("pause");
    });
    return block(part, "pause", title, now, html`<div class="actions">${open}</div>`);
  }
  const submit = (event: Event): void => {
    event.preventDefault();
    keep(part, "pause", { until_ms: Date.now() + Number(valueOf(event, "for")) * 1000 });
  };
  return block(
    part,
    "pause",
    title,
    now,
    html`<form class="edit" @submit=${submit}>
      <p class="warning">${words(localize, "card_settings_pause_warning", { name: person.name })}</p>
      ${choice(
        "for",
        words(localize, "card_settings_for"),
        PAUSES_S.map((s) => [String(s), lasting(hass, s)]),
      )}
      ${saveOrCancel(part, words(localize, "card_settings_pause_now"))}
    </form>`,
  );
}

function context(part: Part): TemplateResult {
  const { hass, localize, nowMs, answer, editing, edit } = part;
  const until = answer.context_until;
  const word = stateWord(localize, "alert_context", answer.context);
  const now =
    until === null ? word : words(localize, "card_settings_until", { what: word, time: clock(hass, until, nowMs) });
  const title = words(localize, "card_settings_context");
  if (editing !== "context") {
    const open = button(
      part,
      words(localize, "card_settings_change"),
      () => {
        edit("context");
      },
      { about: title },
    );
    return block(part, "context", title, now, html`<div class="actions">${open}</div>`);
  }
  const submit = (event: Event): void => {
    event.preventDefault();
    const seconds = Number(valueOf(event, "for"));
    const until_ms = seconds === 0 ? null : Date.now() + seconds * 1000;
    keep(part, "context", { context: valueOf(event, "context"), until_ms });
  };
  return block(
    part,
    "context",
    title,
    now,
    html`<form class="edit" @submit=${submit}>
      ${choice(
        "context",
        title,
        CONTEXTS.map((one) => [one, stateWord(localize, "alert_context", one)]),
        answer.context,
      )}
      ${choice("for", words(localize, "card_settings_for"), [
        ["0", words(localize, "card_settings_until_changed")],
        ...CONTEXT_S.map((s) => [String(s), lasting(hass, s)] as const),
      ])}
      ${saveOrCancel(part, words(localize, "card_settings_save"))}
    </form>`,
  );
}

function quiet(part: Part): TemplateResult {
  const { localize, answer, editing, edit, doing } = part;
  const start = answer.quiet?.start.slice(0, 5) ?? "";
  const end = answer.quiet?.end.slice(0, 5) ?? "";
  const title = words(localize, "card_settings_quiet");
  const now =
    answer.quiet === null
      ? words(localize, "card_settings_quiet_none")
      : words(localize, "card_between", { low: start, high: end });
  if (editing !== "quiet") {
    const open = button(
      part,
      words(localize, "card_settings_change"),
      () => {
        edit("quiet");
      },
      { about: title },
    );
    const none =
      answer.quiet === null
        ? nothing
        : button(part, words(localize, "card_settings_quiet_end"), () => {
            keep(part, "quiet", null);
          });
    return block(
      part,
      "quiet",
      title,
      now,
      html`<p class="note">${words(localize, "card_settings_quiet_what")}</p>
        <div class="actions">${open}${none}</div>`,
    );
  }
  const submit = (event: Event): void => {
    event.preventDefault();
    const body = { start: valueOf(event, "start"), end: valueOf(event, "end") };
    if (body.start === "" || body.end === "" || body.start === body.end) {
      doing.refuse("quiet", words(localize, "card_settings_quiet_wrong"));
    } else keep(part, "quiet", body);
  };
  const time = (name: string, label: string, value: string): TemplateResult =>
    html`<div class="one">
      <label for=${name}>${label}</label><input id=${name} name=${name} class="input" type="time" .value=${value} />
    </div>`;
  return block(
    part,
    "quiet",
    title,
    now,
    html`<form class="edit" novalidate @submit=${submit}>
      ${time("start", words(localize, "card_settings_from"), start || "22:00")}
      ${time("end", words(localize, "card_settings_to"), end || "07:00")}
      ${saveOrCancel(part, words(localize, "card_settings_save"))}
    </form>`,
  );
}

function budget(part: Part): TemplateResult {
  const { hass, localize, answer, editing, edit, doing } = part;
  const title = words(localize, "card_settings_budget");
  const { levels } = answer.budget;
  const now = levels
    .map(({ level, allowed }) => `${levelName(localize, level)}: ${formatNumber(hass, allowed, 2)}`)
    .join(", ");
  if (editing !== "budget") {
    const open = button(
      part,
      words(localize, "card_settings_change"),
      () => {
        edit("budget");
      },
      { about: title },
    );
    return block(part, "budget", title, now, html`<div class="actions">${open}</div>`);
  }
  const submit = (event: Event): void => {
    event.preventDefault();
    const found = levels.map(({ level }) => [level, parse(valueOf(event, level))] as const);
    if (found.some(([, value]) => value === null || value < 0 || value > MOST_A_WEEK)) {
      doing.refuse("budget", words(localize, "card_settings_between", { low: "0", high: String(MOST_A_WEEK) }));
    } else keep(part, "budget", Object.fromEntries(found));
  };
  return block(
    part,
    "budget",
    title,
    now,
    html`<form class="edit" novalidate @submit=${submit}>
      ${levels.map(
        ({ level, allowed }) =>
          html`<div class="one">
            <label for="budget-${level}">${levelName(localize, level)}</label>
            <input
              id="budget-${level}"
              name=${level}
              class="input"
              type="text"
              inputmode="decimal"
              autocomplete="off"
              .value=${formatNumber(hass, allowed, 2)}
            />
          </div>`,
      )}
      ${saveOrCancel(part, words(localize, "card_settings_save"))}
    </form>`,
  );
}

export function choice(
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
  now?: string,
): TemplateResult {
  return html`<div class="one">
    <label for=${name}>${label}</label>
    <select id=${name} name=${name} class="input">
      ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === now}>${text}</option>`)}
    </select>
  </div>`;
}

export function saveOrCancel({ localize, doing, edit }: Part, save: string): TemplateResult {
  return html`<div class="actions">
    <button type="submit" class="main" ?disabled=${doing.busy !== ""}>${save}</button>
    <button
      type="button"
      @click=${() => {
        edit("");
      }}
    >
      ${words(localize, "card_settings_cancel")}
    </button>
  </div>`;
}
