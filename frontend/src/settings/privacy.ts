import { html, nothing, type TemplateResult } from "lit";
import { clock } from "../format";
import { words } from "../texts";
import { button, endOfDayMs, said, valueOf, type Part } from "./part";
import { choice, saveOrCancel } from "./times";
import { lastDay } from "./told";

export interface Grant {
  readonly user_id: string;
  readonly name: string | null;
  readonly level: "read" | "write";
  readonly expires: string | null;
}

export interface Granted {
  readonly person_id: string;
  readonly consented: boolean;
  readonly grants: readonly Grant[];
  readonly users: readonly { readonly user_id: string; readonly name: string | null }[];
}

const LEVELS = { read: "card_settings_read", write: "card_settings_write" } as const;
const NEW = "grant";
const CONSENT = "consent_shared";

/** Who may see a person: of one's own alone there is something to decide. */
export function privacy(part: Part, granted: Granted | undefined): TemplateResult {
  const { localize, person } = part;
  if (!person.private) return html`<p>${words(localize, "card_settings_shared", { name: person.name })}</p>`;
  if (!person.own || granted === undefined) return html`<p>${words(localize, "card_settings_own_alone")}</p>`;
  return html`<section class="block">
      <h3>${words(localize, "card_settings_grants")}</h3>
      ${
        granted.grants.length === 0
          ? html`<p>${words(localize, "card_settings_no_grants")}</p>`
          : html`<ul class="rows">
              ${granted.grants.map((one) => html`<li>${grant(part, one)}</li>`)}
            </ul>`
      }
      ${add(part, granted)}
    </section>
    ${shared(part, granted)}`;
}

function send(part: Part, key: string, command: string, fields: object): void {
  const { hass, localize, person, doing, edit } = part;
  const message = { type: `healthsense/grants/${command}`, person_id: person.person_id, ...fields };
  void doing.send(hass, localize, key, message).then((kept) => {
    if (kept) edit("");
  });
}

function grant(part: Part, one: Grant): TemplateResult {
  const { hass, localize, nowMs } = part;
  const name = one.name ?? words(localize, "notice_somebody");
  const key = `grant.${one.user_id}`;
  const until =
    one.expires === null ? "" : words(localize, "card_settings_until_time", { time: clock(hass, one.expires, nowMs) });
  return html`<div class="row">
      <span class="name"
        >${name}<span class="note"
          >${[words(localize, LEVELS[one.level]), until].filter(Boolean).join(" · ")}</span
        ></span
      >
      <span class="actions"
        >${button(
          part,
          words(localize, "card_settings_revoke"),
          () => {
            send(part, key, "revoke", { user_id: one.user_id });
          },
          { about: name },
        )}</span
      >
    </div>
    ${said(part, key)}`;
}

function add(part: Part, granted: Granted): TemplateResult | typeof nothing {
  const { hass, localize, editing, edit } = part;
  if (granted.users.length === 0) return nothing;
  if (editing !== NEW) {
    return html`<div class="actions">
        ${button(part, words(localize, "card_settings_grant"), () => {
          edit(NEW);
        })}
      </div>
      ${said(part, NEW)}`;
  }
  const submit = (event: Event): void => {
    event.preventDefault();
    const ends = endOfDayMs(hass, valueOf(event, "until"));
    send(part, NEW, "set", {
      user_id: valueOf(event, "user"),
      level: valueOf(event, "level"),
      ...(ends === null ? {} : { expires: new Date(ends).toISOString() }),
    });
  };
  return html`<form class="edit" @submit=${submit}>
      ${choice(
        "user",
        words(localize, "card_settings_user"),
        granted.users.map(({ user_id, name }) => [user_id, name ?? words(localize, "notice_somebody")]),
      )}
      ${choice("level", words(localize, "card_settings_may"), [
        ["read", words(localize, LEVELS.read)],
        ["write", words(localize, LEVELS.write)],
      ])}
      ${lastDay(part)} ${saveOrCancel(part, words(localize, "card_settings_grant"))}
    </form>
    ${said(part, NEW)}`;
}

/** A yes of a day, without which no administrator can make the person shared again. */
function shared(part: Part, { consented }: Granted): TemplateResult {
  const { localize } = part;
  return html`<section class="block">
    <h3>${words(localize, "card_settings_share")}</h3>
    <p>${words(localize, consented ? "card_settings_share_yes" : "card_settings_share_no")}</p>
    <div class="actions">
      ${button(part, words(localize, consented ? "card_settings_share_take" : "card_settings_share_give"), () => {
        send(part, CONSENT, "consent_shared", { consent: !consented });
      })}
    </div>
    ${said(part, CONSENT)}
  </section>`;
}
