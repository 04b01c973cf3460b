import { css } from "lit";

export const sheetStyles = css`
  .sheet {
    display: grid;
    gap: 12px;
    padding: 12px 16px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
    font-size: var(--ha-font-size-m, 14px);
    overflow-wrap: anywhere;
  }
  .sheet dl {
    display: grid;
    gap: 8px;
  }
  h4 {
    margin: 0;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .plain {
    display: grid;
    gap: 4px;
    padding-inline-start: 20px;
    list-style: disc;
  }
  .sheet h4 + * {
    margin-block-start: -8px;
  }
  .sheet td {
    font-variant-numeric: tabular-nums;
    text-align: end;
    padding-inline-end: 0;
    min-inline-size: 9ch;
  }
  .sheet th {
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .sheet thead th,
  .sheet tbody td:first-child {
    text-align: start;
  }
  .sheet thead th:not(:first-child) {
    text-align: end;
  }
  .block {
    display: block;
    font-weight: var(--ha-font-weight-normal, 400);
  }
  .sheet .note,
  .sheet dt,
  .sheet caption {
    /* On the tinted ground the theme's second colour would be too faint. */
    color: color-mix(in srgb, var(--primary-text-color) 75%, var(--secondary-text-color));
  }
  .hash {
    font-family: var(--ha-font-family-code, monospace);
  }
  summary {
    min-height: 32px;
    display: list-item;
    cursor: pointer;
    font-weight: var(--ha-font-weight-medium, 500);
    padding-block: 6px;
  }
  summary:focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  .calibration {
    display: grid;
    grid-template-columns: minmax(120px, 220px) minmax(180px, 1fr);
    gap: 12px 20px;
    align-items: start;
  }
  .calibration svg {
    inline-size: 100%;
  }
  .calibration circle {
    fill: var(--primary-color);
    stroke: var(--primary-text-color);
    stroke-width: 0.6;
  }
  .frame,
  .even {
    fill: none;
    stroke: var(--primary-text-color);
    stroke-width: 0.7;
  }
  .even {
    stroke-dasharray: 3 3;
  }
  a {
    color: var(--primary-text-color);
    text-underline-offset: 3px;
  }
  @container (max-width: 460px) {
    .calibration {
      grid-template-columns: 1fr;
    }
  }
`;
