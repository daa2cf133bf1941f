import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { lazy, Suspense, useEffect, useState } from "react";

import { brand } from "./brand.ts";
import { Frame } from "./Frame.tsx";
import { languageStore, withTexts } from "./language.ts";
import { navigate, usePath } from "./location.ts";
import { NoAccess, NotFound, Unreachable } from "./Messages.tsx";
import { matchRoute, menuOf } from "./routes.ts";
import { type Session, loadSession, sessionStore } from "./session.ts";
import { useStore } from "./store.ts";

const SignIn = lazy(() => withTexts(["words"], import("./SignIn.tsx")));

export function App() {
  const language = useStore(languageStore);
  return (
    <I18nProvider i18n={i18n} key={language}>
      <Entrance />
    </I18nProvider>
  );
}

// Nobody sees a page before the edge has said who looks at it.
function Entrance() {
  const current = useStore(sessionStore);
  const [unreachable, setUnreachable] = useState(false);
  useEffect(() => {
    if (current.state !== "unknown") return;
    let retry: ReturnType<typeof setTimeout> | undefined;
    const ask = () =>
      loadSession().then(
        () => setUnreachable(false),
        () => {
          setUnreachable(true);
          retry = setTimeout(ask, 3000);
        },
      );
    void ask();
    return () => clearTimeout(retry);
  }, [current.state]);
  if (current.state === "none") return <Suspense fallback={null}><SignIn /></Suspense>;
  if (current.state === "signed-in") return <Page session={current.session} />;
  return unreachable ? <Unreachable /> : null;
}

function Page({ session }: { session: Session }) {
  const path = usePath();
  const match = matchRoute(path);
  const start = menuOf(session)[0];
  // The first page of one's own, where the address names none; a screen on the wall has one page only.
  const own = session.display ? "/tv" : start?.path;
  const mustMove = path === "/" && own !== undefined && own !== "/";
  useEffect(() => {
    if (mustMove) navigate(own + location.search, { replace: true });
  }, [mustMove, own]);
  useEffect(() => {
    if (match) document.title = `${i18n._(match.route.title)} · ${i18n._(brand)}`;
  }, [match]);
  if (mustMove) return null;
  if (!match) return <Frame session={session}><NotFound /></Frame>;
  if (!match.route.allowed(session)) return <Frame session={session}><NoAccess /></Frame>;
  const page = (
    <Suspense fallback={null}>
      <match.route.page params={match.params} />
    </Suspense>
  );
  return match.route.bare ? page : <Frame session={session}>{page}</Frame>;
}
