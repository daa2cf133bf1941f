import { defineConfig } from "vitest/config";

// One file after another in one process: two cores are not many, and so they share what `stage.ts` opens.
export default defineConfig({
  test: { root: import.meta.dirname, include: ["*.e2e.ts"], pool: "forks", fileParallelism: false, isolate: false, testTimeout: 60_000, hookTimeout: 240_000 },
});
