import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { Old } from "../../ui/Old.tsx";
import { type Read, readAtOf } from "../../ui/reads.ts";
import { useSales } from "../SalesContext.tsx";
import { About, Fact, ReadAt } from "./Panel.tsx";
import { Rows } from "./Rows.tsx";

// A number that a card counts itself: how many rows there are of what it has read.
export function CountPanel<Row>({ id, title, definition, source, facts, reads, rows, whole = true, must = rows?.length, head, children }: {
  id: string;
  title: string;
  definition: string;
  // Where the rows come from.
  source: string;
  facts?: ReactNode;
  reads: readonly Read[];
  // Undefined until they are read.
  rows: readonly Row[] | undefined;
  // Whether these are all.
  whole?: boolean;
  // How many there are where a service has counted them, too.
  must?: number | undefined;
  head: ReactNode;
  children: (shown: readonly Row[]) => ReactNode;
}) {
  const { formats } = useSales();
  return (
    <>
      <About title={title} definition={definition}>
        {facts}
        <Fact name={<Trans>Откуда</Trans>}>{source}</Fact>
        <ReadAt time={readAtOf(reads)} />
      </About>
      <Old reads={reads} formats={formats} />
      <p className="explain-number" data-kpi={id} data-value={must}>{must === undefined ? "…" : formats.count(must)}</p>
      {rows && must !== undefined && (
        <section className="rows">
          <Rows rows={rows} whole={whole} sum={rows.length} must={must} head={head}>{children}</Rows>
        </section>
      )}
    </>
  );
}
