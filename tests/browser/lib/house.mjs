// What the tests are given by setup.mjs: the running household and the browser that all share.
import { chromium } from "playwright-core";
import { afterEach, inject } from "vitest";
import { connect } from "./home-assistant.mjs";
import { keepPicture } from "./page.mjs";

let browser;

export const house = () => inject("house");

/** The one browser of this run. */
export async function sharedBrowser() {
  browser ??= await chromium.connect(inject("browser"));
  return browser;
}

/** Home Assistant itself, as its owner. */
export const owner = () => connect(house().base, house().token);

/** Leaves a picture of the tab behind each test that fails. */
export function pictureFailures(tab) {
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail" && tab()) console.log(`${task.name}: see ${await keepPicture(tab().page)}`);
  });
}
