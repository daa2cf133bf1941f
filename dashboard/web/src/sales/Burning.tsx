import { Trans, useLingui } from "@lingui/react/macro";

import { Link } from "../app/Link.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useBurning } from "./burning.ts";
import { type Fire, HOT } from "./fires.ts";

const FIRST = 3;

// What is burning: the first three, the rest behind their count.
export function Burning() {
  const { t } = useLingui();
  const burning = useBurning();
  if (!burning) return <section className="burning is-waiting" aria-label={t`Что горит`} />;
  const { fires, unread } = burning;
  const rest = fires.slice(FIRST);
  const calm = fires.length === 0 && !unread;
  return (
    <section className={`burning ${calm ? "is-calm" : ""}`} aria-label={t`Что горит`} id="burning" data-testid="burning">
      {calm && <p><Trans>Ничего не горит.</Trans></p>}
      {fires.length > 0 && <ul aria-live="polite">{fires.slice(0, FIRST).map((fire) => <FireLine key={fire.id} fire={fire} />)}</ul>}
      {rest.length > 0 && (
        <details>
          <summary><Trans>ещё {rest.length}</Trans></summary>
          <ul>{rest.map((fire) => <FireLine key={fire.id} fire={fire} />)}</ul>
        </details>
      )}
      {unread && <p className="old" role="status"><Icon name="alert" /><Trans>Прочитано не всё: гореть может и другое.</Trans></p>}
    </section>
  );
}

function FireLine({ fire }: { fire: Fire }) {
  return (
    <li className={fire.rank <= HOT ? "is-hot" : ""}>
      <Icon name="alert" />
      <Link href={fire.href}>{fire.who && <b>{fire.who}: </b>}{fire.text}</Link>
    </li>
  );
}
