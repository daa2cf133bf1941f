import type { ReactNode } from "react";

import { Link } from "../app/Link.tsx";
import { useSales } from "./SalesContext.tsx";
import type { Value } from "./value.ts";
import type { Basis, Explained } from "./view.ts";

// What a number opens, but for the part of it.
export type Opened = Omit<Explained, "part">;

// A number, of a KPI or of what else the page counts: a link to what it means and what it counts.
export function Num({ kpi, value, basis, raw, aside = false, children, className = "", ...explained }: {
  kpi: string;
  value?: Value | undefined;
  // Where it is not that of the view.
  basis?: Basis;
  // Where it is another number than the value's own.
  raw?: string | number | undefined;
  // A number beside it, or one in words, opens the same: the keys need not stop here too.
  aside?: boolean;
  children: ReactNode;
  className?: string;
} & Partial<Omit<Explained, "kpi">>) {
  const sales = useSales();
  const number = raw ?? value?.raw;
  return (
    <Link
      className={`num ${className}`}
      href={sales.explain({ part: "numerator", ...explained, kpi })}
      tabIndex={aside ? -1 : undefined}
      data-kpi={kpi}
      data-basis={basis ?? sales.view.basis}
      data-value={number}
      data-of={explained.of?.value}
      data-window={explained.window}
    >
      {children}
    </Link>
  );
}
