import { css } from "lit";

export const styles = css`
  h3 {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  .toggle {
    display: inline-flex;
    align-items: center;
    min-height: 44px;
    gap: 4px;
  }
  .toggle ha-icon {
    --mdc-icon-size: 20px;
    color: var(--secondary-text-color);
    transition: transform 150ms ease;
  }
  .toggle[aria-expanded="true"] > ha-icon:last-child {
    transform: rotate(180deg);
  }

  .vitals li {
    container-type: inline-size;
  }
  .vitals {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(148px, 1fr));
    gap: 8px;
  }
  .vital {
    display: grid;
    align-content: start;
    gap: 2px;
    width: 100%;
    height: 100%;
    box-sizing: border-box;
    padding: 10px 12px;
    border-radius: 12px;
    background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
  }
  .vital .name {
    overflow-wrap: anywhere;
    hyphens: auto;
    hyphens: auto;
    font-size: var(--ha-font-size-m, 14px);
  }
  .vital .value {
    /* As large as the tile allows: a cuff's two pressures and their unit stay on one line. */
    font-size: clamp(18px, 15.5cqi, 32px);
    line-height: 1.2;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .vital .unit {
    font-size: clamp(11px, 9cqi, 14px);
    color: var(--secondary-text-color);
  }
  .vital .fresh {
    display: flex;
    align-items: center;
    gap: 4px;
    --mdc-icon-size: 16px;
    font-size: var(--ha-font-size-s, 12px);
  }
  button.vital:hover {
    background: color-mix(in srgb, var(--primary-text-color) 9%, transparent);
  }
  .vital.old {
    background: none;
    box-shadow: inset 0 0 0 1px var(--divider-color);
  }

  .score .toggle {
    width: 100%;
    gap: 8px;
    padding-block: 4px;
  }
  .score + .score {
    border-top: 1px solid var(--divider-color);
  }
  .score .name {
    flex: 1;
    min-width: 40%;
  }
  .rests:not([hidden]) {
    display: grid;
    gap: 8px;
    padding-block: 4px 12px;
  }
  .rests p,
  .rests table,
  .rests dl {
    font-size: var(--ha-font-size-m, 14px);
  }
  td .note {
    display: block;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(120px, 1fr));
    gap: 6px 12px;
  }

  @container (max-width: 400px) {
    .vitals {
      grid-template-columns: 1fr 1fr;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .toggle ha-icon {
      transition: none;
    }
  }
`;
