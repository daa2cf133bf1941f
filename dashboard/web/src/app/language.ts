import { i18n } from "@lingui/core";

import { createStore } from "./store.ts";

export type Language = "ru" | "en";

// The texts of the page lie in a catalogue for each area, by the folder that it is in.
const catalogues = import.meta.glob<{ messages: Record<string, string> }>("../**/locales/*.po");

// Texts of what every page begins with, and of the areas that have been opened since.
const wanted = new Set([".."]);

// What the address asks for, or who looks here chose before.
export function chosenLanguage(): Language {
  const asked = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem("zamer.lang");
  return asked === "en" ? "en" : "ru";
}

export const languageStore = createStore<Language>("ru");

export async function loadLanguage(language: Language): Promise<void> {
  let loaded: Record<string, string>[] = [];
  // More may be wanted by the time those are here.
  while (loaded.length < wanted.size) loaded = await Promise.all([...wanted].map((folder) => textsOf(folder, language)));
  i18n.loadAndActivate({ locale: language, messages: Object.assign({}, ...loaded) });
  document.documentElement.lang = language;
  languageStore.set(language);
}

// Code of pages together with the texts of their areas, such as `work`: a first look fetches neither.
export async function withTexts<Code>(areas: readonly string[], code: Promise<Code>): Promise<Code> {
  const folders = areas.map((area) => `../${area}`);
  for (const folder of folders) wanted.add(folder);
  const language = languageStore.get();
  const loaded = await Promise.all(folders.map((folder) => textsOf(folder, language)));
  i18n.load(language, Object.assign({}, ...loaded));
  // Another language may have been chosen meanwhile.
  if (languageStore.get() !== language) await loadLanguage(languageStore.get());
  return code;
}

async function textsOf(folder: string, language: Language): Promise<Record<string, string>> {
  return (await catalogues[`${folder}/locales/${language}.po`]!()).messages;
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem("zamer.lang", language);
  await loadLanguage(language);
}

// What Intl is told: the Russian of Russia, and an English with day before month and a 24-hour clock.
export function locale(): string {
  return languageStore.get() === "en" ? "en-GB" : "ru-RU";
}
