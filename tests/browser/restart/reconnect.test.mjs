// Home Assistant goes away and comes back: the cards say so, keep what was known, and are live again by themselves.
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../lib/home-assistant.mjs";
import { house, sharedBrowser } from "../lib/house.mjs";
import { halt, launch } from "../lib/household.mjs";
import { CARDS_PATH } from "../lib/rows.mjs";
import { open, ours, settled, visit, wordsOf } from "../lib/page.mjs";

const words = wordsOf("en");
const LIMIT_MS = 300_000;
/** The dashboard that the demo makes, which is there again after its start. */
const HOUSEHOLD_PATH = "/demo-household";
const AWAY = words.card_known_at.split("{")[0];
const { base, folder, people, pid, port, token } = house();
let child;
let tab;

beforeAll(async () => {
  if (pid) tab = await open(await sharedBrowser(), house());
});
afterAll(async () => {
  await tab?.close();
  if (child) await halt(child.pid);
});

const card = () => tab.page.locator("healthsense-person-card");

test.skipIf(!pid)("reconnects after a restart", { timeout: 4 * LIMIT_MS }, async () => {
  await visit(tab, `/${CARDS_PATH}/person`);
  await settled(tab);
  const before = await card().locator(".vital").allInnerTexts();
  expect(before).not.toEqual([]);
  expect(tab.problems).toEqual([]);

  await halt(pid);
  await card().getByText(AWAY).first().waitFor();
  // What was known stays to be read.
  expect(await card().locator(".vital").count()).toBe(before.length);

  child = await launch(folder, port);
  await card().getByText(AWAY).first().waitFor({ state: "detached", timeout: LIMIT_MS });
  const api = await connect(base, token);
  const anna = people.anna.person_id;
  await api.command("healthsense/alert", { person_id: anna, do: "test", level: "urgent" });
  await card().getByText(words.notice_test).first().waitFor();
  api.close();

  // Home Assistant's own page complains while it is away; ours do not.
  expect(ours(tab.problems)).toEqual([]);
  tab.problems.length = 0;
  // The frozen household began anew, without the dashboard of ours: Home Assistant leads away from there, sooner or later.
  await visit(tab, `${HOUSEHOLD_PATH}/analytics`);
  await settled(tab);
  expect(new URL(tab.page.url()).pathname).toBe(`${HOUSEHOLD_PATH}/analytics`);
  expect(await tab.page.locator("healthsense-analytics-card").count()).toBeGreaterThan(1);
  expect(ours(tab.problems)).toEqual([]);
});
