import type { ComponentType } from "react";

import { useSales } from "../SalesContext.tsx";
import type { Explained } from "../view.ts";
import { ArrivalsPanel } from "./ArrivalsPanel.tsx";
import { CoverageHourPanel } from "./CoverageHourPanel.tsx";
import { CoveragePanel } from "./CoveragePanel.tsx";
import { MeetingsPanel } from "./MeetingsPanel.tsx";
import { NumberPanel } from "./NumberPanel.tsx";
import { Panel } from "./Panel.tsx";

type Panels = Record<string, ComponentType<{ explained: Explained }>>;

// The numbers that cards count themselves, by what they are called in the address; the others are the metrics service's.
const panels: Panels = {
  day_meetings: MeetingsPanel,
  day_meetings_unconfirmed: MeetingsPanel,
  day_meetings_without_outcome: MeetingsPanel,
  coverage_hours: CoveragePanel,
  coverage_thin_hours: CoveragePanel,
  coverage_hour: CoverageHourPanel,
  arrived: ArrivalsPanel,
  arrived_late: ArrivalsPanel,
};

// What a number means, and the rows that it counts. `own`: of the numbers that only this page has.
export function Explain({ own = {} }: { own?: Panels }) {
  const { explain } = useSales().view;
  if (!explain) return null;
  const About = { ...panels, ...own }[explain.kpi] ?? NumberPanel;
  return <Panel><About key={JSON.stringify(explain)} explained={explain} /></Panel>;
}
