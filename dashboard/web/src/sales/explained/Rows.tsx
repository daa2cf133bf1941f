import { Trans } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";

import { useSales } from "../SalesContext.tsx";

const FIRST = 50;
const MORE = 100;

// The rows that a number counts: how many, whether they add up to it, and the first of them. `whole` when these are all;
// `tools` stand beside their count.
export function Rows<Row>({ rows, whole = true, beyond = false, sum, must, tools, head, children }: {
  rows: readonly Row[];
  whole?: boolean;
  // Whether there may be some that do not count.
  beyond?: boolean;
  // What they add up to, and what they must.
  sum: number;
  must: number;
  tools?: ReactNode;
  head: ReactNode;
  children: (shown: readonly Row[]) => ReactNode;
}) {
  const { formats } = useSales();
  const [shown, setShown] = useState(FIRST);
  return (
    <>
      <p className="rows-count" data-testid="rows-count" data-rows={rows.length} data-sum={sum} data-must={must}>
        {whole ? <Trans>Строк: <b>{formats.count(rows.length)}</b></Trans> : <Trans>Первые <b>{formats.count(rows.length)}</b> строк</Trans>}
        {whole && <Agreement sum={sum} must={must} beyond={beyond} />}
        {tools}
      </p>
      <div className="scroll">
        <table className="plain">
          <thead><tr>{head}</tr></thead>
          <tbody>{children(rows.slice(0, shown))}</tbody>
        </table>
      </div>
      {rows.length > shown && <button type="button" className="button" onClick={() => setShown(shown + MORE)}><Trans>Показать ещё</Trans></button>}
    </>
  );
}

function Agreement({ sum, must, beyond }: { sum: number; must: number; beyond: boolean }) {
  const { formats } = useSales();
  if (sum === must) return <span className="chip good"><Trans>сходится с числом</Trans></span>;
  if (beyond && sum > must) return <span className="chip warn"><Trans>из них в долю не входят: {formats.count(sum - must)}</Trans></span>;
  return <span className="chip warn"><Trans>число меняется: строки дают {formats.count(sum)}</Trans></span>;
}
