/** What every part of the settings card is given, and how it says what became of a change. */
import { html, nothing, type TemplateResult } from "lit";
import type { AlertsAnswer, Setting } from "../alert/messages";
import type { Person } from "../data/messages";
import { dayOf, dayStartMs, timeZoneOf } from "../base/zone";
import { clock } from "../format";
import type { Hass, Localize } from "../ha";
import { words } from "../texts";
import type { Doing } from "./doing";

export interface Part {
  readonly hass: Hass;
  readonly localize: Localize;
  readonly nowMs: number;
  readonly person: Person;
  readonly answer: AlertsAnswer;
  readonly doing: Doing;
  /** What is open for editing; "" nothing. */
  readonly editing: string;
  readonly edit: (key: string) => void;
}

/** Keep a setting of alerts, or take it back (`body` null). */
export function keep({ hass, localize, person, doing, edit }: Part, key: string, body: object | null): void {
  const message = { type: "healthsense/alert", person_id: person.person_id, do: "set", key, body };
  void doing.send(hass, localize, key, message).then((kept) => {
    if (kept) edit("");
  });
}

/** What became of a change, beside what was changed. */
export function said({ doing }: Part, key: string): TemplateResult | typeof nothing {
  const found = doing.said(key);
  if (found === null) return nothing;
  return found.bad
    ? html`<p class="wrong" role="alert">${found.text}</p>`
    : html`<p class="note" role="status">${found.text}</p>`;
}

/** A button that changes something; nothing for whoever may only look. */
export function button(
  { person, doing }: Part,
  label: string,
  press: () => void,
  more: { readonly main?: boolean; readonly about?: string } = {},
): TemplateResult | typeof nothing {
  if (!person.may_write) return nothing;
  return html`<button
    type="button"
    class=${more.main ? "main" : ""}
    aria-label=${more.about === undefined ? label : `${label}: ${more.about}`}
    ?disabled=${doing.busy !== ""}
    @click=${press}
  >
    ${label}
  </button>`;
}

/** The setting that is kept under a key, where one holds. */
export function settingOf({ answer }: Part, key: string): Setting | undefined {
  return answer.settings.find((one) => one.key === key && one.body !== null);
}

/** Who set something, and when. */
export function setBy({ hass, localize, nowMs }: Part, setting: Setting | undefined): string {
  if (setting === undefined) return "";
  const who = setting.set_by_name ?? words(localize, "notice_somebody");
  return words(localize, "card_settings_set_by", { who, time: clock(hass, setting.set_at, nowMs) });
}

/** The value of a named field of the form that an event comes from. */
export function valueOf(event: Event, name: string): string {
  const form = event.currentTarget as HTMLElement;
  const field = form.querySelector<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`);
  return field?.value ?? "";
}

export function checkedOf(event: Event, name: string): boolean {
  return (event.currentTarget as HTMLElement).querySelector<HTMLInputElement>(`[name="${name}"]`)?.checked ?? false;
}

const DAY_MS = 86_400_000;

/** The last second of a day such as "2026-12-24", where the user is; null without a day. */
export function endOfDayMs(hass: Hass, day: string): number | null {
  const zone = timeZoneOf(hass);
  const start = dayStartMs(day, zone);
  if (start === null) return null;
  // The next midnight is 23, 24 or 25 hours away.
  const next = dayStartMs(dayOf(start + 1.5 * DAY_MS, zone), zone) ?? start + DAY_MS;
  return next - 1000;
}
