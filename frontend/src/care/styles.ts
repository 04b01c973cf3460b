import { css } from "lit";

export const careStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 20px;
    height: auto;
  }
  section {
    gap: 8px;
    padding: 0;
  }
  h3 {
    margin: 0;
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .today,
  .advice {
    display: grid;
    gap: 8px;
  }
  .today li {
    --tone: var(--secondary-text-color);
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    min-height: 44px;
    padding: 8px 12px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
  }
  .today li > div:first-of-type {
    flex: 1 1 140px;
    display: grid;
  }
  .today span {
    font-size: var(--ha-font-size-s, 12px);
  }
  .today ha-icon {
    color: var(--secondary-text-color);
  }
  [data-stand="due"] {
    box-shadow: inset 0 0 0 1px var(--warning-color, #ffa600);
  }
  strong {
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .advice li {
    display: grid;
    gap: 4px;
    padding: 12px;
    border: 1px solid var(--divider-color);
    border-radius: 12px;
  }
  summary {
    display: inline-flex;
    align-items: center;
    min-height: 44px;
    cursor: pointer;
    text-decoration: underline;
    border-radius: 8px;
  }
  summary:focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  details p + p {
    margin-block-start: 6px;
  }
  details p:last-child {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
`;
