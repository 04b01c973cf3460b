// What was entered by mistake is taken back with one press: what was there before is back, in the house and on the person's card.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { removeDashboard, saveDashboard } from "../lib/home-assistant.mjs";
import { house, owner, pictureFailures, sharedBrowser } from "../lib/house.mjs";
import { open, settled, visit, wordsOf } from "../lib/page.mjs";
import { view } from "../lib/rows.mjs";

const PATH = "use-undo";
const words = wordsOf("en");
/** Under which the house knows what was recorded, oldest first. */
const undos = [];
let api;
let ben;
let tab;

pictureFailures(() => tab);
beforeAll(async () => {
  ben = house().people.ben;
  api = await owner();
  const both = ["person", "entry"].map((name) => ({
    type: `custom:healthsense-${name}-card`,
    device_id: ben.device_id,
    vitals: ["weight"],
  }));
  const page = view("both", { type: "vertical-stack", cards: both });
  await saveDashboard(api, PATH, { views: [page] });
  tab = await open(await sharedBrowser(), house());
  tab.page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => {
      for (const [, undo] of String(payload).matchAll(/"undo": ?"([0-9a-f]+)"/g)) undos.push(undo);
    }),
  );
});
beforeEach(async () => {
  await visit(tab, `/${PATH}/both`);
  await tab.page.reload();
  await settled(tab, { atLeast: 2 });
});
// The house is left as it was found; what is taken back already stays so.
afterEach(async () => {
  for (const undo of undos.splice(0).reverse()) await takeBack(undo);
});
afterAll(async () => {
  await tab.close();
  await removeDashboard(api, PATH);
  api.close();
});

const takeBack = (undo) => api.command("healthsense/undo", { person_id: ben.person_id, undo });
const weight = async () => {
  const { people } = await api.command("healthsense/people");
  return people.find((one) => one.person_id === ben.person_id).current.weight;
};
const entry = () => tab.page.locator("healthsense-entry-card");
const shown = (value) => tab.page.locator("healthsense-person-card").getByText(String(value)).first();
const result = (value) => entry().getByText(`Weight: ${value} kg`, { exact: true });
const button = (name) => entry().getByRole("button", { name, exact: true });

/** Enters a weight and waits until the card says that it was kept. */
const enter = async (value, when = "") => {
  if (when !== "") {
    await entry().getByRole("radio", { name: words.card_entry_earlier }).check();
    await entry().locator("input[type=datetime-local]").fill(when);
  }
  await entry().getByRole("textbox", { name: "Weight" }).fill(String(value));
  await button(words.card_entry_save).click();
  await result(value).waitFor();
};

test("a value that is taken back leaves the card, and the former is there again", async () => {
  const before = await weight();
  await shown(before.value).waitFor();
  await enter(91.7);
  await shown(91.7).waitFor();
  expect((await weight()).value).toBe(91.7);
  await button(words.card_entry_undo).click();
  await entry().getByText(words.card_entry_undone).waitFor();
  await shown(before.value).waitFor();
  expect(await shown(91.7).count()).toBe(0);
  expect(await weight()).toEqual(before);
  expect(await button(words.card_entry_undo).count()).toBe(0);
  expect(tab.problems).toEqual([]);
});

test("what was taken back already is not taken back again, and the card says so", async () => {
  const before = await weight();
  await enter(92.3);
  // As if the answer to a first press had been lost on its way.
  await takeBack(undos.at(-1));
  await button(words.card_entry_undo).click();
  await entry().getByText(words.card_entry_undone_before).waitFor();
  expect(await weight()).toEqual(before);
  expect(tab.problems).toEqual([]);
});

test("a correction that is taken back leaves the reading that it had corrected", async () => {
  const day = (Date.parse(house().clock ?? new Date()) - 36 * 3_600_000) / 60_000;
  const at = new Date(Math.floor(day) * 60_000);
  const asked = { person_id: ben.person_id, vitals: ["weight"], resolution: "raw" };
  const span = { start: at.toISOString(), end: new Date(at.getTime() + 60_000).toISOString() };
  const kept = async () => {
    const { vitals } = await api.action("healthsense", "get_history", { ...asked, ...span });
    return vitals.weight.readings.map(({ value }) => value);
  };
  // In a house whose clock stands both are told at the same moment, and of two such the lower one counts.
  await enter(93.1, inBerlin(at));
  await enter(84.4, inBerlin(at));
  expect(await kept()).toEqual([84.4]);
  await button(words.card_entry_undo).click();
  await entry().getByText(words.card_entry_back).waitFor();
  await result(93.1).waitFor();
  expect(await kept()).toEqual([93.1]);
  expect(tab.problems).toEqual([]);
});

/** As the page's clocks show it: "2026-11-19T08:00". */
function inBerlin(at) {
  return new Date(at).toLocaleString("sv-SE", { timeZone: "Europe/Berlin" }).slice(0, 16).replace(" ", "T");
}
