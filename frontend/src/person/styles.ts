import { css } from "lit";

export const styles = css`
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
  }
  h3,
  .spoken {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  ul {
    list-style: none;
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
  button:focus-visible {
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

  .toggle {
    display: inline-flex;
    align-items: center;
    min-height: 44px;
    gap: 4px;
  }
  .toggle ha-icon {
    --mdc-icon-size: 20px;
    color: var(--secondary-text-color);
    transition: transform 150ms ease;
  }
  .toggle[aria-expanded="true"] > ha-icon:last-child {
    transform: rotate(180deg);
  }

  .alerts {
    display: grid;
    gap: 8px;
  }
  .alerts[data-none] {
    /* Not taken away: a screen reader tells what comes into it. The gap of an empty row is. */
    margin-block-end: -12px;
  }
  .alert {
    --tone: var(--info-color, #039be5);
    display: grid;
    gap: 6px;
    padding: 12px;
    border-radius: 12px;
    border-inline-start: 4px solid var(--tone);
    background: color-mix(in srgb, var(--tone) 10%, transparent);
  }
  .alert[data-gravity="warning"] {
    --tone: var(--warning-color, #ffa600);
  }
  .alert[data-gravity="urgent"] {
    --tone: var(--error-color, #db4437);
  }
  .alert-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  .alert .note {
    color: var(--primary-text-color);
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

  .vitals {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(148px, 1fr));
    gap: 8px;
  }
  .vital {
    display: grid;
    align-content: start;
    gap: 2px;
    width: 100%;
    height: 100%;
    box-sizing: border-box;
    padding: 10px 12px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
  }
  .vital .name {
    overflow-wrap: anywhere;
    hyphens: auto;
    font-size: var(--ha-font-size-m, 14px);
  }
  .vital .value {
    font-size: 32px;
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
  }
  .vital .unit {
    font-size: var(--ha-font-size-m, 14px);
    color: var(--secondary-text-color);
  }
  .vital .fresh {
    display: flex;
    align-items: center;
    gap: 4px;
    --mdc-icon-size: 16px;
    font-size: var(--ha-font-size-s, 12px);
  }
  button.vital:hover {
    background: color-mix(in srgb, var(--primary-text-color) 9%, transparent);
  }
  .vital.old {
    background: none;
    box-shadow: inset 0 0 0 1px var(--divider-color);
  }

  .score .toggle {
    width: 100%;
    gap: 8px;
  }
  .score + .score {
    border-top: 1px solid var(--divider-color);
  }
  .score .name {
    flex: 1;
  }
  .rests:not([hidden]) {
    display: grid;
    gap: 8px;
    padding-block: 4px 12px;
  }
  .rests p,
  .rests table,
  .rests dl {
    font-size: var(--ha-font-size-m, 14px);
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
  td .note {
    display: block;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(120px, 1fr));
    gap: 6px 12px;
  }

  @container (max-width: 400px) {
    .vitals {
      grid-template-columns: 1fr 1fr;
    }
    .vital .value {
      font-size: 26px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .toggle ha-icon {
      transition: none;
    }
  }
`;
