import { css } from "lit";

/** Open alerts as every card of ours shows them. */
export const alertStyles = css`
  .alerts {
    display: grid;
    gap: 8px;
  }
  .alerts[data-none] {
    /* Not taken away: a screen reader tells what comes into it. The gap of an empty row is. */
    margin-block-end: -12px;
  }
  .alert {
    --tone: var(--info-color, #039be5);
    display: grid;
    gap: 6px;
    padding: 12px;
    border-radius: 12px;
    border-inline-start: 4px solid var(--tone);
    background: color-mix(in srgb, var(--tone) 10%, transparent);
  }
  .alert[data-gravity="warning"] {
    --tone: var(--warning-color, #ffa600);
  }
  .alert[data-gravity="urgent"] {
    --tone: var(--error-color, #db4437);
  }
  .alert-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }
  .alert .note {
    color: var(--primary-text-color);
  }
`;
