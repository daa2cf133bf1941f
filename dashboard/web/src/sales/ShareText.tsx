import { Trans } from "@lingui/react/macro";

import { useSales } from "./SalesContext.tsx";
import type { Share } from "./value.ts";
import { FEW } from "./wilson.ts";

// k of n, and the interval, or that there are too few cases to say anything.
export function ShareText({ share }: { share: Share }) {
  const { formats } = useSales();
  const [k, n] = [formats.count(share.k), formats.count(share.n)];
  return (
    <span className="share-text">
      <Trans>{k} из {n}</Trans>
      {share.n < FEW ? (
        <span className="few"> · <Trans>мало данных</Trans></span>
      ) : (
        share.lower !== undefined && share.upper !== undefined && <span className="interval"> · {formats.interval(share.lower, share.upper)}</span>
      )}
    </span>
  );
}
