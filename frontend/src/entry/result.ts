import { html, nothing, type TemplateResult } from "lit";
import { shownValue } from "../base/value";
import { clock } from "../format";
import type { Hass, Localize } from "../ha";
import { entityOf } from "../people";
import { nameOf, words } from "../texts";
import type { Outcome, Stored, Undone } from "./recorder";

export interface ResultShown {
  readonly hass: Hass;
  readonly localize: Localize;
  readonly outcome: Outcome;
  readonly undoable: boolean;
  readonly busy: boolean;
  readonly nowMs: number;
  readonly undo: () => void;
}

/** What was kept and what was not, and the way back. */
export function result(shown: ResultShown): TemplateResult {
  const { undone } = shown.outcome;
  return undone === null ? kept(shown) : takenBack(shown, undone);
}

function kept(shown: ResultShown): TemplateResult {
  const { localize, outcome } = shown;
  const { taken, refused, duplicates } = outcome;
  const title =
    taken.length > 0
      ? words(localize, "card_entry_taken", {
          name: outcome.person.name,
          time: clock(shown.hass, first(taken), shown.nowMs),
        })
      : words(localize, "card_entry_known");
  return html`<div class="result">
    ${head("mdi:check-circle", title)}
    <ul>
      ${taken.map((one) => html`<li>${line(shown, one)}</li>`)}
    </ul>
    ${duplicates > 0 && taken.length > 0 ? html`<p>${words(localize, "card_entry_known")}</p>` : nothing}
    ${
      refused.size === 0
        ? nothing
        : html`<p><strong>${words(localize, "card_entry_refused")}</strong></p>
            <ul>
              ${[...refused.values()].map((text) => html`<li>${text}</li>`)}
            </ul>`
    }
    ${
      shown.undoable
        ? html`<div class="actions">
            <button type="button" class="undo" ?disabled=${shown.busy} @click=${shown.undo}>
              ${words(localize, "card_entry_undo")}
            </button>
          </div>`
        : nothing
    }
  </div>`;
}

/** What is back; and what somebody changed meanwhile, which is left. */
function takenBack(shown: ResultShown, { restored, removed, kept: left }: Undone): TemplateResult {
  const { localize } = shown;
  const names = left.map(({ vital }) => nameOf(localize, vital)).join(", ");
  const nothingUndone = left.length > 0 && restored.length + removed.length === 0;
  const leftAsIs = left.length === 0 ? "" : words(localize, "card_entry_kept", { names });
  if (nothingUndone)
    return html`<div class="result" data-undone="true">${head("mdi:information-outline", leftAsIs)}</div>`;
  if (restored.length + removed.length === 0) {
    const before = words(localize, "card_entry_undone_before");
    return html`<div class="result" data-undone="true">${head("mdi:information-outline", before)}</div>`;
  }
  const title = words(localize, restored.length > 0 ? "card_entry_back" : "card_entry_undone");
  return html`<div class="result" data-undone="true">
    ${head("mdi:undo", title)}
    ${
      restored.length === 0
        ? nothing
        : html`<ul>
            ${restored.map((one) => html`<li>${line(shown, one)}</li>`)}
          </ul>`
    }
    ${leftAsIs === "" ? nothing : html`<p>${leftAsIs}</p>`}
  </div>`;
}

function head(icon: string, title: string): TemplateResult {
  return html`<p class="title"><ha-icon .icon=${icon} aria-hidden="true"></ha-icon><strong>${title}</strong></p>`;
}

function first(taken: readonly Stored[]): string {
  return taken[0]?.time ?? "";
}

function line({ hass, localize, outcome }: ResultShown, { vital, value, unit }: Stored): TemplateResult {
  const shown = shownValue(hass, localize, vital, value, unit, entityOf(hass, outcome.person.device_id, vital));
  return html`${nameOf(localize, vital)}: <bdi>${shown.text} ${shown.unit}</bdi>`;
}
