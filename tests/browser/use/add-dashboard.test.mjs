// The dashboard that writes itself is two clicks away from the list of dashboards that can be added.
import { afterAll, beforeAll, expect, test } from "vitest";
import { house, owner, pictureFailures, sharedBrowser } from "../lib/house.mjs";
import { open, settled } from "../lib/page.mjs";

let api;
let before;
let tab;

/** The dashboards that were not there before. */
async function added() {
  const all = await api.command("lovelace/dashboards/list");
  return all.filter(({ id }) => !before.has(id));
}

pictureFailures(() => tab);
beforeAll(async () => {
  api = await owner();
  before = new Set((await api.command("lovelace/dashboards/list")).map(({ id }) => id));
  tab = await open(await sharedBrowser(), house());
});
afterAll(async () => {
  await tab.close();
  for (const { id, title } of await added())
    if (title === "HealthSense") await api.command("lovelace/dashboards/delete", { dashboard_id: id });
  api.close();
});

test("is added with two clicks, and writes itself", async () => {
  const { page } = tab;
  await page.goto(`${house().base}/config/lovelace/dashboards`);
  await page.getByText("Add dashboard").first().click();
  const dialog = page.locator("dialog-new-dashboard, ha-dialog").filter({ hasText: "Community dashboards" }).first();
  await dialog.getByText("HealthSense", { exact: true }).click();
  await page.getByRole("button", { name: "Create" }).click();
  const isOurs = ({ title }) => title === "HealthSense";
  await expect.poll(async () => (await added()).filter(isOurs)).toHaveLength(1);
  const [one] = (await added()).filter(isOurs);
  expect(one).toMatchObject({ show_in_sidebar: true });
  expect(tab.problems).toEqual([]);
  // In a tab of its own: a dialog of Home Assistant's that closes goes one step back, wherever its tab is by then.
  const visitor = await open(await sharedBrowser(), house());
  await visitor.page.goto(`${house().base}/${one.url_path}`);
  await settled(visitor);
  for (const { name } of Object.values(house().people))
    await visitor.page.getByRole("tab", { name, exact: true }).first().waitFor();
  expect(visitor.problems).toEqual([]);
  await visitor.close();
});
