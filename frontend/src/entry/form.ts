import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { nameOf, stateWord, words } from "../texts";
import type { Hass, Localize } from "../ha";
import { NUMBERS, SITES, WORDS, unitsOf } from "./fields";
import type { Typed, Wrong } from "./view";

export interface FormShown {
  readonly hass: Hass;
  readonly localize: Localize;
  readonly typed: Typed;
  readonly wrong: Wrong;
  readonly unit: (key: string) => string;
  /** Something was typed or chosen; `done` where the field was left. */
  readonly onField: (key: string, text: string, done: boolean) => void;
}

/** One field: a number with its unit, or one of a few words. */
export function field(shown: FormShown, key: string): TemplateResult {
  if (key === "systolic") return pressure(shown);
  if (key in WORDS) return choice(shown, key, nameOf(shown.localize, key));
  return html`<div class="field">
    ${number(shown, key, nameOf(shown.localize, key))}${NUMBERS[key]?.site && filled(shown, key) ? place(shown, key) : nothing}
  </div>`;
}

/** What a cuff says at once. */
function pressure(shown: FormShown): TemplateResult {
  const { localize } = shown;
  return html`<fieldset class="pressure">
    <legend>${words(localize, "advice_measure_blood_pressure")}</legend>
    ${number(shown, "systolic", words(localize, "card_entry_upper"))}
    ${number(shown, "diastolic", words(localize, "card_entry_lower"))}
    ${number(shown, "cuff_pulse", words(localize, "card_entry_pulse"))}
    ${filled(shown, "systolic") ? choice(shown, "posture", nameOf(localize, "posture")) : nothing}
  </fieldset>`;
}

/** What is only worth asking once there is a reading to say it of. */
function filled(shown: FormShown, key: string): boolean {
  return (shown.typed.get(key) ?? "").trim() !== "";
}

function number(shown: FormShown, key: string, label: string): TemplateResult {
  const { typed, wrong } = shown;
  const problem = wrong.get(key);
  return html`<div class="one">
    <label for=${key}>${label}</label>
    <div class="input">
      <input
        id=${key}
        name=${key}
        type="text"
        inputmode="decimal"
        enterkeyhint="next"
        autocomplete="off"
        maxlength="12"
        .value=${live(typed.get(key) ?? "")}
        aria-invalid=${problem === undefined ? "false" : "true"}
        aria-describedby="unit-${key}${problem === undefined ? "" : ` wrong-${key}`}"
        @input=${(event: Event) => {
          shown.onField(key, (event.target as HTMLInputElement).value, false);
        }}
        @change=${(event: Event) => {
          shown.onField(key, (event.target as HTMLInputElement).value, true);
        }}
      />${unit(shown, key)}
    </div>
    ${problem === undefined ? nothing : html`<p class="wrong" id="wrong-${key}">${problem}</p>`}
  </div>`;
}

/** The unit, to be chosen where a vital is known in several; a cuff's two pressures have one. */
function unit(shown: FormShown, key: string): TemplateResult {
  const units = unitsOf(key);
  const now = shown.unit(key);
  if (units.length < 2 || key === "diastolic") return html`<span class="unit" id="unit-${key}" dir="ltr">${now}</span>`;
  return html`<select
    id="unit-${key}"
    class="unit"
    dir="ltr"
    aria-label=${words(shown.localize, "card_entry_unit", { name: nameOf(shown.localize, key) })}
    @change=${(event: Event) => {
      shown.onField(`unit.${key}`, (event.target as HTMLSelectElement).value, true);
    }}
  >
    ${units.map((one) => html`<option value=${one} ?selected=${one === now}>${one}</option>`)}
  </select>`;
}

function choice(shown: FormShown, key: string, label: string): TemplateResult {
  const { localize, wrong } = shown;
  const options = (WORDS[key] ?? []).map((word) => [word, stateWord(localize, key, word)] as const);
  const problem = wrong.get(key);
  return html`<div class="one">
    ${select(shown, key, label, options)}
    ${problem === undefined ? nothing : html`<p class="wrong" id="wrong-${key}">${problem}</p>`}
  </div>`;
}

/** Where a temperature was taken. */
function place(shown: FormShown, key: string): TemplateResult {
  const { localize } = shown;
  const options = SITES.map((site) => [site, stateWord(localize, "site", site)] as const);
  return html`<div class="one">${select(shown, `site.${key}`, words(localize, "card_entry_place"), options)}</div>`;
}

function select(
  shown: FormShown,
  key: string,
  label: string,
  options: readonly (readonly [string, string])[],
): TemplateResult {
  const now = shown.typed.get(key) ?? "";
  return html`<label for=${key}>${label}</label>
    <select
      id=${key}
      class="input"
      @change=${(event: Event) => {
        shown.onField(key, (event.target as HTMLSelectElement).value, true);
      }}
    >
      <option value="" ?selected=${now === ""}>${words(shown.localize, "card_entry_not_told")}</option>
      ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === now}>${text}</option>`)}
    </select>`;
}
