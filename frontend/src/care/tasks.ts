import { css, html, nothing, type TemplateResult } from "lit";
import type { Task } from "../analytics/messages";
import { clock, formatNumber } from "../format";
import type { Hass, Localize } from "../ha";
import { words } from "../texts";
import { measureName } from "./measure";

/** What is planned, how much of it was done, and when it comes next. */
export function tasks(hass: Hass, localize: Localize, all: readonly Task[]): TemplateResult {
  const nowMs = Date.now();
  const number = (value: number): string => formatNumber(hass, value, 0);
  return html`<table>
    <caption class="spoken">
      ${words(localize, "card_analytics_tasks")}
    </caption>
    <thead>
      <tr>
        <th scope="col">${words(localize, "card_analytics_task")}</th>
        <th scope="col">${words(localize, "card_analytics_done")}</th>
        <th scope="col">${words(localize, "card_analytics_next")}</th>
      </tr>
    </thead>
    <tbody>
      ${all.map(
        (task) =>
          html`<tr>
            <th scope="row">${measureName(localize, task.key)}</th>
            <td>
              <bdi>${number(task.done)} / ${number(task.planned)}</bdi>
              ${
                task.planned === 0
                  ? nothing
                  : html`<span class="note"><bdi>${number((task.done / task.planned) * 100)} %</bdi></span>`
              }
            </td>
            <td>
              ${task.overdue ? html`<span class="overdue">${words(localize, "card_care_overdue")}</span>` : nothing}
              ${task.next_due === null ? "–" : clock(hass, task.next_due, nowMs)}
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

export const taskStyles = css`
  tbody tr {
    border-block-start: 1px solid var(--divider-color);
  }
  thead th {
    color: var(--secondary-text-color);
    font-size: var(--ha-font-size-s, 12px);
  }
  tbody th,
  tbody td {
    padding-block: 6px;
  }
  td .note,
  .overdue {
    display: block;
  }
  .overdue {
    font-weight: var(--ha-font-weight-medium, 500);
  }
`;
