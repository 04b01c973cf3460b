import js from "@eslint/js";
import { configs as lit } from "eslint-plugin-lit";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

// What Node and the pages under test have, which share files: a function is written in one and runs in the other.
const BROWSER_TEST_GLOBALS = Object.fromEntries(
  `CustomEvent Event HTMLCanvasElement HTMLElement KeyboardEvent Node SVGElement URL URLSearchParams WebSocket Buffer clearTimeout
   console crypto customElements dispatchEvent document fetch getComputedStyle globalThis history innerWidth localStorage
   location performance process requestAnimationFrame setTimeout`
    .split(/\s+/)
    .map((name) => [name, "readonly"]),
);

export default defineConfig(
  {
    files: ["frontend/**/*.ts", "tests/frontend/**/*.ts"],
    extends: [
      js.configs.recommended,
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      lit["flat/recommended"],
    ],
    languageOptions: { parserOptions: { project: "frontend/tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/explicit-function-return-type": ["error", { allowExpressions: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_$", argsIgnorePattern: "^_" }],
      eqeqeq: "error",
    },
  },
  {
    files: ["tests/browser/**/*.mjs"],
    extends: [js.configs.recommended],
    languageOptions: { globals: BROWSER_TEST_GLOBALS },
    rules: { eqeqeq: "error", "no-unused-vars": ["error", { argsIgnorePattern: "^_$" }] },
  },
);
