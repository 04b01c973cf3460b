// An alert is taken care of from the card, and Home Assistant knows.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { endTests, openTests } from "../lib/home-assistant.mjs";
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
  await visit(tab, `/${CARDS_PATH}/person`);
  await settled(tab);
});
afterAll(async () => {
  await endTests(api, anna);
  api.close();
  await tab.close();
});
beforeEach(async () => {
  tab.problems.length = 0;
  // A click must not meet the alert of the test before, which is still on its way out.
  await endTests(api, anna);
  await card().getByText(words.notice_test).waitFor({ state: "detached" });
  await api.command("healthsense/alert", { person_id: anna.person_id, do: "test", level: "urgent" });
  await card().getByText(words.notice_test).waitFor();
});

const known = () => openTests(api, anna);
const card = () => tab.page.locator("healthsense-person-card");
const button = (name) => card().getByRole("button", { name });

test("an alert that is raised appears, and a click acknowledges it", async () => {
  await button(words.notice_action_acknowledge).click();
  await card().getByText(words.notice_acknowledged.replace("{who}", "Demo")).waitFor();
  expect(await known()).toMatchObject([{ test: true, acknowledged_by_name: "Demo" }]);
  expect(await button(words.notice_action_acknowledge).count()).toBe(0);
  expect(tab.problems).toEqual([]);
});

test("a click keeps it quiet for a quarter of an hour", async () => {
  const label = words.notice_action_snooze.replace("{minutes}", "15");
  await button(label).click();
  await button(label).waitFor({ state: "detached" });
  const [alert] = await known();
  expect(Date.parse(alert.snoozed_until)).toBeGreaterThan(Date.parse(alert.raised));
  expect(tab.problems).toEqual([]);
});

test("the keyboard does the same", async () => {
  await button(words.notice_action_acknowledge).focus();
  await tab.page.keyboard.press("Enter");
  await button(words.notice_action_acknowledge).waitFor({ state: "detached" });
  expect(await known()).toMatchObject([{ acknowledged_by_name: "Demo" }]);
});
