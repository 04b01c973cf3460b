// A browser that knows nothing yet finds every card: what is registered too late is an error card for a moment, or for ever.
import { expect, test } from "vitest";
import { house, sharedBrowser } from "../lib/house.mjs";
import { open, settled, visit } from "../lib/page.mjs";
import { CARDS_PATH } from "../lib/rows.mjs";

const LOADS = 20;
const LIMIT_MS = 1_200_000;

test(`${LOADS} cold loads in a row without a missing card`, { timeout: LIMIT_MS }, async () => {
  const took = [];
  for (let load = 1; load <= LOADS; load += 1) {
    const tab = await open(await sharedBrowser(), house());
    const devtools = await tab.context.newCDPSession(tab.page);
    await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
    const began = performance.now();
    await visit(tab, `/${CARDS_PATH}/person`);
    await settled(tab, { atLeast: 1 });
    took.push(Math.round(performance.now() - began));
    const missing = await tab.page.evaluate(() => globalThis.healthsenseTest.all(/^HUI-ERROR-CARD$/).length);
    expect({ load, missing, problems: tab.problems }).toEqual({ load, missing: 0, problems: [] });
    await tab.close();
  }
  took.sort((a, b) => a - b);
  console.log(`${LOADS} cold loads: median ${took[LOADS / 2]} ms, slowest ${took.at(-1)} ms, no card missing`);
});
