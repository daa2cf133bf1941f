import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { type FormEvent, useEffect, useState } from "react";

import { reasonSentence } from "../words/errors.ts";
import { LanguageSwitch, ThemeSwitch } from "./Switches.tsx";

interface Methods {
  password: boolean;
  identityProvider: boolean;
}

// What the edge says when it refuses: a google.rpc.Status as JSON.
interface Refusal {
  details?: { reason?: string }[];
}

export default function SignIn() {
  const [methods, setMethods] = useState<Methods>({ password: true, identityProvider: false });
  const [problem, setProblem] = useState(sentAwayWith);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    fetch("/auth/methods")
      .then((response) => response.json() as Promise<Methods>)
      .then(setMethods, () => undefined);
  }, []);

  const refused = async (response: Response) => {
    const refusal = (await response.json().catch(() => ({}))) as Refusal;
    const reason = refusal.details?.find((detail) => detail.reason)?.reason;
    // What is no department or login at all is refused as what is not ours.
    setProblem(problemText(response.status === 400 ? "SIGN_IN_REFUSED" : (reason ?? String(response.status))));
  };

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.currentTarget));
    setBusy(true);
    setProblem("");
    try {
      const response = await fetch("/auth/sign-in", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(fields),
      });
      if (response.ok) location.replace(returnPath());
      else await refused(response);
    } catch {
      setProblem(t`Нет связи с сервером.`);
    } finally {
      setBusy(false);
    }
  };

  const back = encodeURIComponent(returnPath());
  return (
    <main className="sign-in" id="main">
      <form className="sign-in-card" onSubmit={submit} data-testid="sign-in">
        <h1 className="wordmark"><Trans>Замер</Trans></h1>
        <p className="sign-in-problem" role="alert">{problem}</p>
        {methods.identityProvider && (
          <a className="button button-primary" href={`/auth/oidc/start?return=${back}`}><Trans>Войти через компанию</Trans></a>
        )}
        {methods.password && (
          <>
            <label>
              <Trans>Отдел</Trans>
              <input name="department" required autoComplete="organization" autoCapitalize="none" spellCheck={false} />
            </label>
            <label>
              <Trans>Логин</Trans>
              <input name="login" required autoComplete="username" autoCapitalize="none" spellCheck={false} />
            </label>
            <label>
              <Trans>Пароль</Trans>
              <input name="password" type="password" required autoComplete="current-password" />
            </label>
            <button className="button button-primary" disabled={busy}><Trans>Войти</Trans></button>
          </>
        )}
        <div className="sign-in-foot"><LanguageSwitch /><ThemeSwitch /></div>
      </form>
    </main>
  );
}

// Why the identity provider's answer was not enough: the edge says the reason in the address.
function sentAwayWith(): string {
  const reason = new URLSearchParams(location.search).get("problem");
  return reason === null ? "" : problemText(/^[A-Z_]+$/.test(reason) ? reason : "INTERNAL");
}

function problemText(reason: string): string {
  return reasonSentence(reason) ?? t`Войти не получилось: ${reason}.`;
}

// Where to go after signing in: here, without what went wrong before.
function returnPath(): string {
  const query = new URLSearchParams(location.search);
  query.delete("problem");
  return query.size > 0 ? `${location.pathname}?${query}` : location.pathname;
}
