import { createStore } from "./store.ts";

export type Theme = "light" | "dark";

// `theme.js` has set it before the first paint.
export const themeStore = createStore<Theme>(document.documentElement.dataset["theme"] === "dark" ? "dark" : "light");

export function chooseTheme(theme: Theme): void {
  localStorage.setItem("zamer.theme", theme);
  document.documentElement.dataset["theme"] = theme;
  themeStore.set(theme);
}
