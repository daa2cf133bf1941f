import { Trans } from "@lingui/react/macro";

import { Link } from "./Link.tsx";

export function NotFound() {
  return (
    <main className="message" id="main">
      <h1><Trans>Такой страницы нет</Trans></h1>
      <p><Link href="/"><Trans>На главную</Trans></Link></p>
    </main>
  );
}

export function NoAccess() {
  return (
    <main className="message" id="main">
      <h1><Trans>Эта страница не для вашей роли</Trans></h1>
      <p><Trans>Роли назначает РОП в карточке сотрудника.</Trans></p>
      <p><Link href="/"><Trans>На главную</Trans></Link></p>
    </main>
  );
}

export function Unreachable() {
  return (
    <main className="message" id="main" role="alert">
      <h1><Trans>Нет связи с сервером</Trans></h1>
      <p><Trans>Пробуем снова каждые три секунды.</Trans></p>
    </main>
  );
}
