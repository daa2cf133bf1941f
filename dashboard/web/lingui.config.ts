import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

// Russian is what is written in the code; English is its translation. The pages for the people who work the leads have
// catalogues of their own, so that two teams never touch one file.
export default defineConfig({
  rootDir: import.meta.dirname,
  sourceLocale: "ru",
  locales: ["ru", "en"],
  catalogs: [
    { path: "<rootDir>/src/locales/{locale}", include: ["<rootDir>/src"], exclude: ["<rootDir>/src/work/**", "**/*.test.*"] },
    { path: "<rootDir>/src/work/locales/{locale}", include: ["<rootDir>/src/work"], exclude: ["**/*.test.*"] },
  ],
  orderBy: "message",
  // Without line numbers: a catalogue changes only with its texts.
  format: formatter({ lineNumbers: false }),
});
