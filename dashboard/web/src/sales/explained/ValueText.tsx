import { Trans } from "@lingui/react/macro";

import type { Formats } from "../../ui/format.ts";
import { useSales } from "../SalesContext.tsx";
import { ShareText } from "../ShareText.tsx";
import { nothingOf } from "../titles.ts";
import type { Share, Value } from "../value.ts";
import type { Explained } from "../view.ts";

// A number as a panel says it, with what stands behind it.
export function ValueText({ explained, value, isMoney }: { explained: Explained; value: Value | undefined; isMoney: boolean }) {
  const { formats } = useSales();
  if (!value) return <>{nothingOf(explained.kpi) || "—"}</>;
  switch (value.kind) {
    case "count":
      return <>{formats.count(value.count)}</>;
    case "money":
      return <>{formats.money(value.minorUnits, value.currency)}</>;
    case "cost":
      return value.minorUnits === undefined ? <>—</> : <>{formats.money(value.minorUnits, value.currency)}</>;
    case "ratio":
      return <>{shareText(value, formats)} {!isMoney && <small><ShareText share={value} number={explained} /></small>}</>;
    case "duration":
      return explained.part === "within" && value.within ? (
        <>{shareText(value.within, formats)} <small><ShareText share={value.within} number={explained} passed="within" all="numerator" /></small></>
      ) : (
        <>
          {value.p50 === undefined ? "—" : formats.duration(value.p50)}{" "}
          {value.p90 !== undefined && <small><Trans>медиана; 90 % — до {formats.duration(value.p90)}; всего случаев {formats.count(value.count)}</Trans></small>}
        </>
      );
    case "spread":
      return <>{value.p50 ?? "—"} {value.p90 !== undefined && <small><Trans>медиана; 90 % — до {value.p90}; всего случаев {formats.count(value.count)}</Trans></small>}</>;
  }
}

function shareText({ rate }: Share, formats: Formats): string {
  return rate === undefined ? "—" : formats.share(rate);
}

// The number itself. Of the part within the limit it is the share.
export function rawOf(value: Value | undefined, { kpi, part }: Explained): string {
  if (value?.kind === "duration" && part === "within" && value.within) return `${value.within.k}/${value.within.n}`;
  return value?.raw ?? nothingOf(kpi);
}
