import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import type { AlertsAnswer } from "../alert/messages";
import { openAlerts, type Choice } from "../alert/open";
import { AlertSender, type Command } from "../alert/sender";
import { alertStyles } from "../alert/styles";
import { Ask } from "../base/ask";
import { Body } from "../base/body";
import { message } from "../base/element";
import { inputs } from "../base/inputs";
import { Period } from "../base/period";
import { base } from "../base/styles";
import { panel, tabStyles, tabs } from "../base/tabs";
import { failureOf, inWords, passes, reasonOf, type Failure } from "../data/errors";
import type { Alert, Person } from "../data/messages";
import type { Hass, Localize } from "../ha";
import "../range";
import { words } from "../texts";
import { budget } from "./budget";
import type { AlertsCardConfig } from "./config";
import { past, type HistoryShown } from "./history";
import { notes, notesAbout, type NotesShown } from "./notes";
import { styles } from "./styles";
import { rows, silent, type Row } from "./view";
import { NoteWriter, type Written } from "./writer";

/** What was answered of whom, and why not of the others. */
interface Answers {
  readonly read: ReadonlyMap<string, AlertsAnswer>;
  readonly refused: ReadonlyMap<string, Failure>;
}

const NONE: ReadonlyMap<string, AlertsAnswer> = new Map();
type Part = "history" | "budget" | "notes";

const RANGES = ["day", "week", "month", "year"] as const;
/** More than that is asked for on demand: a year of what did not ring can be long. */
const FIRST = 30;

/** Open alerts, and three parts of which one is shown: the past, the budget, notes. */
@customElement("healthsense-alerts-body")
export class AlertsBody extends Body {
  @property({ attribute: false }) config?: AlertsCardConfig;
  @property({ attribute: false }) people: readonly Person[] = [];
  @state() private tab: Part = "history";
  @state() private all = false;
  @state() private most = FIRST;
  private readonly sender = new AlertSender(this, () => ({ hass: this.hass, localize: this.localize }));
  private readonly writer = new NoteWriter(this, () => ({ hass: this.hass, localize: this.localize }));
  private readonly ask = new Ask<Answers>(this);
  private readonly period = new Period(this);

  static override readonly styles = [base, inputs, tabStyles, alertStyles, styles];

  protected override willUpdate(): void {
    const { hass, people, period } = this;
    if (hass === undefined) return;
    period.begin(this.config?.range ?? "month");
    const { startMs, endMs } = period.span;
    const ids = people.map((person) => person.person_id);
    // What happens to an open alert is in the history at once.
    const open = people
      .flatMap((person) => person.alerts?.open ?? [])
      .map(({ id, stage, level }) => `${id}${stage}${level}`);
    const noted = people.map((person) => person.noted);
    const detail = JSON.stringify([startMs, endMs, open, noted]);
    this.ask.want(hass.connection, ids.join(), detail, async () => {
      const until = endMs < Date.now() - 600_000 ? { end: new Date(endMs).toISOString() } : {};
      return answersOf(hass, ids, { start: new Date(startMs).toISOString(), ...until });
    });
  }

  private async send(personId: string, alert: string, command: Command): Promise<void> {
    if (await this.sender.send(personId, alert, command)) this.ask.again();
  }

  private async write(written: Written, form: HTMLFormElement): Promise<void> {
    if (!(await this.writer.write(written))) return;
    form.reset();
    const details = form.closest("details");
    if (details !== null) {
      details.open = false;
      // The button that was pressed is hidden now: the keyboard goes on from what opened it.
      details.querySelector("summary")?.focus();
    }
    this.ask.again();
  }

  private notesShown(hass: Hass, localize: Localize): NotesShown {
    const { people, writer } = this;
    const answers = this.ask.value?.read ?? NONE;
    const write: NotesShown["write"] = (written, form) => void this.write(written, form);
    return { hass, localize, nowMs: Date.now(), people, answers, writer, write };
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, localize, people } = this;
    if (hass === undefined || localize === undefined) return nothing;
    const [one] = people;
    const named = people.length > 1;
    const title = words(localize, "card_alerts_title");
    return html`<h2>${title}${named || one === undefined ? nothing : html` · <bdi>${one.name}</bdi>`}</h2>
      ${this.open(hass, localize, named)}
      ${tabs<Part>(
        title,
        [
          { key: "history", label: words(localize, "card_alerts_history") },
          { key: "budget", label: words(localize, "card_alerts_budget") },
          { key: "notes", label: words(localize, "card_alerts_notes") },
        ],
        this.tab,
        (part) => {
          this.tab = part;
        },
      )}
      ${panel(this.tab, this.shown(hass, localize, named))}`;
  }

  private open(hass: Hass, localize: Localize, named: boolean): TemplateResult {
    const { busy, failed } = this.sender;
    const nowMs = Date.now();
    const some = this.people.some((person) => (person.alerts?.open.length ?? 0) > 0);
    return html`${
      some
        ? nothing
        : html`<p>
            <healthsense-status
              .gravity=${"good"}
              .label=${words(localize, "card_alerts_none_open")}
            ></healthsense-status>
          </p>`
    }
    ${this.people.map((person) => {
      const has = (person.alerts?.open.length ?? 0) > 0;
      const further = (alert: Alert): readonly Choice[] => [
        // Who may only look ends nothing.
        ...(person.may_write
          ? [{ label: words(localize, "card_alerts_resolve"), command: { do: "resolve" } as const }]
          : []),
        ...(alert.test
          ? []
          : [{ label: words(localize, "card_alerts_useful"), command: { do: "mark", useful: true } as const }]),
      ];
      const send = (alert: Alert, command: Command): void => void this.send(person.person_id, alert.id, command);
      const answer = this.ask.value?.read.get(person.person_id);
      const below = (alert: Alert): TemplateResult =>
        notesAbout(
          this.notesShown(hass, localize),
          "open",
          person,
          alert,
          answer?.open.find(({ id }) => id === alert.id)?.notes,
        );
      return html`${has && named ? html`<h3>${person.name}</h3>` : nothing}
      ${openAlerts({ hass, localize, person, nowMs, busy, failed, send, further, below })}`;
    })}`;
  }

  private shown(hass: Hass, localize: Localize, named: boolean): TemplateResult {
    const { ask, people, period } = this;
    const answers = ask.value?.read;
    const range = html`<healthsense-range
      .hass=${hass}
      .localize=${localize}
      .range=${period.range}
      .span=${period.span}
      .ranges=${RANGES}
      @range-changed=${period.onChanged}
    ></healthsense-range>`;
    if (answers === undefined) {
      const text = ask.failure === null ? words(localize, "card_waiting") : inWords(ask.failure, localize);
      return html`${range}${message(text)}`;
    }
    const missing = this.missing(localize);
    if (this.tab === "budget") {
      return html`${range}${missing}${people.map((person) => {
        const answer = answers.get(person.person_id);
        return answer === undefined ? nothing : budget(hass, localize, person, answer, named);
      })}`;
    }
    if (this.tab === "notes") {
      return html`${range}${missing}${notes(this.notesShown(hass, localize))}`;
    }
    return html`${range}${missing}${this.history(hass, localize, answers, named)}`;
  }

  /** Of whom nothing can be shown, and why: only people whom the card names anyway. */
  private missing(localize: Localize): TemplateResult | typeof nothing {
    const refused = this.ask.value?.refused;
    const lines = this.people.flatMap(({ person_id, name }) => {
      const failure = refused?.get(person_id);
      return failure === undefined
        ? []
        : [words(localize, "card_alerts_not_read", { name, reason: reasonOf(failure, localize) })];
    });
    if (lines.length === 0) return nothing;
    return html`<div class="banner" role="status">${lines.map((line) => html`<p>${line}</p>`)}</div>`;
  }

  private history(
    hass: Hass,
    localize: Localize,
    answers: ReadonlyMap<string, AlertsAnswer>,
    named: boolean,
  ): TemplateResult {
    const found = rows(this.people, answers, this.all);
    const hidden = silent(answers);
    const { busy, failed } = this.sender;
    const send = (row: Row, command: Command): void => void this.send(row.person.person_id, row.alert.id, command);
    const notesShown = this.notesShown(hass, localize);
    const about = ({ person, alert }: Row): TemplateResult =>
      notesAbout(notesShown, "past", person, alert, alert.notes);
    const shown: HistoryShown = { hass, localize, nowMs: Date.now(), named, busy, failed, send, about };
    return html`${
      hidden === 0
        ? nothing
        : html`<label class="radio"
            ><input
              type="checkbox"
              .checked=${this.all}
              @change=${(event: Event) => {
                this.all = (event.target as HTMLInputElement).checked;
              }}
            />${words(localize, "card_alerts_show_silent", { count: hidden })}</label
          >`
    }
    ${
      found.length === 0
        ? message(words(localize, "card_alerts_nothing"))
        : html`<ul class="history" aria-busy=${this.ask.busy ? "true" : "false"}>
            ${repeat(
              found.slice(0, this.most),
              ({ person, alert }) => `${person.person_id} ${alert.id}`,
              (row) => past(shown, row),
            )}
          </ul>`
    }
    ${
      found.length <= this.most
        ? nothing
        : html`<div class="actions">
            <button
              type="button"
              @click=${() => {
                this.most += FIRST;
              }}
            >
              ${words(localize, "card_alerts_more", { count: found.length - this.most })}
            </button>
          </div>`
    }`;
  }
}

/**
 * Ask about each person. What one is refused does not hide the others; where nothing is answered, or what went wrong
 * passes by itself, it is the failure of the whole.
 */
async function answersOf(hass: Hass, ids: readonly string[], period: object): Promise<Answers> {
  const read = new Map<string, AlertsAnswer>();
  const refused = new Map<string, Failure>();
  await Promise.all(
    ids.map(async (person_id) => {
      try {
        const found = await hass.connection.sendMessagePromise({ type: "healthsense/alerts", person_id, ...period });
        read.set(person_id, found as AlertsAnswer);
      } catch (error) {
        refused.set(person_id, failureOf(error));
      }
    }),
  );
  const failures = [...refused.values()];
  const whole = failures.find(passes) ?? (read.size === 0 ? failures[0] : undefined);
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- as the connection itself rejects
  if (whole !== undefined) throw whole;
  return { read, refused };
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-alerts-body": AlertsBody;
  }
}
