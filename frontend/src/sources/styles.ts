import { css } from "lit";

export const sourcesStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 20px;
    height: auto;
  }
  h3 {
    margin: 0;
    font-size: var(--ha-font-size-m, 14px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .way {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    margin: 0;
    padding: 0;
    list-style: none;
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  .way li + li::before {
    content: "→" / "";
    margin-inline-end: 8px;
  }
  .way:dir(rtl) li + li::before {
    content: "←" / "";
  }
  .quality {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 10px;
    padding: 12px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
  }
  .quality strong {
    font-size: 24px;
    font-weight: 400;
  }
  .sources {
    display: grid;
    gap: 20px 32px;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 380px), 1fr));
    align-items: start;
  }
  table {
    table-layout: fixed;
  }
  thead th:first-child {
    width: 42%;
  }
  thead .number {
    width: 52px;
  }
  tbody th {
    overflow-wrap: anywhere;
    hyphens: auto;
    hyphens: auto;
  }
  tbody bdi {
    white-space: nowrap;
  }
  .signal-below {
    display: none;
  }
  @container (max-width: 440px) {
    .signal {
      display: none;
    }
    .signal-below {
      display: block;
    }
  }
  caption span {
    color: var(--primary-text-color);
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  thead th {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  tbody tr {
    border-block-start: 1px solid var(--divider-color);
  }
  tbody th,
  tbody td {
    padding-block: 6px;
    line-height: 1.35;
  }
  .number {
    text-align: end;
    font-variant-numeric: tabular-nums;
    padding-inline-end: 0;
    padding-inline-start: 8px;
  }
  bdi,
  .refused,
  .age {
    display: block;
  }
  .age {
    display: flex;
    align-items: center;
    gap: 4px;
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
    --mdc-icon-size: 14px;
  }
  .age.old {
    color: var(--primary-text-color);
  }
  .refused {
    font-size: var(--ha-font-size-s, 12px);
  }
  .rejected {
    display: grid;
    gap: 8px;
  }
  .rejected li {
    display: flex;
    gap: 10px;
    padding-block: 8px;
    border-block-start: 1px solid var(--divider-color);
    --mdc-icon-size: 20px;
  }
  .rejected li ha-icon {
    color: var(--secondary-text-color);
  }
`;
