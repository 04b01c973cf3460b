// A signed-in page of Home Assistant that notes everything it should not say or ask.
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { signIn } from "../../../script/lib/browser.mjs";

const file = (name) => fileURLToPath(new URL(name, import.meta.url));
const texts = (language) =>
  JSON.parse(readFileSync(file(`../../../custom_components/healthsense/translations/${language}.json`), "utf8")).common;

export const SIZES = {
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1180 },
  desktop: { width: 1280, height: 900 },
};
/** Right to left, for which we have no texts: ours are English then, Home Assistant's are Hebrew. */
export const RTL = "he";

const STABLE_LOOKS = 4;
const LOOK_MS = 80;
// Limits are for what never comes: how long it takes depends on the machine.
/** So long an error card may stand where a card is still to come. */
const PATIENCE_MS = 10_000;
const SETTLE_MS = 60_000;
const ACTION_MS = 60_000;

// What browsers say that is nobody's fault.
const HARMLESS = [/ResizeObserver loop/];
/** Where the integration serves our cards. */
const BUNDLE = /\/healthsense_cards\//;

/** The words of a language that a card says, English where we have none. */
export function wordsOf(language) {
  try {
    return texts(language);
  } catch {
    return texts("en");
  }
}

/**
 * Opens a context of its own.
 *
 * `house` is {base, token, clock}: the page's Date stands where the house's clock does, timers go on.
 */
export async function open(browser, house, options = {}) {
  const { language = "en", size = SIZES.desktop, dark = false, token = house.token, reduced = false } = options;
  const context = await browser.newContext({
    viewport: size,
    colorScheme: dark ? "dark" : "light",
    reducedMotion: reduced ? "reduce" : "no-preference",
    locale: language,
    timezoneId: "Europe/Berlin",
    ...(options.touch ? { hasTouch: true } : {}),
  });
  await signIn(context, { base: house.base, token, language });
  await context.addInitScript({ path: file("inpage.mjs") });
  context.setDefaultTimeout(ACTION_MS);
  context.setDefaultNavigationTimeout(SETTLE_MS);
  const page = await context.newPage();
  if (house.clock) await page.clock.setFixedTime(new Date(house.clock));
  if (process.env.HEALTHSENSE_BUNDLE) await serveOther(context, process.env.HEALTHSENSE_BUNDLE);
  const problems = watch(page, house.base);
  return { page, context, problems, language, base: house.base, close: () => context.close() };
}

/** While a card is being written: another bundle in the place of the one that the integration serves. */
async function serveOther(context, folder) {
  await context.route("**/healthsense_cards/**", (route) => {
    const path = join(folder, basename(new URL(route.request().url()).pathname));
    return existsSync(path) ? route.fulfill({ path }) : route.fulfill({ status: 404 });
  });
}

const outside = (address, base) => !/^(data|blob):/.test(address) && !address.startsWith(`${base}/`);

function watch(page, base) {
  const problems = [];
  page.on("console", (message) => {
    if (message.type() === "error" && !HARMLESS.some((one) => one.test(message.text())))
      problems.push(`console: ${message.text().slice(0, 400)} (${message.location().url})`);
  });
  page.on("pageerror", (error) => {
    const said = String(error?.stack ?? error);
    if (!HARMLESS.some((one) => one.test(said))) problems.push(`page error: ${said.slice(0, 600)}`);
  });
  page.on("request", (request) => {
    if (outside(request.url(), base)) problems.push(`asked outside: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  return problems;
}

/**
 * For pages where Home Assistant's own cards stand too, which show pictures from its website: refuses whatever the page asks of
 * others, alike on each machine, and notes separately what our bundle asks of them.
 */
export async function keepInside({ page, context, problems, base }) {
  await context.route(
    ({ href }) => outside(href, base),
    (route) => route.abort(),
  );
  const devtools = await context.newCDPSession(page);
  devtools.on("Network.requestWillBeSent", ({ request, initiator }) => {
    if (outside(request.url, base) && BUNDLE.test(JSON.stringify(initiator)))
      problems.push(`asked outside by healthsense_cards: ${request.url}`);
  });
  await devtools.send("Network.enable");
}

/** Of what was noted, what our code said, asked for or did not get. */
export const ours = (problems) => problems.filter((one) => /healthsense/i.test(one));

/** Goes to a path: by the browser at first, then as Home Assistant's own links do. */
export async function visit({ page, base }, path) {
  if (page.url().startsWith(base)) {
    await page.evaluate((to) => {
      globalThis.healthsenseTest.leave(to);
      history.pushState(null, "", to);
      dispatchEvent(new CustomEvent("location-changed", { detail: { replace: false } }));
    }, path);
  } else {
    await page.goto(base + path);
  }
}

/** Waits until our cards stand still with what they show. Throws when they never do, or are not there. */
export async function settled({ page, language }, { atLeast = 1, limitMs = SETTLE_MS, looks = STABLE_LOOKS } = {}) {
  const waiting = wordsOf(language).card_waiting;
  const until = Date.now() + limitMs;
  let before = "";
  let same = 0;
  let wrongFrom;
  let last = {};
  while (same < looks) {
    last = (await page.evaluate((word) => globalThis.healthsenseTest?.look(word), waiting)) ?? { busy: true };
    same = !last.busy && last.cards >= atLeast && last.text === before ? same + 1 : 0;
    before = last.text;
    const now = Date.now();
    wrongFrom = last.errors > 0 ? (wrongFrom ?? now) : undefined;
    if (now - wrongFrom > PATIENCE_MS) return last;
    if (now > until) {
      const picture = await keepPicture(page);
      throw new Error(`the cards do not come to rest (${picture}): ${JSON.stringify(last).slice(0, 400)}`);
    }
    await page.waitForTimeout(LOOK_MS);
  }
  return last;
}

let kept = 0;

/** Leaves a picture of what is wrong in .cache/browser, and says where. */
export async function keepPicture(page) {
  kept += 1;
  const path = `.cache/browser/fault-${process.pid}-${kept}.png`;
  await page.screenshot({ path });
  return path;
}
