import { css } from "lit";

export const simulationStyles = css`
  :host {
    display: grid;
    gap: 12px;
    container-type: inline-size;
  }
  h3 {
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .two {
    display: grid;
    gap: 16px 32px;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    min-width: 0;
    margin: 0 0 16px;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0 0 8px;
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  fieldset input {
    position: absolute;
    opacity: 0;
  }
  fieldset label {
    position: relative;
    cursor: pointer;
  }
  fieldset span {
    display: flex;
    align-items: center;
    min-height: 44px;
    padding: 0 16px;
    border-radius: 22px;
    background: color-mix(in srgb, var(--primary-text-color) 6%, transparent);
  }
  input:checked + span {
    color: var(--card-background-color, #fff);
    background: var(--primary-text-color);
  }
  input:focus-visible + span {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(136px, 1fr));
    gap: 8px;
    align-content: start;
  }
  dl > div {
    padding: 10px 12px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
  }
  dd {
    font-size: 18px;
    font-variant-numeric: tabular-nums;
  }
  .try {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 12px;
  }
  .try label {
    display: grid;
    gap: 4px;
    flex: 1 1 160px;
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  select {
    font: inherit;
    font-size: var(--ha-font-size-m, 14px);
    min-height: 44px;
    padding: 0 12px;
    border: 1px solid var(--secondary-text-color);
    border-radius: 12px;
    color: var(--primary-text-color);
    background: var(--card-background-color, #fff);
  }
  select:focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  p:empty {
    display: none;
  }
  @container (min-width: 720px) {
    .two {
      grid-template-columns: 1fr 1fr;
    }
  }
`;
