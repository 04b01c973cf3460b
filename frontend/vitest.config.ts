import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    include: ["tests/frontend/**/*.test.ts"],
    environment: "happy-dom",
    // Two cores are everybody's.
    maxWorkers: 1,
    restoreMocks: true,
  },
});
