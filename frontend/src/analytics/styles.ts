import { css } from "lit";

export const analyticsStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 24px;
    height: auto;
  }
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    padding: 0;
  }
  h3 {
    margin: 0;
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .figure {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 10px;
  }
  .figure strong {
    font-size: 32px;
    font-weight: 400;
    line-height: 1.2;
  }
  .trends {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr));
    gap: 0 32px;
  }
  .trends li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) fit-content(50%);
    align-items: center;
    gap: 10px;
    min-height: 36px;
    padding-block: 4px;
    box-sizing: border-box;
    line-height: 1.3;
    border-block-end: 1px solid var(--divider-color);
    --mdc-icon-size: 20px;
  }
  .trends ha-icon {
    color: var(--secondary-text-color);
  }
  .trends strong {
    font-weight: var(--ha-font-weight-medium, 500);
    text-align: end;
  }
  .trends .none strong {
    font-weight: 400;
    color: var(--secondary-text-color);
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 136px), 1fr));
    gap: 12px;
  }
  dd {
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
`;
