import { html, nothing, type TemplateResult } from "lit";
import type { LimitProposal, Rule } from "../alert/messages";
import { parse } from "../base/decimal";
import { formatNumber } from "../format";
import { causeName, levelName, ruleName, stateWord, words } from "../texts";
import { button, checkedOf, keep, said, setBy, settingOf, valueOf, type Part } from "./part";
import { TARGET, groups, keptLimit, shownLimit, unitOfRule, type Group } from "./view";

/** Every rule with the limit that holds, where it comes from, and whether it is on. */
export function limits(part: Part): TemplateResult {
  const { localize, answer } = part;
  return html`<p class="note">${words(localize, "card_settings_limits_what")}</p>
    ${groups(answer).map((group) => section(part, group))}`;
}

function section(part: Part, { cause, rules }: Group): TemplateResult {
  const { localize } = part;
  const changed = rules.filter((one) => settingOf(part, `limit.${one.rule}`) ?? settingOf(part, `rule.${one.rule}`));
  return html`<details>
    <summary>
      <span
        >${causeName(localize, cause)}${
          changed.length === 0
            ? nothing
            : html` <span class="note">· ${words(localize, "card_settings_changed", { count: changed.length })}</span>`
        }</span
      >
    </summary>
    <ul class="rows">
      ${rules.map((one) => html`<li>${rule(part, one)}</li>`)}
    </ul>
  </details>`;
}

function rule(part: Part, one: Rule): TemplateResult {
  const { hass, localize, person, editing, edit } = part;
  const key = `limit.${one.rule}`;
  const name = ruleName(localize, one.rule);
  const unit = unitOfRule(hass, person.device_id, one);
  const own = settingOf(part, key);
  const limit = one.limit ?? one.usual_limit;
  const origin = one.origin === null ? "" : stateWord(localize, "alert_origin", one.origin);
  const facts = [
    // The names of limits of vitals say their level themselves.
    one.unit === null ? levelName(localize, one.level) : "",
    own === undefined || one.usual_limit === null
      ? ""
      : words(localize, "card_settings_usual", { limit: shownLimit(hass, one.usual_limit, unit) }),
    own === undefined ? "" : origin,
    setBy(part, own),
  ];
  const proposal = part.answer.proposals.find((found) => found.rule === one.rule);
  return html`<div class="row">
      <span class="name">${name}<span class="note">${facts.filter(Boolean).join(" · ")}</span></span>
      ${
        limit !== null
          ? html`<strong><bdi>${shownLimit(hass, limit, unit)}</bdi></strong>`
          : one.rule === TARGET
            ? html`<span>${words(localize, "card_entry_not_told")}</span>`
            : nothing
      }
      ${one.rule === TARGET ? nothing : onOff(part, one, name)}
    </div>
    ${
      proposal === undefined || editing === key
        ? nothing
        : html`<p class="note">
            ${words(localize, "card_settings_proposed", {
              limit: shownLimit(hass, proposal.value, unit),
              days: proposal.days,
            })}
          </p>`
    }
    ${
      one.range === null
        ? nothing
        : editing === key
          ? form(part, one, proposal)
          : html`<div class="actions">
              ${button(
                part,
                words(localize, "card_settings_change"),
                () => {
                  edit(key);
                },
                { about: name },
              )}
              ${
                own === undefined
                  ? nothing
                  : button(
                      part,
                      words(localize, "card_settings_reset"),
                      () => {
                        keep(part, key, null);
                      },
                      { about: name },
                    )
              }
            </div>`
    }
    ${said(part, key)}${said(part, `rule.${one.rule}`)}`;
}

/** On or off; what protects from what is dangerous is always on. */
function onOff(part: Part, one: Rule, name: string): TemplateResult {
  const { localize, person, doing } = part;
  const key = `rule.${one.rule}`;
  const word = words(
    localize,
    one.absolute ? "card_settings_always" : one.on ? "card_settings_on" : "card_settings_off",
  );
  if (one.absolute || !person.may_write) return html`<span>${word}</span>`;
  return html`<label class="radio"
    ><input
      type="checkbox"
      role="switch"
      aria-label=${name}
      .checked=${one.on}
      ?disabled=${doing.busy !== ""}
      @change=${(event: Event) => {
        keep(part, key, { on: (event.target as HTMLInputElement).checked });
      }}
    /><span aria-hidden="true">${word}</span></label
  >`;
}

/** A limit of the person's own: how much, and who says so. */
function form(part: Part, one: Rule, proposal: LimitProposal | undefined): TemplateResult {
  const { hass, localize, person, doing, edit } = part;
  const key = `limit.${one.rule}`;
  const unit = unitOfRule(hass, person.device_id, one);
  const [low, high] = one.range ?? [0, 0];
  const clinician = one.rule === TARGET;
  const begin = proposal?.value ?? one.limit ?? one.usual_limit;
  const submit = (event: Event): void => {
    event.preventDefault();
    const typed = parse(valueOf(event, "value"));
    const value = typed === null ? null : keptLimit(typed, unit);
    if (value === null || value < low || value > high) {
      const between = { low: shownLimit(hass, low, unit), high: shownLimit(hass, high, unit) };
      doing.refuse(key, words(localize, "card_settings_between", between));
      return;
    }
    const named = valueOf(event, "named_by").trim();
    const origin =
      clinician || checkedOf(event, "clinician") ? "clinician" : value === proposal?.value ? "history" : "person";
    if (origin === "clinician" && named === "") {
      doing.refuse(key, words(localize, "card_settings_who_needed"));
      return;
    }
    keep(part, key, { value, origin, ...(named === "" ? {} : { named_by: named }) });
  };
  return html`<form class="edit" novalidate @submit=${submit}>
    <div class="one">
      <label for="value">${words(localize, "card_settings_limit")}</label>
      <div class="input">
        <input
          id="value"
          name="value"
          type="text"
          inputmode="decimal"
          enterkeyhint="done"
          autocomplete="off"
          .value=${begin === null ? "" : formatNumber(hass, begin * unit.factor + unit.offset)}
        /><span class="note">${unit.unit}</span>
      </div>
    </div>
    <div class="one">
      <label for="named_by">${words(localize, "card_settings_named_by")}</label>
      <input id="named_by" name="named_by" class="input" type="text" maxlength="100" autocomplete="off" />
    </div>
    ${
      clinician
        ? nothing
        : html`<label class="radio"
            ><input type="checkbox" name="clinician" />${words(localize, "card_settings_clinician")}</label
          >`
    }
    ${
      // Where the usual limit comes from is told in English only, as in the documentation.
      one.source !== null && hass.language.startsWith("en") ? html`<p class="note wide">${one.source}</p>` : nothing
    }
    <div class="actions">
      <button type="submit" class="main" ?disabled=${doing.busy !== ""}>
        ${words(localize, "card_settings_save")}
      </button>
      <button
        type="button"
        @click=${() => {
          edit("");
        }}
      >
        ${words(localize, "card_settings_cancel")}
      </button>
    </div>
  </form>`;
}
