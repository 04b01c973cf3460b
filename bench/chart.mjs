// node bench/chart.mjs ANSWER.json [CPU_SLOWER]: how long a year of minute readings takes from the answer to the picture.
//
// ANSWER.json is what bench/chart.py prints. The committed bundle draws it in Debian's Chromium, on a page without Home
// Assistant: only the answer's text is given, so that its parsing counts too. Prints one object of figures.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { recorded, stage } from "./stage.mjs";

const ROUNDS = 12;
const LIMIT_MS = 200;
const [file, slower = "1"] = process.argv.slice(2);
const answer = readFileSync(file, "utf8");
const alerts = JSON.stringify(recorded("alerts"));
const snapshot = Object.values(recorded("live"))
  .flat()
  .find((event) => event.type === "snapshot");

const { browser, page } = await stage({ slower: Number(slower) });
const figures = await page.evaluate(
  async ({ answer, snapshot, alerts, rounds }) => {
    const { t } = JSON.parse(answer);
    let arrived = 0;
    const hass = globalThis.hassWith({
      subscribeMessage: async (say) => {
        say(snapshot);
        return async () => undefined;
      },
      sendMessagePromise: async ({ type }) => {
        if (type !== "healthsense/series") return JSON.parse(alerts);
        arrived = performance.now();
        return JSON.parse(answer);
      },
    });
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
    const rounded = (value) => Math.round(value * 10) / 10;
    return {
      points: t.length,
      drawn_ms: rounded(globalThis.middle(of("drawn"))),
      shown_ms: rounded(globalThis.middle(of("shown"))),
      first_shown_ms: rounded(all[0].shown),
      worst_shown_ms: rounded(of("shown").at(-1)),
    };
  },
  { answer, snapshot, alerts, rounds: ROUNDS },
);
await browser.close();
const bytes = Buffer.byteLength(answer);
console.log(JSON.stringify({ ...figures, cpu_slower: Number(slower), bytes, bytes_gzip: gzipSync(answer).length }));
if (figures.shown_ms > LIMIT_MS) process.exitCode = 1;
