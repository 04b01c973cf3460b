// The frozen household looks as it looked. The pictures are those of the documentation.
import { afterAll, beforeAll, expect, test } from "vitest";
import { compare, keep, keepVersion, tolerance } from "../lib/compare.mjs";
import { house, pictureFailures, sharedBrowser } from "../lib/house.mjs";
import { open, settled, SIZES, visit } from "../lib/page.mjs";
import { PICTURES } from "../lib/pictures.mjs";

const { HEALTHSENSE_PICTURES: asked = "compare" } = process.env;
const update = asked === "update";
const { frozen } = house();
/** A list goes on as long as it may: its picture ends. */
const MOST_PX = 1500;
const AROUND_PX = 300;
const tabs = {};
let allowed;
let tab;

/** A card's place on the page, whose screen is made as high as the card: Home Assistant's bar would lie over it. */
async function frame({ page }, card) {
  const one = page.locator(card).first();
  const { height } = await one.boundingBox();
  const { width } = page.viewportSize();
  const wanted = Math.ceil(Math.min(height, MOST_PX)) + AROUND_PX;
  await page.setViewportSize({ width, height: wanted });
  await settled(tab);
  const box = await one.boundingBox();
  return { ...box, height: Math.min(box.height, MOST_PX) };
}

/** One page of each language: the next picture is a link away. */
async function shown(language, path, size, dark) {
  const browser = await sharedBrowser();
  tab = tabs[language] ??= await open(browser, house(), { language, size, reduced: true });
  await tab.page.setViewportSize(size);
  await tab.page.emulateMedia({ colorScheme: dark ? "dark" : "light" });
  await visit(tab, path);
  await settled(tab);
}

pictureFailures(() => tab);
beforeAll(async () => {
  const version = (await sharedBrowser()).version();
  if (update && frozen) keepVersion(version);
  allowed = tolerance(version);
  if (allowed.because) console.warn(`WIDER TOLERANCE of ${allowed.share * 100} %: ${allowed.because}`);
});
afterAll(() => Promise.all(Object.values(tabs).map((one) => one.close())));

test.skipIf(!frozen || asked === "none").each(PICTURES)(
  "$name",
  async ({ name, path, size, dark = false, language = "en", card }) => {
    await shown(language, path, SIZES[size] ?? size ?? SIZES.desktop, dark);
    const clip = card ? await frame(tab, card) : undefined;
    const shot = await tab.page.screenshot({ animations: "disabled", caret: "hide", scale: "css", clip });
    if (update) keep(name, shot);
    else expect(compare(name, shot, allowed)).toBe("");
    expect(tab.problems).toEqual([]);
  },
);
