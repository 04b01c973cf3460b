import { svg, type SVGTemplateResult } from "lit";

const ROWS = 5;
const COLUMNS = 20;
const CELL = 10;

/** A hundred people as dots: as many filled as the estimate says, ringed as many as the interval leaves open. */
export function hundred(chance: number, lower: number | null, upper: number | null): SVGTemplateResult {
  const filled = Math.round(chance * 100);
  const open = Math.max(Math.round((upper ?? chance) * 100), filled);
  const sure = Math.min(Math.round((lower ?? chance) * 100), filled);
  const dots = Array.from({ length: ROWS * COLUMNS }, (_, at) => {
    // Column by column, so that few people stand together.
    const x = (Math.floor(at / ROWS) + 0.5) * CELL;
    const y = ((at % ROWS) + 0.5) * CELL;
    const look = at < sure ? "sure" : at < filled ? "likely" : at < open ? "open" : "none";
    return svg`<circle class=${look} cx=${x} cy=${y} r=${look === "none" ? 2.4 : 3.6} />`;
  });
  return svg`<svg class="hundred" viewBox="0 0 ${COLUMNS * CELL} ${ROWS * CELL}" aria-hidden="true">${dots}</svg>`;
}
