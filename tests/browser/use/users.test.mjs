// What a user may not do is not offered; what they may is.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addUser, endTests } from "../lib/home-assistant.mjs";
import { house, owner, sharedBrowser } from "../lib/house.mjs";
import { open, settled, visit, wordsOf } from "../lib/page.mjs";
import { CARDS_PATH } from "../lib/rows.mjs";

const words = wordsOf("en");
const GROUPS = [
  { group: "system-users", writes: true },
  { group: "system-read-only", writes: false },
];

// Another person than those of the tests that run at the same time.
let ben;
let api;

beforeAll(async () => {
  ben = house().people.ben;
  api = await owner();
  await api.command("healthsense/alert", { person_id: ben.person_id, do: "test", level: "urgent" });
});
afterAll(async () => {
  await endTests(api, ben);
  api.close();
});

describe.each(GROUPS)("a user of $group", ({ group, writes }) => {
  let tab;
  let user;
  beforeAll(async () => {
    user = await addUser(api, house().base, `browser-${group}`, group);
    tab = await open(await sharedBrowser(), house(), { token: user.token });
    await visit(tab, `/${CARDS_PATH}/person-unwell`);
    await settled(tab);
  });
  afterAll(async () => {
    await tab.close();
    await api.command("config/auth/delete", { user_id: user.id });
  });

  test("sees the shared person and the open alert", async () => {
    const card = tab.page.locator("healthsense-person-card");
    await card.getByRole("heading", { name: ben.name }).waitFor();
    await card.getByText(words.notice_test).waitFor();
    expect(tab.problems).toEqual([]);
  });

  // Whoever may see a person may say that they take care (docs/actions.md).
  test("may acknowledge it", async () => {
    const card = tab.page.locator("healthsense-person-card");
    await card.getByRole("button", { name: words.notice_action_acknowledge }).first().waitFor();
  });

  test(`${writes ? "may" : "may not"} enter readings`, async () => {
    await visit(tab, `/${CARDS_PATH}/entry`);
    await settled(tab);
    const card = tab.page.locator("healthsense-entry-card");
    expect(await card.getByRole("button", { name: words.card_entry_save }).count()).toBe(writes ? 1 : 0);
    expect(await card.getByRole("textbox").count()).toSatisfy((count) => (writes ? count > 0 : count === 0));
    if (!writes) await card.getByText(words.card_entry_read_only.replace("{name}", "Anna")).waitFor();
    expect(tab.problems).toEqual([]);
  });
});
