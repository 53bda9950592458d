import { defineConfig } from "vitest/config";

export default defineConfig({
  build: {
    outDir: "../src/houndstooth/api/static",
    emptyOutDir: true,
    // Every asset is a file of its own, so that the content security policy stays simple.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    chunkSizeWarningLimit: 1600, // the reference is a third party's bundle, on a page of its own
    rolldownOptions: { input: ["index.html", "reference.html"] },
  },
  server: { proxy: { "/v1": "http://127.0.0.1:8000", "/openapi.json": "http://127.0.0.1:8000" } },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
