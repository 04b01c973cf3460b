// A card that is set up wrongly says in the reader's language what is wrong, on the first load as in the editor, which refuses it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { removeDashboard, saveDashboard } from "../lib/home-assistant.mjs";
import { house, owner, pictureFailures, sharedBrowser } from "../lib/house.mjs";
import { keepInside, open, ours, settled, visit, wordsOf } from "../lib/page.mjs";
import { view } from "../lib/rows.mjs";

const PATH = "use-wrong";
const words = wordsOf("de");
const SAID = words.card_config_one_of
  .replace("{field}", "kind")
  .replace("{given}", '"pie"')
  .replace("{allowed}", "line, pressure, glucose, oxygen, sleep");
let api;
let tab;

pictureFailures(() => tab);
beforeAll(async () => {
  api = await owner();
  const card = { type: "custom:healthsense-history-card", device_id: house().people.anna.device_id, kind: "pie" };
  await saveDashboard(api, PATH, { views: [view("wrong", card)] });
  tab = await open(await sharedBrowser(), house(), { language: "de" });
  await keepInside(tab);
});
afterAll(async () => {
  await tab.close();
  await removeDashboard(api, PATH);
  api.close();
});

const card = () => tab.page.locator("healthsense-history-card");
/** As the pencil of the card does. */
const edit = () => {
  const [mode] = globalThis.healthsenseTest.all(/^HUI-CARD-EDIT-MODE$/);
  mode.dispatchEvent(new CustomEvent("ll-edit-card", { detail: { path: mode.path }, bubbles: true, composed: true }));
};

test("on a page that is loaded for the first time", async () => {
  await visit(tab, `/${PATH}/wrong`);
  await settled(tab);
  await card().getByText(SAID).waitFor();
  await card().getByText(words.card_config_title).waitFor();
  expect(ours(tab.problems)).toEqual([]);
});

test("in the editor, beside a preview that says it too", async () => {
  await visit(tab, `/${PATH}/wrong?edit=1`);
  await tab.page.locator("hui-card-edit-mode").first().waitFor();
  await tab.page.evaluate(edit);
  await tab.page.locator("hui-card-element-editor").getByText(SAID).first().waitFor();
  await tab.page.locator("hui-dialog-edit-card").locator("healthsense-history-card").getByText(SAID).waitFor();
  expect(ours(tab.problems)).toEqual([]);
});
