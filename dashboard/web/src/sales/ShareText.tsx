import { Trans } from "@lingui/react/macro";

import { Num, type Opened } from "./Num.tsx";
import { useSales } from "./SalesContext.tsx";
import type { Share } from "./value.ts";
import type { Part } from "./view.ts";
import { FEW } from "./wilson.ts";

// k of n, and the interval, or that there are too few cases to say anything. Each opens its own rows; `passed` and `all` are
// the parts of the number that they are.
export function ShareText({ share, number, passed = "numerator", all = "denominator" }: { share: Share; number: Opened; passed?: Part; all?: Part }) {
  const { formats } = useSales();
  const [k, n] = [formats.count(share.k), formats.count(share.n)];
  return (
    <span className="share-text">
      <Trans><Num {...number} part={passed} raw={share.k}>{k}</Num> из <Num {...number} part={all} raw={share.n}>{n}</Num></Trans>
      {share.n < FEW ? (
        <span className="few"> · <Trans>мало данных</Trans></span>
      ) : (
        share.lower !== undefined && share.upper !== undefined && (
          <span className="interval"> · <Num {...number} part={passed} raw={`${share.k}/${share.n}`} aside>{formats.interval(share.lower, share.upper)}</Num></span>
        )
      )}
    </span>
  );
}
