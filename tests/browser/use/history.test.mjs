// The history card by mouse, finger and keyboard.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { house, pictureFailures, sharedBrowser } from "../lib/house.mjs";
import { open, settled, visit, wordsOf } from "../lib/page.mjs";
import { CARDS_PATH } from "../lib/rows.mjs";

const words = wordsOf("en");
const RANGES = ["hour", "day", "week", "month", "year"];
let tab;
let page;

pictureFailures(() => tab);
beforeAll(async () => {
  tab = await open(await sharedBrowser(), house(), { touch: true });
  page = tab.page;
  await visit(tab, `/${CARDS_PATH}/history`);
  await settled(tab);
});
afterAll(() => tab.close());
beforeEach(async () => {
  tab.problems.length = 0;
  await chosen("day");
});

const card = () => page.locator("healthsense-history-card");
const radio = (range) => card().getByRole("radio", { name: words[`card_range_${range}`], exact: true });
const stage = () => card().getByRole("application").first();
const shownSpan = () => card().locator("healthsense-range .span").innerText();
const pill = () => card().locator(".pill").first();

async function chosen(range) {
  await radio(range).click();
  await settled(tab);
}

/** Does something, and waits until the card shows another period. */
async function changesSpan(act) {
  const before = await shownSpan();
  await act();
  await expect.poll(shownSpan).not.toBe(before);
  await settled(tab);
}

test.each(RANGES)("a click shows a %s", async (range) => {
  if (range === "day") await chosen("week");
  await changesSpan(() => radio(range).click());
  expect(await radio(range).getAttribute("aria-checked")).toBe("true");
  expect(await card().getByRole("alert").count()).toBe(0);
  expect(tab.problems).toEqual([]);
});

test("arrow keys go through the periods", async () => {
  await radio("day").focus();
  await changesSpan(() => page.keyboard.press("ArrowRight"));
  expect(await radio("week").getAttribute("aria-checked")).toBe("true");
  expect(await radio("week").evaluate((button) => button.getRootNode().activeElement === button)).toBe(true);
});

test("earlier and later are a click away, but not the future", async () => {
  const later = card().getByRole("button", { name: words.card_range_next });
  expect(await later.isDisabled()).toBe(true);
  const now = await shownSpan();
  await changesSpan(() => card().getByRole("button", { name: words.card_range_previous }).click());
  await changesSpan(() => later.click());
  expect(await shownSpan()).toBe(now);
});

test("the wheel zooms where the mouse is, and a double click goes back", async () => {
  const was = await shownSpan();
  await stage().hover();
  await page.keyboard.down("Control");
  await changesSpan(() => page.mouse.wheel(0, -400));
  await page.keyboard.up("Control");
  expect(await card().locator('[role=radio][aria-checked="true"]').count()).toBe(0);
  await changesSpan(() => stage().dblclick());
  expect(await shownSpan()).toBe(was);
  expect(tab.problems).toEqual([]);
});

test("the keyboard zooms, moves and goes back", async () => {
  const was = await shownSpan();
  await stage().focus();
  await changesSpan(() => page.keyboard.press("+"));
  await changesSpan(() => page.keyboard.press("Shift+ArrowLeft"));
  await changesSpan(() => page.keyboard.press("Escape"));
  expect(await shownSpan()).toBe(was);
  expect(tab.problems).toEqual([]);
});

test("two fingers zoom", async () => {
  const box = await stage().boundingBox();
  const y = box.y + box.height / 2;
  const middle = box.x + box.width / 2;
  const fingers = (apart) => [middle - apart, middle + apart].map((x, id) => ({ x, y, id }));
  const devtools = await tab.context.newCDPSession(page);
  const touch = (type, touchPoints) => devtools.send("Input.dispatchTouchEvent", { type, touchPoints });
  await changesSpan(async () => {
    await touch("touchStart", fingers(40));
    for (const apart of [80, 120, 160]) await touch("touchMove", fingers(apart));
    await touch("touchEnd", []);
  });
  expect(tab.problems).toEqual([]);
});

test("arrow keys read what was measured when", async () => {
  await stage().focus();
  await page.keyboard.press("End");
  await pill().waitFor();
  const last = await pill().innerText();
  for (let press = 0; press < 5; press += 1) await page.keyboard.press("ArrowLeft");
  await expect.poll(() => pill().innerText()).not.toBe(last);
  const spoken = card().locator('healthsense-plot [role="status"]').first();
  await expect.poll(() => spoken.textContent()).toMatch(/Heart rate.*\d/);
  expect(tab.problems).toEqual([]);
});

test("what is drawn is there as a table too", async () => {
  const button = card().getByRole("button", { name: words.card_plot_table }).first();
  await button.click();
  const rows = card().getByRole("region").first().getByRole("row");
  await expect.poll(() => rows.count()).toBeGreaterThan(5);
  expect(await rows.nth(2).innerText()).toMatch(/\d/);
  expect(await button.getAttribute("aria-pressed")).toBe("true");
  await button.click();
  await expect.poll(() => rows.count()).toBe(0);
});
