import { useLingui } from "@lingui/react/macro";

import { Icon } from "../ui/Icon.tsx";
import { chooseLanguage, languageStore } from "./language.ts";
import { useStore } from "./store.ts";
import { chooseTheme, themeStore } from "./theme.ts";

export function LanguageSwitch() {
  const other = useStore(languageStore) === "ru" ? "en" : "ru";
  return (
    <button type="button" className="icon-button" onClick={() => void chooseLanguage(other)} title={other === "en" ? "English" : "Русский"} lang={other} data-testid="language">
      {other.toUpperCase()}
    </button>
  );
}

export function ThemeSwitch() {
  const { t } = useLingui();
  const other = useStore(themeStore) === "dark" ? "light" : "dark";
  return (
    <button type="button" className="icon-button" onClick={() => chooseTheme(other)} aria-label={other === "dark" ? t`Тёмная тема` : t`Светлая тема`} data-testid="theme">
      <Icon name={other === "dark" ? "moon" : "sun"} />
    </button>
  );
}
