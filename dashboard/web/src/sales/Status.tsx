import { Trans, useLingui } from "@lingui/react/macro";

import { useFreshness, useHeardAt } from "../live/useBoard.ts";
import { Icon } from "../ui/Icon.tsx";
import type { Formats } from "../ui/format.ts";

// Whether the numbers are fresh. The ticking time is not read out: only the banner is.
export function Status({ formats }: { formats: Formats }) {
  const freshness = useFreshness();
  const heardAt = useHeardAt();
  const at = heardAt && formats.clock(heardAt);
  return (
    <p className={`status is-${freshness}`} data-testid="status" data-freshness={freshness}>
      <span className="status-dot" aria-hidden="true" />
      {freshness === "waiting" && <Trans>соединяемся…</Trans>}
      {freshness === "live" && <span><Trans>на связи</Trans> <time aria-hidden="true">{at}</time></span>}
      {freshness === "polled" && <span><Trans>опрос раз в 10 с</Trans> <time aria-hidden="true">{at}</time></span>}
      {freshness === "stale" && <b><Trans>нет связи</Trans></b>}
    </p>
  );
}

// Old numbers are never shown as new ones.
export function StaleBanner({ formats }: { formats: Formats }) {
  const { t } = useLingui();
  const freshness = useFreshness();
  const heardAt = useHeardAt();
  const stale = freshness === "stale";
  return (
    <div role="alert" className={stale ? "stale-banner" : ""} data-testid="stale">
      {stale && (
        <>
          <Icon name="alert" />
          <strong>{heardAt ? t`Нет связи с ${formats.clock(heardAt)}` : t`Нет связи`}</strong>
          <span><Trans>Числа ниже устарели. Подключимся сами, как только связь вернётся.</Trans></span>
        </>
      )}
    </div>
  );
}
