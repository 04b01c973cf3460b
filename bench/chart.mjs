// node bench/chart.mjs ANSWER.json [CPU_SLOWER]: how long a year of minute readings takes from the answer to the picture.
//
// ANSWER.json is what bench/chart.py prints. The committed bundle draws it in Debian's Chromium, on a page without Home
// Assistant: only the answer's text is given, so that its parsing counts too. Prints one object of figures.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const ROUNDS = 12;
const LIMIT_MS = 200;
const [file, slower = "1"] = process.argv.slice(2);
const root = join(import.meta.dirname, "..");
const answer = readFileSync(file, "utf8");
const bundle = process.env.HEALTHSENSE_CARDS ?? join(root, "custom_components/healthsense/frontend");
const texts = readFileSync(join(root, "custom_components/healthsense/translations/en.json"), "utf8");
const live = JSON.parse(readFileSync(join(root, "tests/frontend/recorded/live.json"), "utf8"));
const alerts = readFileSync(join(root, "tests/frontend/recorded/alerts.json"), "utf8");
const snapshot = Object.values(live)
  .flat()
  .find((event) => event.type === "snapshot");

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
page.on("pageerror", (error) => console.error(error));
await page.route("**/*", (route) => {
  const name = basename(new URL(route.request().url()).pathname);
  if (name === "") return route.fulfill({ contentType: "text/html", body: "<!doctype html><body></body>" });
  return route.fulfill({ contentType: "text/javascript", body: readFileSync(join(bundle, name)) });
});
await page.goto("http://healthsense.test/");
const session = await page.context().newCDPSession(page);
await session.send("Emulation.setCPUThrottlingRate", { rate: Number(slower) });

const figures = await page.evaluate(
  async ({ answer, texts, snapshot, alerts, rounds }) => {
    await import("/healthsense.js");
    const resources = JSON.parse(texts);
    const localize = (key, values = {}) => {
      const text = key
        .split(".")
        .slice(2)
        .reduce((node, step) => node?.[step], resources);
      return typeof text === "string" ? text.replace(/{(\w+)}/g, (_, name) => values[name] ?? "") : "";
    };
    const { t } = JSON.parse(answer);
    let arrived = 0;
    const connection = {
      connected: true,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
      subscribeMessage: async (say) => {
        say(snapshot);
        return async () => undefined;
      },
      sendMessagePromise: async ({ type }) => {
        if (type !== "healthsense/series") return JSON.parse(alerts);
        arrived = performance.now();
        return JSON.parse(answer);
      },
    };
    const hass = {
      connection,
      language: "en",
      locale: { language: "en", number_format: "language", time_format: "24", time_zone: "local" },
      config: { time_zone: "Europe/Berlin", unit_system: {} },
      localize,
      entities: {},
      devices: {},
      states: {},
      loadBackendTranslation: async () => localize,
    };
    const draw = () =>
      new Promise((done) => {
        const card = document.createElement("healthsense-history-card");
        const day = (at) => new Date(at).toISOString();
        card.setConfig({
          type: "custom:healthsense-history-card",
          person_id: snapshot.person_id,
          vitals: ["heart_rate"],
          start: day(t[0]),
          end: day(t.at(-1)),
        });
        card.hass = hass;
        card.addEventListener("plot-drawn", () => {
          const drawn = performance.now();
          if (arrived === 0) return;
          const took = drawn - arrived;
          arrived = 0;
          // Until the picture is on the screen.
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => {
              card.remove();
              done({ drawn: took, shown: performance.now() - drawn + took });
            };
            channel.port2.postMessage(0);
          });
        });
        document.body.append(card);
      });
    const all = [];
    for (let round = 0; round < rounds; round += 1) all.push(await draw());
    const of = (name) => all.map((one) => one[name]).sort((a, b) => a - b);
    const middle = (values) => values[Math.floor(values.length / 2)];
    const rounded = (value) => Math.round(value * 10) / 10;
    return {
      points: t.length,
      drawn_ms: rounded(middle(of("drawn"))),
      shown_ms: rounded(middle(of("shown"))),
      first_shown_ms: rounded(all[0].shown),
      worst_shown_ms: rounded(of("shown").at(-1)),
    };
  },
  { answer, texts, snapshot, alerts, rounds: ROUNDS },
);
await browser.close();
const bytes = Buffer.byteLength(answer);
console.log(JSON.stringify({ ...figures, cpu_slower: Number(slower), bytes, bytes_gzip: gzipSync(answer).length }));
if (figures.shown_ms > LIMIT_MS) process.exitCode = 1;
