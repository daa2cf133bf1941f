import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

// Russian is what is written in the code; English is its translation. What every page begins with is in one catalogue, the
// names of the work pages in the menu too; the texts within the work pages and of plans and the words of refusals are fetched with the
// first page that has them.
export default defineConfig({
  rootDir: import.meta.dirname,
  sourceLocale: "ru",
  locales: ["ru", "en"],
  catalogs: [
    { path: "<rootDir>/src/locales/{locale}", include: ["<rootDir>/src"], exclude: ["<rootDir>/src/work/*/**/*", "<rootDir>/src/words/**", "<rootDir>/src/plan/!(routes).*", "**/*.test.*"] },
    { path: "<rootDir>/src/work/locales/{locale}", include: ["<rootDir>/src/work"], exclude: ["<rootDir>/src/work/*.tsx", "**/*.test.*"] },
    { path: "<rootDir>/src/plan/locales/{locale}", include: ["<rootDir>/src/plan"], exclude: ["<rootDir>/src/plan/routes.tsx", "**/*.test.*"] },
    { path: "<rootDir>/src/words/locales/{locale}", include: ["<rootDir>/src/words"], exclude: ["**/*.test.*"] },
  ],
  orderBy: "message",
  // Without line numbers: a catalogue changes only with its texts.
  format: formatter({ lineNumbers: false }),
});
