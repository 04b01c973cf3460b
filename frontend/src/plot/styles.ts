import { css, unsafeCSS } from "lit";
import library from "uplot/dist/uPlot.min.css?inline";

export const plotStyles = [
  unsafeCSS(library),
  css`
    :host {
      display: block;
      position: relative;
      height: auto;
      min-width: 0;
    }
    .uplot {
      font-family: inherit;
    }
    .tools {
      display: flex;
      justify-content: flex-end;
      position: absolute;
      z-index: 1;
      inset-block-start: -8px;
      inset-inline-end: 0;
    }
    /* The first pane's title shares its row with the tools. */
    .pane:first-child .legend {
      padding-inline-end: 168px;
    }
    .tools:not(:has(button + button)) ~ .stage .pane:first-child .legend {
      padding-inline-end: 48px;
    }
    @container (max-width: 480px) {
      /* The title beside them, what else there is to say below. */
      .tools {
        position: relative;
        float: inline-end;
        margin-block: -8px;
        inset-block-start: 0;
      }
      .stage .pane:first-child .legend.legend {
        display: block;
        padding-inline-end: 0;
        line-height: 22px;
      }
      .pane:first-child .legend > * {
        display: inline-block;
        margin-inline-end: 10px;
      }
      .canvas {
        clear: both;
      }
    }
    .tools button {
      display: inline-grid;
      place-items: center;
      width: 40px;
      height: 40px;
      border-radius: 50%;
      --mdc-icon-size: 20px;
      color: var(--secondary-text-color);
    }
    .tools button:hover,
    .tools button[aria-pressed="true"] {
      color: var(--primary-text-color);
      background: color-mix(in srgb, var(--primary-text-color) 8%, transparent);
    }
    .stage {
      position: relative;
      border-radius: 8px;
      touch-action: pan-y;
      user-select: none;
      -webkit-user-select: none;
    }
    .stage:focus-visible {
      outline: 2px solid var(--primary-color);
      outline-offset: 2px;
    }
    :host([busy]) .stage {
      min-height: 200px;
    }
    :host([busy]) .stage::before {
      content: "";
      position: absolute;
      inset-block-start: -4px;
      inset-inline: 0;
      height: 2px;
      border-radius: 1px;
      background: linear-gradient(90deg, transparent, var(--primary-color), transparent) 0 / 50% 100%;
      animation: coming 1.2s linear infinite;
    }
    @keyframes coming {
      from {
        background-position: -100% 0;
      }
      to {
        background-position: 200% 0;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      :host([busy]) .stage::before {
        animation: none;
        background: var(--primary-color);
      }
    }
    .canvas {
      position: relative;
    }
    .canvas .u-over {
      cursor: crosshair;
    }
    .canvas .u-cursor-x {
      border-inline-end: 1px solid var(--primary-text-color);
      opacity: 0.5;
    }
    .legend {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 2px 14px;
      min-height: 24px;
      font-size: var(--ha-font-size-s, 12px);
      color: var(--secondary-text-color);
    }
    .legend .title {
      color: var(--primary-text-color);
      font-size: var(--ha-font-size-m, 14px);
      font-weight: var(--ha-font-weight-medium, 500);
    }
    .legend .unit {
      color: var(--secondary-text-color);
      font-weight: 400;
    }
    .legend .value {
      color: var(--primary-text-color);
      font-variant-numeric: tabular-nums;
    }
    /* Not a margin of the value: that is read in a direction of its own. */
    .key > span {
      margin-inline-end: 6px;
    }
    .key i {
      display: inline-block;
      vertical-align: middle;
      margin-inline-end: 6px;
      width: 16px;
      border-block-start: 2px solid var(--tone);
    }
    .key i.dashed {
      border-block-start-style: dashed;
    }
    .key i.points {
      width: 8px;
      height: 8px;
      border: 0;
      border-radius: 50%;
      background: var(--tone);
    }
    .key i.solid {
      height: 10px;
      width: 10px;
      border: 0;
      border-radius: 2px;
      background: var(--tone);
    }
    .key i.area {
      height: 10px;
      border: 0;
      border-radius: 2px;
      background: color-mix(in srgb, var(--tone) 26%, transparent);
      box-shadow: inset 0 0 0 1px color-mix(in srgb, var(--tone) 50%, transparent);
    }
    .pill {
      position: absolute;
      inset-block-end: 2px;
      left: var(--at);
      /* Never beyond either edge. */
      transform: translateX(calc(var(--part) * -100%));
      padding: 2px 8px;
      border-radius: 10px;
      white-space: nowrap;
      max-width: 100%;
      overflow: hidden;
      text-overflow: ellipsis;
      pointer-events: none;
      font-size: var(--ha-font-size-s, 12px);
      font-variant-numeric: tabular-nums;
      color: var(--card-background-color, #fff);
      background: var(--primary-text-color);
    }
    .selection {
      position: absolute;
      inset-block-end: 28px;
      pointer-events: none;
      background: color-mix(in srgb, var(--primary-color) 18%, transparent);
      border: 1px solid var(--primary-color);
      border-width: 0 1px;
    }
    .table {
      max-height: 320px;
      overflow: auto;
      margin-block-start: 8px;
      font-size: var(--ha-font-size-s, 12px);
      font-variant-numeric: tabular-nums;
    }
    .table table + table {
      margin-block-start: 12px;
    }
    .table thead th {
      position: sticky;
      inset-block-start: 0;
      background: var(--card-background-color, #fff);
      color: var(--secondary-text-color);
    }
    .table tr + tr > * {
      border-block-start: 1px solid var(--divider-color);
    }
  `,
];
