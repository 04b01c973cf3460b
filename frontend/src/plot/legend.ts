import { html, nothing, type TemplateResult } from "lit";
import { words } from "../texts";
import { meanText, readingsAt, withUnit, type Telling } from "./tell";
import type { Look, PlotPane, PlotSeries } from "./types";

/** What a pane shows, and what its lines say under the crosshair. */
export function legend(telling: Telling, pane: PlotPane, cursorMs: number | null): TemplateResult {
  const found = cursorMs === null ? [] : readingsAt({ ...telling, panes: [pane] }, cursorMs);
  const said = new Map(found.map(({ series, text }) => [series, text]));
  const shown = pane.series
    .filter(({ silent }) => silent !== true)
    .sort((a, b) => Number(a.dashed ?? false) - Number(b.dashed ?? false));
  // What the panes above explained already is not explained again.
  const above = telling.panes.slice(0, telling.panes.indexOf(pane));
  const explained = new Set(above.flatMap(({ bands }) => bands?.map(({ name }) => name) ?? []));
  const areas = (pane.bands ?? []).filter(({ name }) => name !== "" && !explained.has(name));
  const ranged = above.some((other) => rangedIn(other) !== undefined) ? undefined : rangedIn(pane);
  return html`<div class="legend" aria-hidden="true">
    ${
      pane.name === ""
        ? nothing
        : html`<span class="title"
            >${pane.name}${pane.unit === "" ? nothing : html` <bdi class="unit">${pane.unit}</bdi>`}</span
          >`
    }
    ${shown.map((series) => {
      const reading = cursorMs === null ? meanText(telling, pane, series) : (said.get(series) ?? null);
      // A single line goes by the title of the pane.
      const name = series.name === pane.name ? "" : series.name;
      if (name === "" && reading === null && cursorMs === null) return nothing;
      return html`<span class="key"
        >${swatch(series)}${name === "" ? nothing : html`<span>${name}</span>`}${
          reading === null
            ? nothing
            : html`<bdi class="value">${pane.name === "" ? withUnit(pane, reading) : reading}</bdi>`
        }</span
      >`;
    })}
    ${ranged === undefined ? nothing : key(ranged.color, ranged.bandName ?? words(telling.localize, "card_plot_range"))}
    ${areas.map(({ name, color }) => key(color, name))}
  </div>`;
}

/** The first line that is drawn with its lowest and highest. */
function rangedIn({ series }: PlotPane): PlotSeries | undefined {
  return series.find(
    ({ look, low, high }) => look === "line" && low?.some((value, index) => value !== high?.[index]) === true,
  );
}

function key(color: string, name: string): TemplateResult {
  return html`<span class="key"><i class="area" style="--tone: ${color}"></i>${name}</span>`;
}

const LINES: Partial<Record<Look, string>> = { points: "points", bars: "solid", span: "solid", band: "area" };

function swatch({ look, color, dashed }: PlotSeries): TemplateResult {
  const shape = LINES[look] ?? (dashed === true ? "dashed" : "line");
  return html`<i class=${shape} style="--tone: ${color}"></i>`;
}
