import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here("."),
  // Chunks are found beside the entry, wherever Home Assistant serves it.
  base: "./",
  publicDir: false,
  build: {
    outDir: process.env.HEALTHSENSE_CARDS ?? here("../custom_components/healthsense/frontend"),
    emptyOutDir: true,
    target: "es2021",
    // Preloading would ask for chunks by the page's address, not the entry's.
    modulePreload: false,
    reportCompressedSize: false,
    license: { fileName: "LICENSES.md" },
    rolldownOptions: {
      input: here("src/healthsense.ts"),
      preserveEntrySignatures: false,
      output: {
        // Names without a hash: the address carries the version of all files together (cards.py).
        entryFileNames: "healthsense.js",
        chunkFileNames: "[name].js",
        format: "es",
      },
    },
  },
});
