import { Trans, useLingui } from "@lingui/react/macro";
import { SchedulingService } from "@zamer/api/scheduling/v1/scheduling_service_pb";

import { scheduling } from "../../app/api.ts";
import { useMayCall } from "../../app/may_call.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { openHours, useCoverage } from "../coverage.ts";
import { useSales } from "../SalesContext.tsx";
import { onShiftIn } from "../shifts.ts";
import type { Explained } from "../view.ts";
import { CountPanel } from "./CountPanel.tsx";
import { Fact } from "./Panel.tsx";

// The lead managers on shift in an hour.
export function CoverageHourPanel({ explained }: { explained: Explained }) {
  const { t } = useLingui();
  const { department, formats, people, settings, zone } = useSales();
  const mayCall = useMayCall();
  const coverage = useCoverage();
  const calendar = useFetched(
    mayCall(SchedulingService.method.getCalendar) ? department : undefined,
    async (signal) => (await scheduling.getCalendar({ name: department }, { signal })).days,
  );
  const counted = coverage.data && openHours(coverage.data, zone).find(({ start }) => start.toISOString() === explained.hour);
  const roster = calendar.data && { people, calendar: calendar.data, openingHours: settings.settings?.openingHours ?? [], zone };
  return (
    <CountPanel
      id={explained.kpi}
      title={t`Лид-менеджеры на смене`}
      definition={t`Сколько лид-менеджеров на смене в этот час. Если состав в течение часа меняется — сколько их, когда меньше всего.`}
      source={t`график смен`}
      facts={
        counted && (
          <>
            <Fact name={<Trans>Час</Trans>}>{formats.instant(counted.start)}</Fact>
            <Fact name={<Trans>Нужно</Trans>}>{formats.count(counted.hour.required)}</Fact>
          </>
        )
      }
      reads={[coverage, calendar]}
      rows={counted && roster && onShiftIn(counted.start, roster)}
      must={counted?.hour.leadManagers}
      head={<th><Trans>Сотрудник</Trans></th>}
    >
      {(shown) => shown.map(({ name, displayName }) => <tr key={name}><td>{displayName}</td></tr>)}
    </CountPanel>
  );
}
