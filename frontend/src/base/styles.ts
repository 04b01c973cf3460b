import { css } from "lit";

/** What all cards of ours share: spacing, headings, buttons, and what only a screen reader reads. */
export const base = css`
  :host {
    display: block;
    height: 100%;
  }
  ha-card {
    height: 100%;
    container-type: inline-size;
  }
  section {
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding: 16px;
  }
  h2,
  h3,
  p,
  dl,
  dd,
  ul {
    margin: 0;
    padding: 0;
  }
  h2 {
    font-size: var(--ha-font-size-xl, 20px);
    font-weight: var(--ha-font-weight-medium, 500);
    line-height: 1.3;
    overflow-wrap: anywhere;
    hyphens: auto;
  }
  ul {
    list-style: none;
  }
  .spoken {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 12px;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    text-align: start;
    cursor: pointer;
    border-radius: 8px;
  }
  button:focus-visible,
  a:focus-visible,
  [tabindex]:focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  button:disabled {
    cursor: progress;
    opacity: 0.6;
  }
  .note {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  .banner {
    padding: 8px 12px;
    border-radius: 8px;
    background: color-mix(in srgb, var(--info-color, #039be5) 15%, transparent);
  }
  .message {
    padding: 8px 0;
  }
  section.problem {
    padding: 16px;
  }
  .problem ha-icon {
    color: var(--error-color, #db4437);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .actions button {
    min-height: 44px;
    padding: 0 16px;
    border: 1px solid var(--primary-text-color);
    border-radius: 22px;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .actions button.main {
    color: var(--card-background-color, #fff);
    background: var(--primary-text-color);
  }
  .failure {
    font-weight: var(--ha-font-weight-medium, 500);
  }

  table {
    width: 100%;
    border-collapse: collapse;
  }
  caption {
    text-align: start;
    padding-block-end: 4px;
  }
  caption,
  dt {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  th,
  td {
    padding: 4px 0;
    padding-inline-end: 8px;
    text-align: start;
    font-weight: inherit;
    vertical-align: top;
  }
`;
