import { css } from "lit";

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 16px;
    height: auto;
    --bar: var(--primary-color);
    --ink: var(--primary-text-color);
    --paper: var(--card-background-color, #fff);
  }
  h3 {
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
    margin: 0;
    color: var(--primary-text-color);
  }
  .head {
    align-items: flex-start;
  }
  .title p {
    font-size: var(--ha-font-size-m, 14px);
  }
  .big {
    font-size: var(--ha-font-size-l, 16px);
    line-height: 1.3;
  }
  .big strong {
    font-size: 32px;
    font-weight: var(--ha-font-weight-normal, 400);
    margin-inline-end: 4px;
    font-variant-numeric: tabular-nums;
  }
  .hundred {
    inline-size: min(100%, 420px);
    margin-block: -8px;
  }
  .hundred:dir(rtl) {
    transform: scaleX(-1);
  }
  .hundred circle {
    fill: var(--secondary-text-color);
    opacity: 0.35;
  }
  .hundred .sure,
  .hundred .likely {
    fill: var(--bar);
    stroke: var(--ink);
    stroke-width: 0.5;
    opacity: 1;
  }
  .hundred .likely {
    fill: color-mix(in srgb, var(--bar) 55%, var(--paper));
  }
  .hundred .open {
    fill: none;
    stroke: var(--bar);
    stroke-width: 1.4;
    opacity: 1;
  }
  .lacking,
  .part {
    display: grid;
    gap: 8px;
  }
  .lacking {
    padding: 12px 16px;
    border-radius: 12px;
    border-inline-start: 4px solid var(--secondary-text-color);
    background: color-mix(in srgb, var(--ink) 5%, transparent);
  }
  .steps {
    display: grid;
    gap: 6px;
    padding-inline-start: 20px;
    list-style: disc;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr));
    gap: 8px 16px;
  }
  .counted {
    table-layout: fixed;
  }
  .counted caption {
    padding-block-end: 8px;
  }
  .counted th,
  .counted td {
    vertical-align: middle;
    padding-block: 5px;
    font-size: var(--ha-font-size-m, 14px);
  }
  .counted th {
    inline-size: 42%;
    overflow-wrap: anywhere;
    hyphens: auto;
  }
  .track {
    position: relative;
    display: block;
    block-size: 12px;
    border-inline-start: 1px solid var(--secondary-text-color);
  }
  [data-signed] .track {
    border: 0;
    background: linear-gradient(var(--secondary-text-color), var(--secondary-text-color)) center / 1px 100% no-repeat;
  }
  .track i {
    position: absolute;
    inset-block: 1px;
    inline-size: calc(100% * var(--length));
    border-radius: 2px;
  }
  [data-signed] .track i {
    inline-size: calc(50% * var(--length));
  }
  [data-signed] .track [data-side="above"] {
    inset-inline-start: 50%;
  }
  .track [data-side="above"] {
    inset-inline-start: 0;
    background: var(--bar);
  }
  .track [data-side="below"] {
    inset-inline-end: 50%;
    background: repeating-linear-gradient(-45deg, var(--secondary-text-color) 0 2px, transparent 2px 4px);
    box-shadow: inset 0 0 0 1px var(--secondary-text-color);
  }
  .effect {
    display: grid;
    /* On a phone the bar stands below its word. */
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 7em), 1fr));
    align-items: center;
    gap: 4px 8px;
  }
  healthsense-record-outcome {
    height: auto;
  }
  .toggle,
  .as-table {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-height: 44px;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .as-table {
    justify-self: start;
    padding-inline: 8px;
    margin-inline-start: -8px;
    font-size: var(--ha-font-size-s, 12px);
    font-weight: inherit;
    --mdc-icon-size: 20px;
  }
  .toggle ha-icon {
    --mdc-icon-size: 20px;
    transition: transform 150ms ease;
  }
  .toggle[aria-expanded="true"] ha-icon {
    transform: rotate(180deg);
  }
  .plainly {
    display: flex;
    gap: 8px;
    align-items: flex-start;
    --mdc-icon-size: 20px;
    padding-block-start: 12px;
    border-block-start: 1px solid var(--divider-color);
  }
  @media (prefers-reduced-motion: reduce) {
    .toggle ha-icon {
      transition: none;
    }
  }
`;
