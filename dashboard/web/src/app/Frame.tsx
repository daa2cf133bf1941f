import { i18n } from "@lingui/core";
import { Trans, useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { Icon } from "../ui/Icon.tsx";
import { Link } from "./Link.tsx";
import { usePath } from "./location.ts";
import { menuOf } from "./routes.ts";
import { type Session, signOut } from "./session.ts";
import { LanguageSwitch, ThemeSwitch } from "./Switches.tsx";

// What is around every page: who is here, where one can go.
export function Frame({ session, children }: { session: Session; children: ReactNode }) {
  const { t } = useLingui();
  return (
    <>
      <a className="skip" href="#main"><Trans>К содержанию</Trans></a>
      <header className="bar">
        <Link href="/" className="wordmark"><Trans>Замер</Trans></Link>
        <Menu session={session} />
        <div className="bar-tools">
          <LanguageSwitch />
          <ThemeSwitch />
          <span className="bar-person">{session.displayName}</span>
          {!session.display && (
            <button type="button" className="icon-button" onClick={() => void signOut()} aria-label={t`Выйти`} title={t`Выйти`}>
              <Icon name="exit" />
            </button>
          )}
        </div>
      </header>
      {children}
    </>
  );
}

function Menu({ session }: { session: Session }) {
  const { t } = useLingui();
  const path = usePath();
  const entries = menuOf(session);
  if (entries.length < 2) return null;
  return (
    <nav className="menu" aria-label={t`Разделы`}>
      {entries.map((route) => (
        <Link key={route.path} href={route.path} aria-current={route.path === path ? "page" : undefined}>
          {i18n._(route.title)}
        </Link>
      ))}
    </nav>
  );
}
