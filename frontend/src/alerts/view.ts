/** What the card tells of alerts, worked out from the answer: no drawing here. */
import { lasting } from "../base/lasting";
import type { AlertsAnswer, Delivery, Line, PastAlert } from "../alert/messages";
import type { Person } from "../data/messages";
import { clock } from "../format";
import type { Hass, Localize } from "../ha";
import { ruleName, words } from "../texts";

/** An alert with whom it is about. */
export interface Row {
  readonly person: Person;
  readonly alert: PastAlert;
}

export function rang(alert: PastAlert): boolean {
  return alert.raised !== null || alert.happened !== null;
}

/** When it began for people: when it rang, else when it was first seen. */
export function beganAt(alert: PastAlert): string {
  return alert.raised ?? alert.happened ?? alert.began;
}

/** The history of several people, the newest first; with `all` also what did not ring. */
export function rows(people: readonly Person[], answers: ReadonlyMap<string, AlertsAnswer>, all: boolean): Row[] {
  return people
    .flatMap((person) => (answers.get(person.person_id)?.history ?? []).map((alert) => ({ person, alert })))
    .filter(({ alert }) => all || rang(alert))
    .sort((a, b) => Date.parse(beganAt(b.alert)) - Date.parse(beganAt(a.alert)));
}

/** How many alerts did not ring. */
export function silent(answers: ReadonlyMap<string, AlertsAnswer>): number {
  return [...answers.values()].reduce((sum, { history }) => sum + history.filter((alert) => !rang(alert)).length, 0);
}

/** How long an alert went on, in words. */
export function duration(hass: Hass, localize: Localize, alert: PastAlert, nowMs: number): string {
  const ended = alert.ended === null ? nowMs : Date.parse(alert.ended);
  const seconds = (ended - Date.parse(beganAt(alert))) / 1000;
  // What was seen at one look alone, such as in readings that came late, has no length that could be told.
  if (alert.ended !== null && Math.round(seconds) <= 0) return "";
  const time = lasting(hass, seconds);
  return words(localize, alert.ended === null ? "card_alerts_open_for" : "card_alerts_lasted", { time });
}

/** Who took care of it and after how long; that nobody did. Nothing of what did not ring. */
export function answer(hass: Hass, localize: Localize, alert: PastAlert): string {
  if (alert.raised === null) return "";
  if (alert.answered_after_s === null) return words(localize, "card_alerts_unanswered");
  const who = alert.acknowledged_by_name ?? words(localize, "notice_somebody");
  return words(localize, "card_alerts_answered", { who, time: lasting(hass, alert.answered_after_s) });
}

/** Texts of reasons why something did not ring. */
const SILENCED: Readonly<Record<string, string>> = {
  quality: "notice_reason_quality",
  sensor_off: "notice_reason_sensor_off",
  exercise: "notice_reason_exercise",
  sleep: "notice_reason_sleep",
  ill: "notice_reason_ill",
  travelling: "notice_reason_travelling",
  learning: "notice_reason_learning",
  uncorroborated: "notice_reason_uncorroborated",
  cooldown: "notice_reason_cooldown",
  switched_off: "notice_reason_switched_off",
  paused: "notice_reason_paused",
};

export function silencedBy(localize: Localize, code: string): string {
  return words(localize, SILENCED[code] ?? "") || code.replaceAll("_", " ");
}

/** Why it did not ring: what held it back, else that it was over before it lasted long enough. */
export function whySilent(localize: Localize, alert: PastAlert): string {
  if (rang(alert)) return "";
  const held = alert.reasons.find((reason) => reason.suppressed !== null)?.suppressed;
  const logged = alert.log.find((line) => line.suppressed !== null)?.suppressed;
  const code = held ?? logged;
  if (!code) return words(localize, "card_alerts_too_short");
  return words(localize, "card_alerts_silent", { reason: silencedBy(localize, code) });
}

const EVENTS: Readonly<Record<string, string>> = {
  pending: "card_alerts_pending",
  suppressed: "card_alerts_suppressed",
  withdrawn: "card_alerts_withdrawn",
  marked: "card_alerts_marked",
};

/** A line of the log: what happened, by whom, and because of what. */
export function line(
  hass: Hass,
  localize: Localize,
  { event, reason, suppressed, by_name, time }: Line,
  nowMs: number,
): string {
  const own = EVENTS[event];
  const what = own === undefined ? eventWord(localize, event) : words(localize, own);
  const named = ruleName(localize, reason);
  const because =
    suppressed !== null ? silencedBy(localize, suppressed) : named === reason.replaceAll("_", " ") ? "" : named;
  return [`${clock(hass, time, nowMs)} · ${what}`, because, by_name ?? ""].filter(Boolean).join(" · ");
}

function eventWord(localize: Localize, event: string): string {
  const key = `component.healthsense.entity.event.alert.state_attributes.event_type.state.${event}`;
  return localize(key) || event.replaceAll("_", " ");
}

const DELIVERED = {
  done: "card_alerts_told",
  due: "card_alerts_due",
  failed: "card_alerts_failed",
  dropped: "card_alerts_dropped",
} as const;

/** Whether somebody was told. */
export function delivered(hass: Hass, localize: Localize, delivery: Delivery, nowMs: number): string {
  const who = delivery.recipient_name ?? words(localize, "notice_somebody");
  return words(localize, DELIVERED[delivery.status], { who, time: clock(hass, delivery.done ?? delivery.made, nowMs) });
}
