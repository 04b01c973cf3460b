import { css } from "lit";

/** Fields that people fill in: large enough for a finger, and what is wrong with one right below it. */
export const inputs = css`
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
  fieldset {
    border: 0;
    margin: 0;
    padding: 0;
    min-width: 0;
  }
  legend {
    padding: 0;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .one {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    align-content: start;
    min-width: 0;
  }
  label {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-m, 14px);
  }
  input,
  select,
  textarea {
    font: inherit;
    color: var(--primary-text-color);
    background: none;
    border: 0;
    min-width: 0;
    box-sizing: border-box;
    color-scheme: light dark;
  }
  option {
    color: var(--primary-text-color);
    background: var(--card-background-color, #fff);
  }
  .input {
    display: flex;
    width: 100%;
    min-height: 44px;
    box-sizing: border-box;
    padding-inline: 12px;
    align-items: center;
    gap: 8px;
    border: 1px solid var(--secondary-text-color);
    border-radius: 12px;
    background: color-mix(in srgb, var(--primary-text-color) 4%, transparent);
  }
  .input > input {
    flex: 1;
    width: 0;
    align-self: stretch;
    min-height: 42px;
    padding: 0;
    outline: none;
  }
  .input:focus-within,
  .input:focus-visible,
  summary:focus-visible,
  [type="radio"]:focus-visible,
  [type="checkbox"]:focus-visible {
    outline: 2px solid var(--primary-color);
    outline-offset: 1px;
  }
  [aria-invalid="true"].input,
  .input:has([aria-invalid="true"]) {
    border-color: var(--error-color, #db4437);
    box-shadow: inset 0 0 0 1px var(--error-color, #db4437);
  }
  ::placeholder {
    color: var(--secondary-text-color);
    opacity: 1;
  }
  .wrong::before {
    content: "⚠ " / "";
  }
  .wrong {
    font-size: var(--ha-font-size-m, 14px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .radio {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-height: 44px;
    color: var(--primary-text-color);
  }
  [type="radio"],
  [type="checkbox"] {
    width: 20px;
    height: 20px;
    flex: none;
    margin: 0;
    accent-color: var(--primary-color);
  }
  details {
    border-block-start: 1px solid var(--divider-color);
  }
  summary {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 44px;
    cursor: pointer;
    border-radius: 8px;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary::after {
    content: "";
    width: 8px;
    height: 8px;
    margin-inline-start: auto;
    margin-inline-end: 6px;
    border: solid var(--secondary-text-color);
    border-width: 0 2px 2px 0;
    transform: rotate(45deg) translate(-2px, -2px);
  }
  details[open] > summary::after {
    transform: rotate(225deg) translate(-2px, -2px);
  }
`;
