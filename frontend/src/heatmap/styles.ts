import { css } from "lit";

export const styles = css`
  :host,
  .answer {
    display: flex;
    flex-direction: column;
    gap: 12px;
    height: auto;
  }
  .title p {
    font-size: var(--ha-font-size-m, 14px);
  }
  .actions [aria-pressed="true"] {
    color: var(--card-background-color, #fff);
    background: var(--primary-text-color);
  }
  .answer {
    transition: opacity 150ms ease;
  }
  .answer[aria-busy="true"] {
    opacity: 0.6;
  }
  .wide {
    overflow-x: auto;
  }
  .wide th,
  .wide td {
    white-space: nowrap;
    padding-inline-end: 12px;
    font-size: var(--ha-font-size-s, 12px);
    font-variant-numeric: tabular-nums;
  }
  .wide tbody th {
    position: sticky;
    inset-inline-start: 0;
    background: var(--card-background-color, #fff);
  }
  @media (prefers-reduced-motion: reduce) {
    .answer {
      transition: none;
    }
  }
`;

export const gridStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 8px;
    height: auto;
    --ink: var(--primary-text-color);
    --paper: var(--card-background-color, #fff);
  }
  .readout {
    min-height: 1.5em;
    font-size: var(--ha-font-size-m, 14px);
    font-variant-numeric: tabular-nums;
  }
  .frame {
    display: flex;
    gap: 6px;
  }
  .hours {
    display: grid;
    grid-template-rows: repeat(4, 1fr);
    flex: none;
    block-size: 312px;
  }
  .hours span,
  .days span,
  .legend {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
    font-variant-numeric: tabular-nums;
  }
  .hours span {
    line-height: 13px;
    text-align: end;
    white-space: nowrap;
  }
  .scroll {
    flex: 1;
    min-inline-size: 0;
    overflow-x: auto;
    padding: 2px;
    margin: -2px;
  }
  .cells,
  .days {
    /* Narrower than this nobody tells two weeks apart: a phone scrolls. */
    min-inline-size: calc(var(--columns) * 8px);
  }
  .cells {
    block-size: 312px;
    border-radius: 4px;
    touch-action: pan-x pan-y;
    background: repeating-linear-gradient(
      -45deg,
      color-mix(in srgb, var(--ink) 14%, transparent) 0 1px,
      transparent 1px 5px
    );
  }
  .cells:focus-visible {
    /* Outside it would be cut off by what scrolls. */
    outline-offset: -2px;
  }
  svg {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
  }
  svg:dir(rtl) {
    transform: scaleX(-1);
  }
  path {
    stroke: var(--paper);
    stroke-width: 1px;
    vector-effect: non-scaling-stroke;
  }
  rect {
    fill: none;
    vector-effect: non-scaling-stroke;
  }
  .halo {
    stroke: var(--paper);
    stroke-width: 5px;
  }
  .on {
    stroke: var(--ink);
    stroke-width: 2.5px;
  }
  .days {
    position: relative;
    block-size: 20px;
  }
  .days span {
    position: absolute;
    inset-block-start: 4px;
    white-space: nowrap;
    transform: translateX(-50%);
  }
  .days span:dir(rtl) {
    transform: translateX(50%);
  }
  .days span[data-side="start"] {
    inset-inline: 0 auto !important;
    transform: none;
  }
  .days span[data-side="end"] {
    inset-inline: auto 0 !important;
    transform: none;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 20px;
  }
  .levels {
    display: inline-flex;
    align-items: flex-start;
    padding-block-end: 16px;
  }
  .level {
    position: relative;
    inline-size: 36px;
  }
  .level i {
    display: block;
    block-size: 12px;
  }
  .level b {
    position: absolute;
    inset-block-start: 14px;
    inset-inline-end: 0;
    font-weight: inherit;
    transform: translateX(50%);
  }
  .level b:dir(rtl) {
    transform: translateX(-50%);
  }
  .unit {
    padding-inline-start: 8px;
    line-height: 12px;
  }
  .none {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }
  .none i {
    inline-size: 24px;
    block-size: 12px;
    box-shadow: inset 0 0 0 1px var(--divider-color);
    background: repeating-linear-gradient(
      -45deg,
      color-mix(in srgb, var(--ink) 14%, transparent) 0 1px,
      transparent 1px 5px
    );
  }
  @container (max-width: 420px) {
    .level {
      inline-size: 30px;
    }
  }
`;
