import { i18n } from "@lingui/core";

import { createStore } from "./store.ts";

export type Language = "ru" | "en";

// Catalogues of all areas of the page; only those of the chosen language are loaded.
const catalogues = import.meta.glob<{ messages: Record<string, string> }>("../**/locales/*.po");

function chosen(): Language {
  const asked = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem("zamer.lang");
  return asked === "en" ? "en" : "ru";
}

export const languageStore = createStore<Language>(chosen());

export async function loadLanguage(language: Language = languageStore.get()): Promise<void> {
  const parts = Object.entries(catalogues).filter(([path]) => path.endsWith(`/${language}.po`));
  const loaded = await Promise.all(parts.map(([, load]) => load()));
  i18n.loadAndActivate({ locale: language, messages: Object.assign({}, ...loaded.map((part) => part.messages)) });
  document.documentElement.lang = language;
  languageStore.set(language);
}

export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem("zamer.lang", language);
  await loadLanguage(language);
}

// What Intl is told: the Russian of Russia, and an English with day before month and a 24-hour clock.
export function locale(): string {
  return languageStore.get() === "en" ? "en-GB" : "ru-RU";
}
