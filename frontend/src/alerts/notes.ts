import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { AlertsAnswer, Note } from "../alert/messages";
import { alertName } from "../alert/view";
import type { Alert, Person } from "../data/messages";
import { clock } from "../format";
import type { Hass, Localize } from "../ha";
import { words } from "../texts";
import type { NoteWriter, Written } from "./writer";

/** The store's own limit. */
const MOST = 1000;

export interface NotesShown {
  readonly hass: Hass;
  readonly localize: Localize;
  readonly nowMs: number;
  readonly people: readonly Person[];
  readonly answers: ReadonlyMap<string, AlertsAnswer>;
  readonly writer: NoteWriter;
  readonly write: (written: Written, form: HTMLFormElement) => void;
}

/** What people left for each other, the newest first, and a place to leave something. */
export function notes(shown: NotesShown): TemplateResult {
  const { localize, people, answers } = shown;
  const read = people.filter(({ person_id }) => answers.has(person_id));
  const all = read
    .flatMap((person) => (answers.get(person.person_id)?.notes ?? []).map((note) => ({ person, note })))
    .sort((a, b) => Date.parse(b.note.time) - Date.parse(a.note.time));
  // Whoever could be chosen, and is gone, leaves nothing behind that could go to somebody else.
  const whom = read.map(({ person_id }) => person_id).join();
  return html`${keyed(whom, general(shown, read))}
  ${
    all.length === 0
      ? html`<p class="message">${words(localize, "card_alerts_no_notes")}</p>`
      : html`<ul class="notes">
          ${all.map(({ person, note }) => {
            const about = alertOf(answers.get(person.person_id), note.alert);
            const more = [people.length > 1 ? person.name : "", about === undefined ? "" : alertName(localize, about)];
            return one(shown, note, more);
          })}
        </ul>`
  }`;
}

/** The notes at one alert, as they were written, and a place for another. An open one stands in the history, too. */
export function notesAbout(
  shown: NotesShown,
  part: "open" | "past",
  person: Person,
  alert: Alert,
  written: readonly Note[] = [],
): TemplateResult {
  const { localize } = shown;
  const about = { personId: person.person_id, alert: alert.id };
  const place = `note-${part}-${about.personId}-${about.alert}`;
  const label = words(localize, "card_alerts_note_here");
  return html`<div class="about">
    ${
      written.length === 0
        ? nothing
        : html`<ul class="notes" aria-label=${words(localize, "card_alerts_notes_here")}>
            ${written.map((note) => one(shown, note, []))}
          </ul>`
    }
    <details class="writing">
      <summary><ha-icon .icon=${"mdi:comment-plus-outline"} aria-hidden="true"></ha-icon><span>${label}</span></summary>
      ${form(shown, { place, label, hidden: true }, nothing, (text, target) => {
        shown.write({ ...about, place, text }, target);
      })}
    </details>
  </div>`;
}

function alertOf(answer: AlertsAnswer | undefined, id: string | null): Alert | undefined {
  if (answer === undefined || id === null) return undefined;
  return [...answer.history, ...answer.open].find((alert) => alert.id === id);
}

function one({ hass, localize, nowMs }: NotesShown, note: Note, more: readonly string[]): TemplateResult {
  const about = [clock(hass, note.time, nowMs), note.by_name ?? words(localize, "notice_somebody"), ...more];
  return html`<li>
    <p class="text"><bdi>${note.text}</bdi></p>
    <p class="note">${about.filter(Boolean).join(" · ")}</p>
  </li>`;
}

function general(shown: NotesShown, people: readonly Person[]): TemplateResult {
  const { localize } = shown;
  const named = shown.people.length > 1;
  const who = named
    ? html`<div class="one">
        <label for="note-person">${words(localize, "card_alerts_note_about")}</label>
        <select id="note-person" name="person" class="input">
          ${people.map((person) => html`<option value=${person.person_id}>${person.name}</option>`)}
        </select>
      </div>`
    : nothing;
  const label = words(localize, "card_alerts_note");
  const place = "note-general";
  return form(shown, { place, label, hidden: false }, who, (text, target) => {
    const chosen = target.querySelector<HTMLSelectElement>("[name=person]")?.value;
    shown.write({ place, personId: chosen ?? people[0]?.person_id ?? "", alert: null, text }, target);
  });
}

interface Field {
  /** Which form it is; its field's id, too. */
  readonly place: string;
  readonly label: string;
  /** The label is written beside the form already. */
  readonly hidden: boolean;
}

function form(
  { localize, writer }: NotesShown,
  { place, label, hidden }: Field,
  before: TemplateResult | typeof nothing,
  send: (text: string, form: HTMLFormElement) => void,
): TemplateResult {
  const failure = writer.failure?.place === place ? writer.failure.text : "";
  const submit = (event: Event): void => {
    event.preventDefault();
    const target = event.target as HTMLFormElement;
    send(target.querySelector("textarea")?.value.trim() ?? "", target);
  };
  const area = html`<textarea
    id=${place}
    name="text"
    class="input"
    rows="2"
    maxlength=${MOST}
    aria-label=${hidden ? label : nothing}
  ></textarea>`;
  return html`<form @submit=${submit} aria-busy=${writer.busy ? "true" : "false"}>
    ${before}
    <div class="one">${hidden ? nothing : html`<label for=${place}>${label}</label>`}${area}</div>
    ${failure === "" ? nothing : html`<p class="wrong" role="alert">${failure}</p>`}
    <div class="actions">
      <button type="submit" ?disabled=${writer.busy}>${words(localize, "card_alerts_note_save")}</button>
    </div>
  </form>`;
}
