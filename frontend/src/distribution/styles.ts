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
  @media (prefers-reduced-motion: reduce) {
    .answer {
      transition: none;
    }
  }
`;

export const histogramStyles = css`
  :host {
    height: auto;
    --bar: var(--primary-color);
    --ink: var(--primary-text-color);
    --paper: var(--card-background-color, #fff);
  }
  .readout {
    min-height: 1.5em;
    font-size: var(--ha-font-size-m, 14px);
    font-variant-numeric: tabular-nums;
  }
  .plot {
    position: relative;
    block-size: 220px;
    padding-block-start: 44px;
    box-sizing: border-box;
    border-block-end: 1px solid var(--secondary-text-color);
    border-radius: 4px;
  }
  .half {
    position: absolute;
    inset-block: 44px 0;
    background: color-mix(in srgb, var(--ink) 7%, transparent);
  }
  .bar {
    position: absolute;
    inset-block: 44px 0;
    display: flex;
    align-items: flex-end;
    padding-inline: 0.5px;
    box-sizing: border-box;
  }
  .bar i {
    inline-size: 100%;
    border-radius: 2px 2px 0 0;
    background: color-mix(in srgb, var(--bar) 45%, var(--paper));
    box-shadow: inset 0 0 0 1px var(--bar);
  }
  .bar[data-zone="half"] i {
    background: var(--bar);
  }
  .bar[data-zone="most"] i {
    background: color-mix(in srgb, var(--bar) 65%, var(--paper));
  }
  .bar.on {
    background: color-mix(in srgb, var(--ink) 12%, transparent);
  }
  .bar.on i {
    box-shadow: inset 0 0 0 2px var(--ink);
  }
  .line {
    position: absolute;
    inset-block: 20px 0;
    inline-size: 0;
    border-inline-start: 2px dashed var(--ink);
    pointer-events: none;
  }
  .line.newest {
    inset-block-start: 40px;
    border-inline-start-style: solid;
  }
  .line span {
    position: absolute;
    inset-block-end: 100%;
    padding: 0 4px;
    white-space: nowrap;
    font-size: var(--ha-font-size-s, 12px);
    transform: translateX(-50%);
  }
  .line:dir(rtl) span {
    transform: translateX(50%);
  }
  .line span[data-side="start"] {
    inset-inline-start: -4px;
    transform: none;
  }
  .line span[data-side="end"] {
    inset-inline-end: -2px;
    transform: none;
  }
  .line.newest span {
    background: var(--paper);
    border-radius: 4px;
    font-weight: var(--ha-font-weight-medium, 500);
  }
  .axis {
    position: relative;
    block-size: 20px;
    font-size: var(--ha-font-size-s, 12px);
    color: var(--secondary-text-color);
    font-variant-numeric: tabular-nums;
  }
  .axis span {
    position: absolute;
    inset-block-start: 4px;
    transform: translateX(-50%);
  }
  .axis span:dir(rtl) {
    transform: translateX(50%);
  }
  .unit {
    text-align: end;
  }
  .strip {
    margin-block-start: 6px;
  }
  .track {
    position: relative;
    block-size: 14px;
  }
  .track i {
    position: absolute;
    inset-block: 6px;
    background: var(--secondary-text-color);
  }
  .track .box {
    inset-block: 1px;
    border-radius: 3px;
    background: var(--bar);
  }
  .others .box {
    background: repeating-linear-gradient(-45deg, var(--secondary-text-color) 0 2px, transparent 2px 5px);
    box-shadow: inset 0 0 0 1px var(--secondary-text-color);
  }
  .track .mid {
    inset-block: -2px;
    inline-size: 3px;
    margin-inline-start: -1.5px;
    background: var(--ink);
    box-shadow: 0 0 0 1px var(--paper);
  }
  .tables {
    display: grid;
    gap: 16px;
  }
  td {
    font-variant-numeric: tabular-nums;
  }
`;
