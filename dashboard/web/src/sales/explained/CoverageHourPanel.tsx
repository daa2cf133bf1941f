import { Trans, useLingui } from "@lingui/react/macro";

import { useCountedHour } from "../coverage.ts";
import { useSales } from "../SalesContext.tsx";
import type { Explained } from "../view.ts";
import { CountPanel } from "./CountPanel.tsx";
import { Fact } from "./Panel.tsx";

// The lead managers on shift in an hour.
export function CoverageHourPanel({ explained }: { explained: Explained }) {
  const { t } = useLingui();
  const { formats, nameOf } = useSales();
  const read = useCountedHour(explained.hour);
  const counted = read.data;
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
            <Fact name={<Trans>Нужно</Trans>}>{formats.count(counted.required)}</Fact>
          </>
        )
      }
      reads={[read]}
      rows={counted?.employees}
      must={counted?.leadManagers}
      head={<th><Trans>Сотрудник</Trans></th>}
    >
      {(shown) => shown.map((name) => <tr key={name}><td>{nameOf("lead_manager", name)}</td></tr>)}
    </CountPanel>
  );
}
