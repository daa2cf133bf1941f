import { defineConfig } from "vitest/config";

// One file at a time: each has a cluster and a browser of its own, and two cores are not many.
export default defineConfig({
  test: { root: import.meta.dirname, include: ["*.e2e.ts"], pool: "forks", fileParallelism: false, testTimeout: 60_000, hookTimeout: 240_000 },
});
