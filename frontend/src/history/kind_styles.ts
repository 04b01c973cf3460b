import { css } from "lit";

export const kindStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 12px;
    height: auto;
    min-width: 0;
  }
  .choice {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
  }
  .choice button {
    min-height: 36px;
    padding-inline: 12px;
    border-radius: 18px;
    box-shadow: inset 0 0 0 1px var(--divider-color);
  }
  .choice button[aria-pressed="true"] {
    font-weight: var(--ha-font-weight-medium, 500);
    background: color-mix(in srgb, var(--primary-color) 16%, transparent);
    box-shadow: inset 0 0 0 2px var(--primary-color);
  }
  .figures {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(110px, 1fr));
    gap: 8px 12px;
  }
  .figures dd {
    font-size: var(--ha-font-size-l, 16px);
    font-variant-numeric: tabular-nums;
  }
`;
