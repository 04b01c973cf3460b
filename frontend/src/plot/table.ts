import { html, nothing, type TemplateResult } from "lit";
import type { Localize } from "../ha";
import { words } from "../texts";
import type { Table } from "./tell";

/** The data of a plot as a table, and below it what happened. */
export function tableView(localize: Localize, table: Table, label: string): TemplateResult {
  const { caption, columns, rows, marks } = table;
  if (rows.length === 0 && marks.length === 0) return html`<p class="note">${words(localize, "card_plot_empty")}</p>`;
  return html`<div class="table" tabindex="0" role="region" aria-label=${label}>
    <table>
      ${
        caption === null
          ? nothing
          : html`<caption>
              ${caption}
            </caption>`
      }
      <thead>
        <tr>
          <th scope="col">${words(localize, "card_plot_time")}</th>
          ${columns.map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ time, cells }) =>
            html`<tr>
              <th scope="row"><bdi>${time}</bdi></th>
              ${cells.map((text) => html`<td><bdi>${text}</bdi></td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
    ${
      marks.length === 0
        ? nothing
        : html`<table>
            <caption>
              ${words(localize, "card_plot_marks")}
            </caption>
            <tbody>
              ${marks.map(
                ({ time, name }) =>
                  html`<tr>
                    <th scope="row"><bdi>${time}</bdi></th>
                    <td>${name}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }
  </div>`;
}
