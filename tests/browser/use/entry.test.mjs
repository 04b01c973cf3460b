// A reading is checked before it is sent; what was kept is on the person's card.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { house, owner, pictureFailures, sharedBrowser } from "../lib/house.mjs";
import { open, settled, visit, wordsOf } from "../lib/page.mjs";
import { CARDS_PATH } from "../lib/rows.mjs";

const words = wordsOf("en");
let anna;
let api;
let tab;

pictureFailures(() => tab);
beforeAll(async () => {
  anna = house().people.anna;
  api = await owner();
  tab = await open(await sharedBrowser(), house());
  tab.page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => {
      if (String(payload).includes("healthsense/record")) sent.push(String(payload));
    }),
  );
});
beforeEach(async () => {
  sent.length = 0;
  await visit(tab, `/${CARDS_PATH}/entry`);
  await settled(tab);
});
afterAll(async () => {
  api.close();
  await tab.close();
});

const sent = [];
const card = () => tab.page.locator("healthsense-entry-card");
const weight = async () => {
  const { people } = await api.command("healthsense/people");
  return people.find((one) => one.person_id === anna.person_id).current.weight;
};
const fill = async (value) => {
  await card().getByRole("textbox", { name: "Weight" }).fill(value);
  await card().getByRole("button", { name: words.card_entry_save }).click();
};

test("a value that cannot be right is refused in words and nothing is sent", async () => {
  const before = await weight();
  for (const [value, said] of [
    ["6800", /can be right/],
    ["heavy", /not a number/],
  ]) {
    await fill(value);
    await card().getByText(said).first().waitFor();
    await card().locator("[aria-invalid=true]").first().waitFor();
  }
  expect(await weight()).toEqual(before);
  expect(sent).toEqual([]);
});

test("a good one is stored, and shown on the person's card", async () => {
  await fill("67.3");
  await card().getByText(words.card_entry_taken.split("{")[0].trim()).first().waitFor();
  await expect.poll(() => sent).toHaveLength(1);
  expect((await weight()).value).toBeCloseTo(67.3);
  await visit(tab, `/${CARDS_PATH}/person`);
  await tab.page.locator("healthsense-person-card").getByText("67.3").waitFor();
  expect(tab.problems).toEqual([]);
});
