// Takes a picture of a page of the running demo: node screenshot.mjs LOGIN ADDRESS PATH FILE
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { QUIET, signIn } from "./browser.mjs";

const [, , login, address, path, file] = process.argv;
const { token } = JSON.parse(readFileSync(login, "utf8"));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: QUIET });
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1100 } });
  await signIn(context, { base: address, token });
  const page = await context.newPage();
  const outside = [];
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) outside.push(request.url());
  });
  await page.goto(address + path);
  await page.locator("ha-card").first().waitFor({ timeout: 30000 });
  await page.waitForTimeout(8000); // charts draw after their data came
  await page.screenshot({ path: file });
  if (outside.length) throw new Error(`the page asked outside the house: ${outside.join(" ")}`);
} finally {
  await browser.close();
}
