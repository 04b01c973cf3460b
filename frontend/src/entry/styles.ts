import { css } from "lit";

export const styles = css`
  :host {
    container-type: inline-size;
    height: auto;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(140px, 100%), 1fr));
    gap: 12px 16px;
    align-items: start;
  }
  .field {
    display: grid;
    gap: 8px;
  }
  .pressure {
    grid-column: 1 / -1;
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(140px, 100%), 1fr));
    gap: 8px 16px;
  }
  .pressure legend {
    margin-block-end: 8px;
  }
  .unit {
    flex: none;
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-m, 14px);
  }
  select.unit {
    align-self: stretch;
    cursor: pointer;
  }
  .when {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 20px;
  }
  .when legend {
    float: inline-start;
    padding-inline-end: 20px;
  }
  .when .input {
    width: auto;
    flex: 1 1 220px;
  }
  .when .wrong {
    flex-basis: 100%;
  }
  .actions {
    align-items: center;
  }
  .result {
    display: grid;
    gap: 8px;
    padding: 12px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--success-color, #43a047) 14%, transparent);
  }
  .result[data-undone="true"] {
    background: color-mix(in srgb, var(--primary-text-color) 6%, transparent);
  }
  .title {
    display: flex;
    align-items: center;
    gap: 8px;
  }
`;
