import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["tests/frontend/**/*.test.ts"],
    environment: "happy-dom",
    // Two cores are everybody's.
    maxWorkers: 1,
    // Limits are for what never comes: how long it takes depends on the machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});
