import { css } from "lit";

/** No color-mix(), :has() or container units: the browser of a ten-year-old tablet knows none. */
export const kioskStyles = css`
  :host {
    --u: 1px;
    display: block;
    height: 100%;
    background: var(--card-background-color, #fff);
    color: var(--primary-text-color);
  }
  .wall {
    position: relative;
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    gap: calc(var(--u) * 16);
    height: 100%;
    padding: calc(var(--u) * 20);
  }
  header {
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 16);
  }
  h2 {
    flex: 1;
    min-width: 0;
    font-size: calc(var(--u) * 44);
    line-height: 1.15;
  }
  time {
    font-size: calc(var(--u) * 44);
    font-variant-numeric: tabular-nums;
  }
  button {
    position: relative;
    min-height: max(56px, calc(var(--u) * 72));
    border-radius: calc(var(--u) * 16);
  }
  .round {
    display: grid;
    place-items: center;
    min-width: max(56px, calc(var(--u) * 64));
    min-height: max(56px, calc(var(--u) * 64));
    border-radius: 50%;
    --mdc-icon-size: calc(var(--u) * 40);
  }

  .band,
  .person {
    --tone: var(--disabled-color, #9e9e9e);
    position: relative;
    overflow: hidden;
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 20);
    padding: calc(var(--u) * 16) calc(var(--u) * 24);
    border-radius: calc(var(--u) * 16);
    border: 2px solid var(--tone);
    border-inline-start-width: calc(var(--u) * 14);
    --mdc-icon-size: calc(var(--u) * 60);
  }
  .band::before,
  .person::before {
    content: "";
    position: absolute;
    top: 0;
    right: 0;
    bottom: 0;
    left: 0;
    background: var(--tone);
    opacity: 0.14;
  }
  .band > *,
  .person > * {
    position: relative;
  }
  [data-gravity="good"] {
    --tone: var(--success-color, #43a047);
  }
  [data-gravity="notice"] {
    --tone: var(--info-color, #039be5);
  }
  [data-gravity="warning"] {
    --tone: var(--warning-color, #ffa600);
  }
  [data-gravity="urgent"] {
    --tone: var(--error-color, #db4437);
  }
  .band strong {
    display: block;
    font-size: calc(var(--u) * 44);
    font-weight: var(--ha-font-weight-medium, 500);
    line-height: 1.15;
  }
  .band p span {
    font-size: calc(var(--u) * 24);
    line-height: 1.3;
  }

  dl {
    flex: 1;
    display: flex;
    gap: calc(var(--u) * 16);
    min-height: 0;
  }
  dl > div {
    flex: 1 1 auto;
    box-sizing: border-box;
    display: flex;
    flex-direction: column;
    justify-content: center;
    gap: calc(var(--u) * 4);
    padding: calc(var(--u) * 12) calc(var(--u) * 16);
    border-radius: calc(var(--u) * 16);
    background: var(--secondary-background-color, #f5f5f5);
    min-width: 0;
  }
  dl > .old {
    background: none;
    box-shadow: inset 0 0 0 2px var(--divider-color, #bdbdbd);
  }
  dt {
    font-size: calc(var(--u) * 24);
    line-height: 1.2;
    color: inherit;
    overflow-wrap: anywhere;
    hyphens: auto;
  }
  dd {
    font-size: calc(var(--u) * 68);
    line-height: 1.1;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    letter-spacing: -0.02em;
  }
  dd span {
    font-size: calc(var(--u) * 24);
    letter-spacing: 0;
    color: var(--secondary-text-color);
  }
  .when {
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 6);
    font-size: calc(var(--u) * 20);
    letter-spacing: 0;
    white-space: normal;
    --mdc-icon-size: calc(var(--u) * 22);
  }

  footer {
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: calc(var(--u) * 20);
  }
  footer p {
    flex: 1;
    font-size: calc(var(--u) * 24);
  }
  .main {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--u) * 16);
    min-width: 40%;
    min-height: max(56px, calc(var(--u) * 84));
    padding: 0 calc(var(--u) * 32);
    font-size: calc(var(--u) * 34);
    font-weight: var(--ha-font-weight-medium, 500);
    color: var(--card-background-color, #fff);
    background: var(--primary-text-color);
    --mdc-icon-size: calc(var(--u) * 40);
  }

  .people {
    flex: 1;
    display: flex;
    flex-wrap: wrap;
    gap: calc(var(--u) * 16);
    overflow-y: auto;
  }
  /* Rows are filled whatever the number; many people are scrolled, not cut off. */
  .people > li {
    flex: 1 1 calc(var(--u) * 280);
    display: grid;
  }
  /* Four stand two by two: three and a wide one would not fit where a name is long. */
  :host(:not([upright])) .people > :first-child:nth-last-child(4),
  :host(:not([upright])) .people > :first-child:nth-last-child(4) ~ li {
    flex-basis: calc(50% - var(--u) * 16);
  }
  .person {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-content: center;
    justify-items: start;
    gap: calc(var(--u) * 4) calc(var(--u) * 12);
    font-size: calc(var(--u) * 30);
    line-height: 1.3;
    text-align: start;
    --mdc-icon-size: calc(var(--u) * 44);
  }
  .person .name,
  .person .few {
    grid-column: 1 / -1;
  }
  .person .name {
    grid-row: 1;
    font-size: calc(var(--u) * 42);
    font-weight: var(--ha-font-weight-medium, 500);
    line-height: 1.15;
    overflow-wrap: anywhere;
  }

  .few {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--u) * 24);
    font-variant-numeric: tabular-nums;
  }
  /* Up to six stand in two rows, high enough for a line each. */
  :host(:not([upright])) .people > :first-child:nth-last-child(-n + 6) .few,
  :host(:not([upright])) .people > :first-child:nth-last-child(-n + 6) ~ * .few {
    flex-direction: column;
  }

  .night {
    position: absolute;
    top: 0;
    right: 0;
    bottom: 0;
    left: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: calc(var(--u) * 20);
    width: 100%;
    border-radius: 0;
    /* Of any theme: a dark room wants no light, and what is lit is read from far. */
    color: #9e9e9e;
    background: #000;
    font-size: calc(var(--u) * 36);
    --mdc-icon-size: calc(var(--u) * 44);
  }
  .night time {
    font-size: calc(var(--u) * 110);
    line-height: 1.1;
  }
  .night span:not(.spoken) {
    display: flex;
    align-items: center;
    gap: calc(var(--u) * 16);
  }
  .night:focus-visible {
    outline-offset: -6px;
  }

  :host([upright]) dl {
    flex-direction: column;
  }
  :host([upright]) dl > div {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-content: center;
    align-items: center;
    column-gap: calc(var(--u) * 12);
  }
  :host([upright]) dd:not(.when) {
    grid-row: 1 / span 2;
    grid-column: 2;
  }
  :host([upright]) footer {
    flex-direction: column;
    align-items: stretch;
  }
  :host([upright]) dd:not(.when) {
    font-size: calc(var(--u) * 54);
  }
  :host([upright]) .band strong,
  :host([upright]) h2,
  :host([upright]) time {
    font-size: calc(var(--u) * 34);
  }
`;
