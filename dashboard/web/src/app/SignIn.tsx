import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useEffect, useState } from "react";

import { LanguageSwitch, ThemeSwitch } from "./Switches.tsx";

interface Methods {
  password: boolean;
  identityProvider: boolean;
}

// What the edge says when it refuses: a google.rpc.Status as JSON.
interface Refusal {
  details?: { reason?: string }[];
}

export function SignIn() {
  const { t } = useLingui();
  const [methods, setMethods] = useState<Methods>({ password: true, identityProvider: false });
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    fetch("/auth/methods")
      .then((response) => response.json() as Promise<Methods>)
      .then(setMethods, () => undefined);
  }, []);

  const refused = async (response: Response) => {
    const refusal = (await response.json().catch(() => ({}))) as Refusal;
    const reason = refusal.details?.find((detail) => detail.reason)?.reason;
    if (response.status === 429) setProblem(t`Слишком много попыток. Подождите минуту и попробуйте снова.`);
    else if (response.status === 401 || response.status === 400) setProblem(t`Отдел, логин или пароль не подходят.`);
    else setProblem(t`Войти не получилось: ${reason ?? response.status}.`);
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
      if (response.ok) location.reload();
      else await refused(response);
    } catch {
      setProblem(t`Нет связи с сервером.`);
    } finally {
      setBusy(false);
    }
  };

  const back = encodeURIComponent(location.pathname + location.search);
  return (
    <main className="sign-in" id="main">
      <form className="sign-in-card" onSubmit={submit} data-testid="sign-in">
        <h1 className="wordmark"><Trans>Замер</Trans></h1>
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
            <p className="sign-in-problem" role="alert">{problem}</p>
            <button className="button button-primary" disabled={busy}><Trans>Войти</Trans></button>
          </>
        )}
        <div className="sign-in-foot"><LanguageSwitch /><ThemeSwitch /></div>
      </form>
    </main>
  );
}
