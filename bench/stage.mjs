// A page without Home Assistant on which the committed bundle runs: what the benchmarks of the cards share.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { chromium } from "playwright-core";

const root = join(import.meta.dirname, "..");
const bundle = process.env.HEALTHSENSE_CARDS ?? join(root, "custom_components/healthsense/frontend");
const texts = readFileSync(join(root, "custom_components/healthsense/translations/en.json"), "utf8");

/** What the integration said of somebody once, by what happened (tests/frontend/recorded). */
export const recorded = (name) =>
  JSON.parse(readFileSync(join(root, "tests/frontend/recorded", `${name}.json`), "utf8"));

/** Runs in the page: Home Assistant as far as a card asks for it, with this connection. */
function prepare(texts) {
  const resources = JSON.parse(texts);
  const localize = (key, values = {}) => {
    const text = key
      .split(".")
      .slice(2)
      .reduce((node, step) => node?.[step], resources);
    return typeof text === "string" ? text.replace(/{(\w+)}/g, (_, name) => values[name] ?? "") : "";
  };
  globalThis.hassWith = (connection) => ({
    connection: { connected: true, addEventListener: () => {}, removeEventListener: () => {}, ...connection },
    language: "en",
    locale: { language: "en", number_format: "language", time_format: "24", time_zone: "local" },
    config: { time_zone: "Europe/Berlin", unit_system: {} },
    localize,
    entities: {},
    devices: {},
    states: {},
    loadBackendTranslation: async () => localize,
  });
  globalThis.middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Opens Debian's Chromium with the cards in it, its processor so many times slower; `devtools` is its session. */
export async function stage({ slower = 1, width = 1280, height = 800 } = {}) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const page = await browser.newPage({ viewport: { width, height } });
  page.on("pageerror", (error) => console.error(error));
  await page.route("**/*", (route) => {
    const name = basename(new URL(route.request().url()).pathname);
    if (name === "") return route.fulfill({ contentType: "text/html", body: "<!doctype html><body></body>" });
    return route.fulfill({ contentType: "text/javascript", body: readFileSync(join(bundle, name)) });
  });
  await page.goto("http://healthsense.test/");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slower });
  await page.evaluate(prepare, texts);
  await page.evaluate(() => import("/healthsense.js"));
  return { browser, page, devtools };
}
