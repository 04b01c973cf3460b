// The household the tests look at: the demo's frozen one, or one that runs already (HEALTHSENSE_HOUSE=URL,
// HEALTHSENSE_LOGIN=its login.json, HEALTHSENSE_FROZEN=1 where it is a frozen one) while a card is being written.
import { spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
export const CACHE = join(ROOT, ".cache", "browser");
/** Where the frozen household's clock stands (demo/frozen.py). */
const FROZEN = { frozen: true, clock: "2026-11-20T10:00:00+01:00" };
const START_MS = 900_000;
const STOP_MS = 180_000;

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

const login = (path) => JSON.parse(readFileSync(path, "utf8"));

/** Starts the frozen household in a folder of its own (or again in the same one, on the same port). */
export async function launch(folder, port) {
  mkdirSync(dirname(folder), { recursive: true });
  const python = join(ROOT, ".venv/ha/bin/python");
  const arguments_ = ["-m", "demo", "--frozen", "--folder", folder, "--hass", process.env.HEALTHSENSE_HASS];
  const log = `${folder}.log`;
  const errors = openSync(log, "a");
  const child = spawn(python, [...arguments_, "--port", String(port)], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", errors],
  });
  const tail = () => readFileSync(log, "utf8").split("\n").slice(-15).join("\n");
  await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the household was not ready in time:\n${tail()}`)), START_MS);
    child.on("exit", (status) => {
      clearTimeout(late);
      reject(new Error(`the household ended with status ${status}:\n${tail()}`));
    });
    let said = "";
    child.stdout.on("data", (data) => {
      said += data;
      if (!/^READY/m.test(said)) return;
      clearTimeout(late);
      resolve();
    });
  });
  return child;
}

/** Ends a household that `launch` started, and waits until it has written everything down. */
export function halt(pid) {
  return new Promise((resolve, reject) => {
    const until = Date.now() + STOP_MS;
    const look = () => {
      try {
        process.kill(pid, 0);
      } catch {
        resolve();
        return;
      }
      if (Date.now() > until) reject(new Error(`the household (${pid}) does not stop`));
      else setTimeout(look, 100);
    };
    try {
      process.kill(pid, "SIGTERM");
    } catch {
      resolve();
      return;
    }
    look();
  });
}

export async function startHousehold() {
  const running = process.env.HEALTHSENSE_HOUSE;
  if (running) {
    const { token } = login(process.env.HEALTHSENSE_LOGIN);
    const told = { base: running, token, ...(process.env.HEALTHSENSE_FROZEN ? FROZEN : { frozen: false }) };
    return { base: running, token, told, stop: async () => {} };
  }
  const folder = join(CACHE, "household");
  const port = await freePort();
  const child = await launch(folder, port);
  const base = `http://127.0.0.1:${port}`;
  const { token } = login(join(folder, "login.json"));
  const told = { base, token, ...FROZEN, folder, port, pid: child.pid };
  return { base, token, told, stop: () => halt(child.pid) };
}
