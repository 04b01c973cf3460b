// node bench/wall.mjs [CPU_SLOWER]: whether a wall of 50 people moves smoothly while each is told of once a second.
//
// In Debian's Chromium, on a page without Home Assistant. Every other second somebody's oxygen falls, whose tile then goes to
// the front, and somebody else is well again. Beside it in the same run the plainest thing that shows as much: an HTML table
// whose row is rewritten and whose order is sorted with each update. Prints one object of figures.
import { recorded, stage } from "./stage.mjs";

const PEOPLE = 50;
const SECONDS = 10;
/** Two frames of 60 a second: what is later can be seen. */
const LATE_MS = 34;
const slower = Number(process.argv[2] ?? 1);
const live = recorded("live");
const [snapshot] = live["nothing measured"];
const [well] = live["checked up"];
const [, low] = live["oxygen falls"];

const { browser, page, devtools } = await stage({ slower, width: 1280, height: 900 });

/** How long the page's own thread was busy so far. */
async function busyS() {
  const { metrics } = await devtools.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration").value;
}

/** Tells everybody's news for a while by `window.tell`; returns when frames came and how busy the page was. */
async function measured(begin) {
  await page.evaluate(begin, { snapshot, well, people: PEOPLE });
  await page.waitForTimeout(1000);
  const before = await busyS();
  const frames = await page.evaluate(
    ({ well, low, people, seconds }) =>
      new Promise((done) => {
        const each = 1000 / people;
        const frames = [];
        globalThis.ill = -1;
        let told = 0;
        const began = performance.now();
        const frame = (now) => {
          frames.push(now);
          while (performance.now() - began > told * each && performance.now() - began < seconds * 1000) {
            const at = told % people;
            if (told % (2 * people) === 0) {
              const { ill } = globalThis;
              if (ill >= 0) globalThis.tell(ill, { ...well, alerts: { ...low.alerts, level: "ok", open: [] } });
              globalThis.ill = (ill + 7) % people;
              globalThis.tell(globalThis.ill, low);
            }
            const { heart_rate } = well.current;
            if (at !== globalThis.ill)
              globalThis.tell(at, { ...well, current: { heart_rate: { ...heart_rate, value: 60 + (told % 30) } } });
            told += 1;
          }
          if (now - began < seconds * 1000) requestAnimationFrame(frame);
          else done(frames);
        };
        requestAnimationFrame(frame);
      }),
    { well, low, people: PEOPLE, seconds: SECONDS },
  );
  const busy = (await busyS()) - before;
  const apart = frames
    .slice(1)
    .map((now, at) => now - frames[at])
    .sort((a, b) => a - b);
  const round = (value) => Math.round(value * 10) / 10;
  return {
    frame_ms: round(apart[Math.floor(apart.length / 2)]),
    frame_p99_ms: round(apart[Math.floor(apart.length * 0.99)]),
    frame_worst_ms: round(apart.at(-1)),
    frames_late_percent: round((100 * apart.filter((one) => one > LATE_MS).length) / apart.length),
    busy_ms_per_s: round((1000 * busy) / SECONDS),
  };
}

function asTable({ snapshot, people }) {
  const table = document.body.appendChild(document.createElement("table"));
  const rows = Array.from({ length: people }, (_, at) => {
    const row = table.insertRow();
    return { row, name: `${snapshot.name} ${at}`, level: "ok", current: {} };
  });
  globalThis.tell = (at, { current, alerts }) => {
    const person = rows[at];
    Object.assign(person.current, current);
    if (alerts) person.level = alerts.open.length > 0 ? "a" : "ok";
    const said = Object.entries(person.current).map(([vital, told]) => `<td>${vital} ${told?.value ?? ""}</td>`);
    person.row.innerHTML = `<th>${person.name}</th>${said.join("")}`;
    for (const { row } of [...rows].sort((a, b) => a.level.localeCompare(b.level))) table.append(row);
  };
}

async function asCard({ snapshot, well, people }) {
  document.body.replaceChildren();
  const ids = Array.from({ length: people }, (_, at) => `${at}`.padStart(32, "0"));
  let say;
  const hass = globalThis.hassWith({
    subscribeMessage: async (listener) => {
      say = listener;
      ids.forEach((person_id, at) =>
        say({ ...snapshot, ...well, type: "snapshot", person_id, name: `${snapshot.name} ${at}` }),
      );
      return async () => undefined;
    },
    sendMessagePromise: async () => ({}),
  });
  globalThis.tell = (at, update) => say({ ...update, type: "update", person_id: ids[at] });
  const card = document.createElement("healthsense-wall-card");
  card.setConfig({ type: "custom:healthsense-wall-card" });
  card.hass = hass;
  document.body.append(card);
  const tiles = () =>
    card.shadowRoot?.querySelector("healthsense-wall-body")?.shadowRoot?.querySelectorAll("healthsense-wall-tile");
  while ((tiles()?.length ?? 0) < people) await new Promise((later) => setTimeout(later, 20));
}

await devtools.send("Performance.enable");
const table = await measured(asTable);
const wall = await measured(asCard);
// What stands on the screen at the end is what was told; the order follows when the wall sorts itself again.
await page.waitForTimeout(3000);
const shown = await page.evaluate(() => {
  const body = document.querySelector("healthsense-wall-card").shadowRoot.querySelector("healthsense-wall-body");
  const tiles = [...body.shadowRoot.querySelectorAll("healthsense-wall-tile")].map(({ shadowRoot }) => shadowRoot);
  return {
    people: tiles.length,
    first: RegExp(`Bob ${globalThis.ill}\\s`).test(tiles[0].textContent),
    rates: new Set(tiles.map((tile) => tile.querySelector(".value")?.textContent)).size,
  };
});
await browser.close();
if (shown.people !== PEOPLE || !shown.first || shown.rates < 20)
  throw new Error(`the wall shows something else: ${JSON.stringify(shown)}`);
const times = Math.round((10 * wall.busy_ms_per_s) / table.busy_ms_per_s) / 10;
console.log(
  JSON.stringify({ people: PEOPLE, updates_per_s: PEOPLE, cpu_slower: slower, wall, table, times_table: times }),
);
