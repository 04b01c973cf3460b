import { html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { Body } from "../base/body";
import { inputs } from "../base/inputs";
import { base } from "../base/styles";
import { timeZoneOf, wallMs } from "../base/zone";
import type { Person } from "../data/messages";
import type { Hass, Localize } from "../ha";
import { entityOf } from "../people";
import { words } from "../texts";
import type { EntryCardConfig } from "./config";
import { FURTHER, PRESSURE, USUAL } from "./fields";
import { field, type FormShown } from "./form";
import { Recorder } from "./recorder";
import { result } from "./result";
import { styles } from "./styles";
import { check, houseMs, mistake, momentMs, timeMistake, unitOf, type Typed, type Wrong } from "./view";

/** The form: who, what, when; then what was kept and what was not. */
@customElement("healthsense-entry-body")
export class EntryBody extends Body {
  @property({ attribute: false }) config?: EntryCardConfig;
  @property({ attribute: false }) people: readonly Person[] = [];
  @state() private typed: ReadonlyMap<string, string> = new Map();
  @state() private wrong: Wrong = new Map();
  @state() private chosen = "";
  private readonly recorder = new Recorder(this);
  /** Whom what stands in the form is about; "" while nobody was chosen. */
  private about: string | undefined;

  static override readonly styles = [base, inputs, styles];

  private get writable(): readonly Person[] {
    return this.people.filter((person) => person.may_write);
  }

  private get person(): Person | undefined {
    const { writable } = this;
    return writable.length === 1 ? writable[0] : writable.find((one) => one.person_id === this.chosen);
  }

  protected override willUpdate(): void {
    const about = this.person?.person_id ?? "";
    // Somebody else, and not because somebody chose them here: nothing of the former person may go to the new one.
    if (this.about !== undefined && about !== this.about) this.forget();
    this.about = about;
  }

  private forget(): void {
    this.typed = new Map();
    this.wrong = new Map();
    this.chosen = "";
    this.recorder.forget();
  }

  private choose(personId: string): void {
    this.chosen = personId;
    this.about = personId;
    this.wrong = new Map([...this.wrong].filter(([key]) => key !== "person"));
  }

  private get keys(): readonly string[] {
    const { vitals } = this.config ?? {};
    if (vitals !== undefined && vitals.length > 0) return vitals;
    return [...USUAL, ...FURTHER];
  }

  /** Now, on a device whose clock may be behind. */
  private get nowMs(): number {
    return Math.max(Date.now(), ...this.people.map(houseMs));
  }

  private readonly unit = (key: string): string => {
    const { hass, person } = this;
    if (hass === undefined) return "";
    const shared = key === "diastolic" ? "systolic" : key;
    return unitOf(hass, shared, this.typed, entityOf(hass, person?.device_id ?? null, shared));
  };

  private readonly onField = (key: string, text: string, done: boolean): void => {
    const { hass, localize } = this;
    this.typed = new Map([...this.typed, [key, text]]);
    if (hass === undefined || localize === undefined) return;
    const about = key.replace(/^unit\./, "");
    const wrong = new Map(this.wrong);
    // While somebody types nothing new is wrong yet, but what was wrong may be right now.
    const problem = mistake(hass, localize, about, this.typed.get(about) ?? "", this.unit(about));
    if (problem === null) wrong.delete(about);
    else if (done || wrong.has(about)) wrong.set(about, problem);
    if (key === "when" || key === "later") wrong.delete("when");
    if (wrong.size !== this.wrong.size || problem !== this.wrong.get(about)) this.wrong = wrong;
  };

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    const { hass, localize, person, recorder } = this;
    if (hass === undefined || localize === undefined || recorder.busy) return;
    const { told, wrong } = check(hass, localize, this.keys, this.typed, this.unit);
    const found = new Map(wrong);
    const when = this.typed.get("later") === "yes" ? (this.typed.get("when") ?? "") : null;
    const late = when === null ? null : timeMistake(hass, localize, when, this.nowMs);
    if (late !== null) found.set("when", late);
    if (person === undefined) found.set("person", words(localize, "card_entry_choose_person"));
    if (told.length === 0 && wrong.size === 0) found.set("nothing", words(localize, "card_entry_nothing"));
    this.wrong = found;
    if (found.size > 0 || person === undefined) {
      this.lead();
      return;
    }
    const atMs = when === null ? null : momentMs(hass, when);
    const source = (this.typed.get("source") ?? "").trim();
    const before = this.typed;
    const refused = await recorder.record(hass, localize, { person, told, atMs, source });
    // Meanwhile the form may have become somebody else's.
    if (refused === null || this.person?.person_id !== person.person_id) return;
    this.wrong = refused;
    this.keep(before, refused, recorder.failure === "");
    if (refused.size > 0) this.lead();
  }

  /** What was kept leaves the form; what was refused stays to be mended, and so do units, place and device. */
  private keep(before: Typed, refused: Wrong, sent: boolean): void {
    if (!sent || (refused.size > 0 && this.recorder.outcome === null)) return;
    const stays = (key: string): boolean => refused.has(key) || /^(unit|site)\.|^source$/.test(key);
    // What was typed while it was on its way is not what was sent.
    this.typed = new Map([...this.typed].filter(([key, text]) => stays(key) || text !== before.get(key)));
  }

  /** Go to the first field that is wrong. */
  private lead(): void {
    void this.updateComplete.then(() => {
      this.renderRoot.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { hass, localize, recorder, writable } = this;
    if (hass === undefined || localize === undefined) return nothing;
    if (writable.length === 0) return this.readOnly(localize);
    const shown: FormShown = {
      hass,
      localize,
      typed: this.typed,
      wrong: this.wrong,
      unit: this.unit,
      onField: this.onField,
    };
    const configured = (this.config?.vitals?.length ?? 0) > 0;
    const [first, further] = configured ? [this.keys, []] : [USUAL, FURTHER];
    return html`<form
      novalidate
      aria-busy=${recorder.busy ? "true" : "false"}
      @submit=${(e: Event) => void this.submit(e)}
    >
      ${this.who(localize, writable)}
      <div class="fields">${first.map((key) => field(shown, key))}</div>
      ${further.length === 0 ? nothing : this.further(shown, further)} ${this.when(hass, localize)} ${this.problems()}
      <div class="actions">
        <button type="submit" class="main" ?disabled=${recorder.busy}>
          ${words(localize, recorder.busy ? "card_entry_saving" : "card_entry_save")}
        </button>
      </div>
      <div role="status" aria-live="polite">${this.result(hass, localize)}</div>
    </form>`;
  }

  private readOnly(localize: Localize): TemplateResult {
    const [one, more] = this.people;
    const text =
      one !== undefined && more === undefined
        ? words(localize, "card_entry_read_only", { name: one.name })
        : words(localize, "card_entry_nobody");
    return html`<p class="message" role="status">${text}</p>`;
  }

  private who(localize: Localize, writable: readonly Person[]): TemplateResult {
    const [one] = writable;
    const title = words(localize, "card_entry_title");
    if (writable.length === 1 && one !== undefined) return html`<h2>${title} · <bdi>${one.name}</bdi></h2>`;
    const problem = this.wrong.get("person");
    return html`<h2>${title}</h2>
      <div class="one">
        <label for="person">${words(localize, "card_entry_who")}</label>
        <select
          id="person"
          class="input"
          aria-invalid=${problem === undefined ? "false" : "true"}
          @change=${(event: Event) => {
            this.choose((event.target as HTMLSelectElement).value);
          }}
        >
          <option value="" ?selected=${this.chosen === ""}>${words(localize, "card_entry_choose")}</option>
          ${writable.map(
            (person) =>
              html`<option value=${person.person_id} ?selected=${person.person_id === this.chosen}>
                ${person.name}
              </option>`,
          )}
        </select>
        ${problem === undefined ? nothing : html`<p class="wrong">${problem}</p>`}
      </div>`;
  }

  private further(shown: FormShown, keys: readonly string[]): TemplateResult {
    return html`<details>
      <summary>${words(shown.localize, "card_entry_further")}</summary>
      <div class="fields">${keys.map((key) => field(shown, key))}</div>
    </details>`;
  }

  private when(hass: Hass, localize: Localize): TemplateResult {
    const later = this.typed.get("later") === "yes";
    const problem = this.wrong.get("when");
    const last = new Date(wallMs(this.nowMs, timeZoneOf(hass))).toISOString().slice(0, 16);
    const option = (value: string, text: string, on: boolean): TemplateResult =>
      html`<label class="radio"
        ><input
          type="radio"
          name="later"
          .checked=${on}
          @change=${() => {
            this.onField("later", value, true);
            if (value === "yes" && !this.typed.get("when")) this.onField("when", last, false);
          }}
        />${text}</label
      >`;
    return html`<fieldset class="when">
        <legend>${words(localize, "card_entry_when")}</legend>
        ${option("", words(localize, "card_entry_now"), !later)}${option("yes", words(localize, "card_entry_earlier"), later)}
        ${
          later
            ? html`<input
                  class="input"
                  type="datetime-local"
                  aria-label=${words(localize, "card_entry_when")}
                  max=${last}
                  .value=${this.typed.get("when") ?? ""}
                  aria-invalid=${problem === undefined ? "false" : "true"}
                  @change=${(event: Event) => {
                    this.onField("when", (event.target as HTMLInputElement).value, true);
                  }}
                />${problem === undefined ? nothing : html`<p class="wrong">${problem}</p>`}`
            : nothing
        }
      </fieldset>
      <div class="one">
        <label for="source">${words(localize, "card_entry_device")}</label>
        <input
          id="source"
          class="input"
          type="text"
          maxlength="60"
          autocomplete="off"
          enterkeyhint="send"
          placeholder=${words(localize, "card_entry_device_example")}
          .value=${this.typed.get("source") ?? ""}
          @input=${(event: Event) => {
            this.onField("source", (event.target as HTMLInputElement).value, false);
          }}
        />
      </div>`;
  }

  /** What is wrong beside no field, and what went wrong on the way. */
  private problems(): TemplateResult | typeof nothing {
    const shown = new Set(["person", "when", "posture", ...PRESSURE, ...this.keys]);
    const rest = [...this.wrong].filter(([key]) => !shown.has(key)).map(([, text]) => text);
    const all = this.recorder.failure === "" ? rest : [...rest, this.recorder.failure];
    return all.length === 0
      ? nothing
      : html`<div role="alert">${all.map((text) => html`<p class="wrong">${text}</p>`)}</div>`;
  }

  private result(hass: Hass, localize: Localize): TemplateResult | typeof nothing {
    const { outcome, busy, undoable } = this.recorder;
    if (outcome === null) return nothing;
    const undo = (): void => void this.recorder.undo(hass, localize);
    return result({ hass, localize, outcome, undoable, busy, nowMs: Date.now(), undo });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "healthsense-entry-body": EntryBody;
  }
}
