import { css, html, nothing, type TemplateResult } from "lit";
import type { Person } from "../data/messages";

/** Whose page is shown: a choice where there are several people, and nothing to choose where there is one. */
export function who(
  label: string,
  people: readonly Person[],
  now: string,
  choose: (personId: string) => void,
): TemplateResult | typeof nothing {
  if (people.length < 2) return nothing;
  return html`<label class="who">
    <span class="spoken">${label}</span>
    <select
      @change=${(event: Event) => {
        choose((event.target as HTMLSelectElement).value);
      }}
    >
      ${people.map(
        (person) =>
          html`<option .value=${person.person_id} ?selected=${person.person_id === now}>${person.name}</option>`,
      )}
    </select>
  </label>`;
}

/** The person who was chosen, the first while nobody was. */
export function whoOf(people: readonly Person[], chosen: string): Person | undefined {
  return people.find((person) => person.person_id === chosen) ?? people[0];
}

export const whoStyles = css`
  .who select {
    font: inherit;
    min-height: 44px;
    max-width: 100%;
    padding-inline: 12px;
    color: var(--primary-text-color);
    background: var(--card-background-color, #fff);
    border: 1px solid var(--secondary-text-color);
    border-radius: 12px;
  }
  .who select:focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
`;
