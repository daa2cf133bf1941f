import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { linguiMacro } from "./build/lingui_macro.ts";
import { preloadEarly } from "./build/preload_early.ts";
import { sizeBudget } from "./build/size_budget.ts";

// The page calls the edge on its own origin; while developing, `ZAMER_EDGE` says where that is.
const edge = process.env["ZAMER_EDGE"] ?? "http://127.0.0.1:7100";
const proxy = Object.fromEntries(
  ["^/zamer\\.", "^/auth/", "^/alerts$"].map((path) => [path, { target: edge, changeOrigin: false }]),
);

const linguiConfig = `${import.meta.dirname}/lingui.config.ts`;

export default defineConfig({
  root: import.meta.dirname,
  plugins: [linguiMacro(linguiConfig), react(), lingui({ configPath: linguiConfig, failOnMissing: true }), preloadEarly(), sizeBudget()],
  server: { proxy },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    // A strict content security policy: nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: { include: ["src/**/*.test.ts", "build/**/*.test.ts", "packages/*/test/**/*.test.ts"], environment: "node", pool: "threads" },
});
