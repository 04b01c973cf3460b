import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// One after the other: looking changes nothing, so that two can; using does, in the one house that all have; and a restart takes
// the house from everybody.
const STAGES = [
  // Two cores are everybody's.
  { name: "look", maxWorkers: 2 },
  { name: "use", maxWorkers: 1 },
  { name: "restart", maxWorkers: 1 },
];

// Limits are for what never comes: how long it takes depends on the machine.
const LIMIT_MS = 240_000;
const POLL_MS = 60_000;

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    globalSetup: ["tests/browser/lib/setup.mjs"],
    projects: STAGES.map(({ name, maxWorkers }, groupOrder) => ({
      test: {
        name,
        maxWorkers,
        include: [`tests/browser/${name}/*.test.mjs`],
        environment: "node",
        sequence: { groupOrder },
        testTimeout: LIMIT_MS,
        hookTimeout: LIMIT_MS,
        expect: { poll: { timeout: POLL_MS } },
      },
    })),
  },
});
