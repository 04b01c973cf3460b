import { css, html, type TemplateResult } from "lit";

export interface Tab<Key extends string> {
  readonly key: Key;
  readonly label: string;
}

/** Parts of a card of which one is shown: arrow keys go from one to the next. */
export function tabs<Key extends string>(
  label: string,
  all: readonly Tab<Key>[],
  now: Key,
  choose: (key: Key) => void,
): TemplateResult {
  const onKey = (event: KeyboardEvent): void => {
    const list = event.currentTarget as HTMLElement;
    const rtl = getComputedStyle(list).direction === "rtl";
    const step = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = all.findIndex(({ key }) => key === now);
    const next = all[(at + step + all.length) % all.length];
    if (next === undefined) return;
    choose(next.key);
    list.querySelector<HTMLElement>(`#tab-${next.key}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${label} @keydown=${onKey}>
    ${all.map(
      ({ key, label: text }) =>
        html`<button
          type="button"
          role="tab"
          id="tab-${key}"
          aria-selected=${key === now ? "true" : "false"}
          aria-controls="panel-${key}"
          tabindex=${key === now ? 0 : -1}
          @click=${() => {
            choose(key);
          }}
        >
          ${text}
        </button>`,
    )}
  </div>`;
}

/** What the chosen tab shows. */
export function panel(key: string, content: unknown): TemplateResult {
  return html`<div class="panel" role="tabpanel" id="panel-${key}" aria-labelledby="tab-${key}">${content}</div>`;
}

export const tabStyles = css`
  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 0 4px;
    border-block-end: 1px solid var(--divider-color);
  }
  .tabs button {
    min-height: 44px;
    padding: 0 12px;
    border-radius: 8px 8px 0 0;
    border-block-end: 3px solid transparent;
    color: var(--secondary-text-color);
  }
  .tabs [aria-selected="true"] {
    border-color: var(--primary-color);
    color: var(--primary-text-color);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }
`;
