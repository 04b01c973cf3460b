// axe-core over what is ours: Home Assistant's own elements are not ours to mend.
import { createRequire } from "node:module";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Returns a sentence for each finding in our cards. */
export async function axeFaults({ page }) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.addScriptTag({ path: AXE });
  return page.evaluate(async (rules) => {
    const cards = globalThis.healthsenseTest.cards();
    if (cards.length === 0) return [];
    const options = { runOnly: rules, resultTypes: ["violations"], iframes: false };
    const { violations } = await globalThis.axe.run({ include: cards }, options);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) =>
          `axe ${id}: ${JSON.stringify(target).slice(-200)} ${(failureSummary ?? "").replace(/\s+/g, " ").slice(0, 300)}`,
      ),
    );
  }, RULES);
}
