import { css } from "lit";

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 12px;
    container-type: inline-size;
    height: auto;
  }
  h3 {
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .block {
    gap: 8px;
    padding: 12px 0;
  }
  .block + .block {
    border-block-start: 1px solid var(--divider-color);
  }
  @container (min-width: 760px) {
    .panel:has(> .block ~ .block) {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      column-gap: 32px;
    }
    .panel > :not(.block) {
      grid-column: 1 / -1;
    }
    .block:nth-of-type(2) {
      border: 0;
    }
  }
  .panel > details:first-of-type {
    border: 0;
  }
  .rows {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .rows > li {
    display: grid;
    gap: 8px;
    padding-block: 12px;
  }
  .rows > li + li {
    border-block-start: 1px solid var(--divider-color);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
  }
  .row .name {
    flex: 1 1 180px;
    min-width: 0;
    overflow-wrap: anywhere;
    hyphens: auto;
  }
  .row .note {
    display: block;
  }
  .row strong {
    font-variant-numeric: tabular-nums;
  }
  .edit {
    grid-template-columns: repeat(auto-fit, minmax(min(180px, 100%), 1fr));
    align-items: end;
    gap: 12px 16px;
    padding: 12px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
  }
  .rows > li > .actions {
    gap: 0 16px;
    margin-block: -8px -4px;
  }
  .rows > li > .actions button {
    min-height: 36px;
    padding: 0;
    border: 0;
    border-radius: 4px;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .edit .wide,
  .edit .actions,
  .edit .radio,
  .edit .warning {
    grid-column: 1 / -1;
  }
  ol {
    margin: 0;
    padding-inline-start: 20px;
  }
  ol li {
    padding-block: 4px;
  }
`;
