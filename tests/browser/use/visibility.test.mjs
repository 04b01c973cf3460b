// Home Assistant's own conditions for showing a card hold for ours.
import { afterAll, beforeAll, expect, test } from "vitest";
import { addUser, saveDashboard } from "../lib/home-assistant.mjs";
import { house, owner, sharedBrowser } from "../lib/house.mjs";
import { SIZES, open, settled, visit } from "../lib/page.mjs";
import { resolve } from "../lib/rows.mjs";

const PATH = "look-visibility";
let api;
let stranger;

beforeAll(async () => {
  api = await owner();
  const { id } = await api.command("auth/current_user");
  stranger = await addUser(api, house().base, "browser-visibility", "system-users");
  const card = (device, condition) => ({
    type: "custom:healthsense-person-card",
    device_id: device,
    visibility: [condition],
  });
  const cards = [
    card("$anna", { condition: "user", users: [id] }),
    card("$ben", { condition: "screen", media_query: "(max-width: 600px)" }),
    { ...card("$anna", {}), visibility: [], vitals: ["spo2"] },
  ];
  const config = { views: [{ type: "sections", sections: [{ type: "grid", cards: resolve(cards, house().people) }] }] };
  await saveDashboard(api, PATH, config);
});
afterAll(async () => {
  await api.command("config/auth/delete", { user_id: stranger.id });
  api.close();
});

test.each([
  ["the owner on a desktop", "desktop", false, ["Anna", "Anna"]],
  ["the owner on a phone", "phone", false, ["Anna", "Ben", "Anna"]],
  ["another user on a desktop", "desktop", true, ["Anna"]],
])("%s sees what is meant for them", async (_, size, other, names) => {
  const tab = await open(await sharedBrowser(), house(), {
    size: SIZES[size],
    token: other ? stranger.token : house().token,
  });
  await visit(tab, `/${PATH}`);
  await settled(tab, { atLeast: names.length });
  const shown = tab.page.locator("healthsense-person-card h2").filter({ visible: true });
  await expect.poll(() => shown.allInnerTexts()).toEqual(names);
  expect(tab.problems).toEqual([]);
  await tab.close();
});
