import { defineConfig } from "vitest/config";

export default defineConfig({
  build: {
    outDir: "../src/houndstooth/api/static",
    emptyOutDir: true,
    // Every asset is a file of its own, so that the content security policy stays simple.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
  },
  server: { proxy: { "/v1": "http://127.0.0.1:8000" } },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
