import { css } from "lit";

export const tileStyles = css`
  :host {
    /* Tiles out of sight cost nothing. */
    content-visibility: auto;
    contain-intrinsic-size: auto 220px;
  }
  article {
    --tone: var(--divider-color, #ccc);
    position: relative;
    display: flex;
    flex-direction: column;
    gap: 10px;
    height: 100%;
    box-sizing: border-box;
    padding: 12px;
    border-radius: 12px;
    border: 1px solid var(--divider-color);
    overflow: hidden;
  }
  article::before {
    content: "";
    position: absolute;
    inset-block-start: 0;
    inset-inline: 0;
    height: 4px;
    background: var(--tone);
  }
  article[data-gravity="good"] {
    --tone: var(--success-color, #43a047);
  }
  article[data-gravity="notice"] {
    --tone: var(--info-color, #039be5);
  }
  article[data-gravity="warning"] {
    --tone: var(--warning-color, #ffa600);
  }
  article[data-gravity="urgent"] {
    --tone: var(--error-color, #db4437);
    background: color-mix(in srgb, var(--tone) 6%, transparent);
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 8px;
  }
  h3 {
    margin: 0;
    min-width: 0;
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .open {
    min-height: 24px;
    font-weight: inherit;
    overflow-wrap: anywhere;
  }
  /* The whole tile is the target; what else can be pressed lies above it. */
  .open::after {
    content: "";
    position: absolute;
    inset: 0;
    border-radius: 12px;
  }
  .open:focus-visible {
    outline: none;
  }
  .open:focus-visible::after {
    outline: 2px solid var(--primary-color);
    outline-offset: -3px;
  }
  article:has(.open:hover) {
    background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
  }
  .vitals {
    display: grid;
    gap: 2px;
    line-height: 1.3;
  }
  .vitals li {
    display: flex;
    align-items: baseline;
    gap: 8px;
  }
  .vitals .name {
    flex: 1;
    min-width: 0;
  }
  .vitals .age {
    flex: 0 0 62px;
  }
  .name {
    color: var(--secondary-text-color);
    overflow-wrap: anywhere;
    hyphens: auto;
  }
  .value {
    font-size: var(--ha-font-size-xl, 20px);
    font-variant-numeric: tabular-nums;
    text-align: end;
    white-space: nowrap;
  }
  .unit,
  .age {
    font-size: var(--ha-font-size-s, 12px);
    color: var(--secondary-text-color);
  }
  .age {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    white-space: nowrap;
    --mdc-icon-size: 14px;
  }
  .old .age,
  .old .value {
    color: var(--primary-text-color);
  }
  .old .value {
    font-style: italic;
  }
  .alert {
    --tone: var(--info-color, #039be5);
    position: relative;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    margin-block-start: auto;
    padding: 8px 10px;
    border-radius: 8px;
    background: color-mix(in srgb, var(--tone) 14%, transparent);
    pointer-events: none;
  }
  .alert[data-gravity="warning"] {
    --tone: var(--warning-color, #ffa600);
  }
  .alert[data-gravity="urgent"] {
    --tone: var(--error-color, #db4437);
  }
  .alert button {
    pointer-events: auto;
  }
  .said {
    display: grid;
    flex: 1 1 120px;
  }
  .said span {
    font-size: var(--ha-font-size-s, 12px);
  }
  .failure {
    flex-basis: 100%;
  }
`;
