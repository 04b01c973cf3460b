import { css } from "lit";

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 12px;
    height: auto;
  }
  h3 {
    margin: 0;
    font-size: var(--ha-font-size-l, 16px);
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .models {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr));
    gap: 12px;
  }
  li {
    display: grid;
    align-content: start;
    gap: 8px;
    min-inline-size: 0;
  }
  .models > li {
    padding: 16px;
    border: 1px solid var(--divider-color);
    border-radius: 12px;
  }
  .models > li dl:not(.sheet dl) {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
    gap: 12px 20px;
  }
  dd {
    font-variant-numeric: tabular-nums;
  }
  .block {
    display: block;
  }
  .warning {
    padding: 8px 12px;
    border-radius: 8px;
    border-inline-start: 4px solid var(--warning-color, #ffa600);
    background: color-mix(in srgb, var(--warning-color, #ffa600) 12%, transparent);
  }
  .line {
    position: relative;
    display: block;
    block-size: 12px;
    background: linear-gradient(var(--secondary-text-color), var(--secondary-text-color)) center / 100% 1px no-repeat;
  }
  .line i {
    position: absolute;
    inset-block: 4px;
    background: var(--primary-color);
    border-radius: 2px;
  }
  .line b {
    position: absolute;
    inset-block: 0;
    inline-size: 3px;
    margin-inline-start: -1.5px;
    background: var(--primary-text-color);
  }
  .ends {
    display: flex;
    justify-content: space-between;
  }
  .toggle {
    display: inline-flex;
    align-items: center;
    justify-self: start;
    gap: 4px;
    min-height: 44px;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .toggle ha-icon {
    --mdc-icon-size: 20px;
    transition: transform 150ms ease;
  }
  .toggle[aria-expanded="true"] ha-icon {
    transform: rotate(180deg);
  }
  @media (prefers-reduced-motion: reduce) {
    .toggle ha-icon {
      transition: none;
    }
  }
`;
