// Before all tests: the household, its dashboards for looking at, and one browser for everybody.
import { chromium } from "playwright-core";
import { QUIET } from "../../../script/lib/browser.mjs";
import { connect, people, saveDashboard } from "./home-assistant.mjs";
import { startHousehold } from "./household.mjs";
import { open } from "./page.mjs";
import { CARDS_PATH, STRATEGY, STRATEGY_PATH, cardsDashboard } from "./rows.mjs";

const VIEWS_MS = 180_000;

/** What the strategy makes of this household: its views' names and addresses. */
async function strategyViews(server, house) {
  const browser = await chromium.connect(server.wsEndpoint());
  const tab = await open(browser, house);
  try {
    await tab.page.goto(`${house.base}/${STRATEGY_PATH}`);
    const views = await tab.page.waitForFunction(
      () => globalThis.healthsenseTest.all(/^HUI-ROOT$/)[0]?.lovelace?.config.views,
      null,
      { timeout: VIEWS_MS },
    );
    const found = await views.evaluate((all) => all.map(({ path, title }, at) => ({ path: path ?? at, title })));
    return found.map(({ path, title }) => ({ name: `view ${title ?? path}`, path: `/${STRATEGY_PATH}/${path}` }));
  } finally {
    await browser.close();
  }
}

export default async function setup(project) {
  const began = Date.now();
  const household = await startHousehold();
  let server;
  const end = async () => {
    await server?.close();
    await household.stop();
  };
  try {
    server = await chromium.launchServer({ executablePath: process.env.CHROMIUM, args: QUIET });
    const connection = await connect(household.base, household.token);
    const found = await people(connection);
    await saveDashboard(connection, CARDS_PATH, cardsDashboard(found));
    await saveDashboard(connection, STRATEGY_PATH, STRATEGY);
    connection.close();
    const views = await strategyViews(server, household.told);
    project.provide("house", { ...household.told, people: found, views });
    project.provide("browser", server.wsEndpoint());
  } catch (error) {
    await end();
    throw error;
  }
  console.log(`the household is ready after ${Math.round((Date.now() - began) / 1000)} s`);
  return end;
}
