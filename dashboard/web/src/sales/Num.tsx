import type { ReactNode } from "react";

import { Link } from "../app/Link.tsx";
import { useSales } from "./SalesContext.tsx";
import type { Value } from "./value.ts";
import type { Basis, Explained } from "./view.ts";

// A number of a KPI: a link to what it means and what it counts.
export function Num({ kpi, value, basis, raw, children, className = "", ...explained }: {
  kpi: string;
  value?: Value | undefined;
  // Where it is not that of the view.
  basis?: Basis;
  // Where it is another number than the value's own.
  raw?: string | number | undefined;
  children: ReactNode;
  className?: string;
} & Partial<Omit<Explained, "kpi">>) {
  const sales = useSales();
  const number = raw ?? value?.raw;
  return (
    <Link
      className={`num ${className}`}
      href={sales.explain({ part: "numerator", ...explained, kpi })}
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
