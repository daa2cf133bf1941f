import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useMemo } from "react";

import { navigate } from "../../app/location.ts";
import { useSession } from "../../app/session_context.ts";
import { Explain } from "../../sales/explained/Explain.tsx";
import { addDays, type Day, lengthOf } from "../../sales/period.ts";
import { SalesOf, useSales } from "../../sales/SalesContext.tsx";
import type { View } from "../../sales/view.ts";
import { useDirectory } from "../data/directory.ts";
import { MyLeads } from "../parts/MyLeads.tsx";
import { MyNumbers } from "../parts/MyNumbers.tsx";
import { MyPlan } from "../parts/MyPlan.tsx";
import { OwnLeadsPanel } from "../parts/OwnLeadsPanel.tsx";
import { Shift } from "../parts/Shift.tsx";
import { Work } from "../parts/Work.tsx";

const PERIODS = [1, 7, 30];

export default function MePage() {
  return <Work><Own><Me /></Own></Work>;
}

const USUAL_DAYS = 7;

const lastDays = (today: Day, days: number): Partial<View> => ({ kind: "range", basis: "event", range: { start: addDays(today, 1 - days), end: today } });
const usual = (today: Day) => lastDays(today, USUAL_DAYS);

const ownPanels = { own_leads: OwnLeadsPanel };

// One's own numbers open as those of the head of sales do.
function Own({ children }: { children: ReactNode }) {
  const { department, people, channels } = useDirectory();
  const known = useMemo(() => ({ people: [...people.values()], channels: [...channels.values()] }), [people, channels]);
  return <SalesOf department={department} usual={usual} {...known}>{children}<Explain own={ownPanels} /></SalesOf>;
}

function Me() {
  const { t } = useLingui();
  const { displayName, roles } = useSession();
  const { period, today, href } = useSales();
  const days = lengthOf(period);
  return (
    <>
      <div className="work-head"><h1>{displayName}</h1></div>
      <Shift />
      <div className="filter" role="group" aria-label={t`Период`}>
        {PERIODS.map((one) => (
          <button key={one} type="button" className="pick-button" aria-pressed={one === days} onClick={() => navigate(href(lastDays(today, one)), { replace: true })}>
            {one === 1 ? <Trans>сегодня</Trans> : <Plural value={one} one="# день" few="# дня" many="# дней" other="# дней" />}
          </button>
        ))}
      </div>
      <MyPlan />
      <MyNumbers />
      {!roles.includes("DESIGNER") && <MyLeads />}
    </>
  );
}
