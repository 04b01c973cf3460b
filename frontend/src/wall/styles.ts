import { css } from "lit";

export const wallStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 12px;
    height: auto;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }
  .sort {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 44px;
    padding-inline: 12px;
    text-decoration: underline;
    --mdc-icon-size: 20px;
  }
  .sort[hidden] {
    display: none;
  }
  fieldset {
    display: flex;
    margin: 0;
    padding: 3px;
    border: 0;
    border-radius: 25px;
    background: color-mix(in srgb, var(--primary-text-color) 8%, transparent);
  }
  label {
    position: relative;
    display: inline-flex;
    cursor: pointer;
  }
  input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  label span {
    display: inline-flex;
    align-items: center;
    min-height: 44px;
    padding-inline: 14px;
    border-radius: 22px;
  }
  input:checked + span {
    color: var(--card-background-color, #fff);
    background: var(--primary-text-color);
  }
  input:focus-visible + span {
    outline: 2px solid var(--primary-color);
    outline-offset: 2px;
  }
  .wall {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 272px), 1fr));
    gap: 12px;
  }
`;
