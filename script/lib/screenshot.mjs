// Takes a picture of a page of the running demo: node screenshot.mjs LOGIN ADDRESS PATH FILE
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const [, , login, address, path, file] = process.argv;
const { token } = JSON.parse(readFileSync(login, "utf8"));
// Without these Chromium looks for the outside world at every start.
const quiet = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"];
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: quiet });
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript(
    ([url, accessToken]) => {
      const tokens = { access_token: accessToken, token_type: "Bearer", expires_in: 1e8, refresh_token: "" };
      const session = { ...tokens, hassUrl: url, clientId: `${url}/`, expires: Date.now() + 1e12 };
      localStorage.setItem("hassTokens", JSON.stringify(session));
    },
    [address, token],
  );
  const page = await context.newPage();
  const outside = [];
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(address)) outside.push(request.url());
  });
  await page.goto(address + path);
  await page.locator("hui-tile-card").first().waitFor({ timeout: 30000 });
  await page.waitForTimeout(4000); // charts draw after their data came
  await page.screenshot({ path: file });
  if (outside.length) throw new Error(`the page asked outside the house: ${outside.join(" ")}`);
} finally {
  await browser.close();
}
