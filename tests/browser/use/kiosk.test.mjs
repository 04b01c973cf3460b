// A wall tablet of ten years ago: 1024 x 600, a processor at a quarter of this one's speed, a finger.
import { afterAll, beforeAll, expect, test } from "vitest";
import { saveDashboard } from "../lib/home-assistant.mjs";
import { house, owner, sharedBrowser } from "../lib/house.mjs";
import { open, settled, visit } from "../lib/page.mjs";
import { CARDS_PATH } from "../lib/rows.mjs";

const SLOWER = 4;
/** So long on this project's machines, while they do other things too; Home Assistant itself is most of it. */
const USABLE_MS = 40_000;
/** On a slower machine: so many times as long as a page of Home Assistant's own, of the same household in the same run. */
const TIMES_BARE = 3;
/** A second would do for a tap. Ten times that is what no machine that does other things too should take. */
const TAP_MS = 10_000;
const LIMIT_MS = 600_000;
const LEAST_TARGET_PX = 44;
const BARE_PATH = "look-bare";
const BARE = { type: "sections", sections: [{ type: "grid", cards: [{ type: "markdown", content: "bare" }] }] };

let api;

beforeAll(async () => {
  api = await owner();
  await saveDashboard(api, BARE_PATH, { views: [BARE] });
});
afterAll(() => api.close());

/** Opens a page on the slow tablet; `ready` waits until it can be used. Returns the tab and how long it took. */
async function onTablet(path, ready) {
  const tab = await open(await sharedBrowser(), house(), { size: { width: 1024, height: 600 }, touch: true });
  const devtools = await tab.context.newCDPSession(tab.page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  const began = performance.now();
  await visit(tab, path);
  await ready(tab);
  return { tab, tookMs: Math.round(performance.now() - began) };
}

test("the kiosk is usable on a slow tablet", { timeout: 2 * LIMIT_MS }, async () => {
  const bare = await onTablet(`/${BARE_PATH}`, ({ page }) =>
    page.locator("hui-markdown-card").getByText("bare").waitFor({ timeout: LIMIT_MS }),
  );
  await bare.tab.close();
  const kiosk = house().views.find(({ path }) => path.endsWith("/kiosk"))?.path ?? `/${CARDS_PATH}/kiosk-anybody`;
  const { tab, tookMs } = await onTablet(kiosk, (one) => settled(one, { limitMs: LIMIT_MS }));
  const { page } = tab;

  const buttons = page.locator("healthsense-kiosk-card").getByRole("button");
  expect(await buttons.count()).toBeGreaterThan(0);
  for (const button of await buttons.all()) {
    const box = await button.boundingBox();
    expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(LEAST_TARGET_PX);
  }
  const look = () => page.evaluate(() => globalThis.healthsenseTest.signature("").text);
  const before = await look();
  const tapped = performance.now();
  await buttons.filter({ hasText: house().people.anna.name }).first().tap();
  await expect.poll(look, { interval: 50, timeout: TAP_MS }).not.toBe(before);
  const answeredMs = Math.round(performance.now() - tapped);
  console.log(
    `kiosk at a ${SLOWER}th of the speed: usable after ${tookMs} ms (a bare page of Home Assistant: ${bare.tookMs} ms), ` +
      `a tap is answered after ${answeredMs} ms`,
  );
  expect(tookMs).toBeLessThan(Math.max(USABLE_MS, TIMES_BARE * bare.tookMs));
  expect(tab.problems).toEqual([]);
  await tab.close();
});
