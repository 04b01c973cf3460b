import { css } from "lit";

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 12px;
    container-type: inline-size;
    height: auto;
  }
  h3,
  h4 {
    margin: 0;
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  h4 {
    font-size: var(--ha-font-size-m, 14px);
  }
  .history {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .past > details > summary {
    padding-block: 8px;
  }
  .past:first-child > details,
  .writing {
    border: 0;
  }
  .level {
    flex: none;
    min-inline-size: 116px;
  }
  .silent {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding-inline: 6px 10px;
    color: var(--secondary-text-color);
    --mdc-icon-size: 20px;
  }
  .what {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .what .note {
    display: block;
  }
  .full {
    display: grid;
    gap: 8px;
    padding-block: 4px 16px;
    font-size: var(--ha-font-size-m, 14px);
  }
  .actions button {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    --mdc-icon-size: 20px;
  }
  [aria-pressed="true"] {
    color: var(--card-background-color, #fff);
    background: var(--primary-text-color);
  }
  .lines {
    display: grid;
    gap: 4px;
    font-size: var(--ha-font-size-m, 14px);
  }
  .lines li {
    padding-inline-start: 12px;
    border-inline-start: 2px solid var(--divider-color);
  }
  .budget {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    overflow-x: auto;
  }
  .budget thead th {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  .budget tbody tr > * {
    border-block-start: 1px solid var(--divider-color);
    padding-block: 8px;
    vertical-align: middle;
  }
  textarea.input {
    padding-block: 10px;
    resize: vertical;
  }
  .notes {
    display: grid;
    gap: 12px;
  }
  .notes .text {
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  .about {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
  }
  .about .notes {
    gap: 8px;
  }
  .about .notes li {
    padding: 8px 12px;
    border-radius: 8px;
    background: color-mix(in srgb, var(--primary-text-color) 6%, transparent);
  }
  .writing summary {
    --mdc-icon-size: 20px;
  }
  .writing form {
    gap: 8px;
    padding-block-end: 4px;
  }
  @container (max-width: 420px) {
    .past > details > summary {
      flex-wrap: wrap;
      position: relative;
      padding-inline-end: 24px;
    }
    .past > details > summary::after {
      position: absolute;
      inset-inline-end: 0;
      inset-block-start: 18px;
    }
    .level {
      min-inline-size: 0;
    }
    .what {
      flex-basis: 100%;
    }
  }
`;
