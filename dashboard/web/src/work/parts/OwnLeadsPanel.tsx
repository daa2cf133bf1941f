import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Trans, useLingui } from "@lingui/react/macro";
import { type Lead, Lead_State } from "@zamer/api/lead/v1/lead_pb";

import { leads } from "../../app/leads.ts";
import { useSession } from "../../app/session_context.ts";
import { LeadLink } from "../../sales/explained/CaseRows.tsx";
import { CountPanel } from "../../sales/explained/CountPanel.tsx";
import { Fact } from "../../sales/explained/Panel.tsx";
import { useSales } from "../../sales/SalesContext.tsx";
import type { Explained } from "../../sales/view.ts";
import { fewAtOnce } from "../../ui/few_at_once.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { arrivedIn } from "../data/arrived_leads.ts";
import { allOf } from "../data/pages.ts";
import { leadStates } from "../words/leads.ts";
import { wordOf } from "../words/words.ts";

// Without a state only open leads are listed, so each state is asked for.
const states = Object.keys(leadStates).map(Number).filter((state) => state !== Lead_State.MERGED);
const STATES_AT_ONCE = 3;

// One's own leads that came in the period; all of them, or those in a state.
export function OwnLeadsPanel({ explained: { kpi, state } }: { explained: Explained }) {
  const { t } = useLingui();
  const { employee } = useSession();
  const { department, period, zone, formats } = useSales();
  const read = useFetched(JSON.stringify([employee, period, state]), async (signal) => {
    const asked = { ...arrivedIn(period, { department, employee, zone }), pageSize: 1000 };
    const lists = await fewAtOnce(state === undefined ? states : [state], STATES_AT_ONCE, (each) =>
      allOf((pageToken) => leads.listLeads({ ...asked, state: each, pageToken }, { signal }), (page) => page.leads),
    );
    return lists.flat().sort((a, b) => arrivalOf(b) - arrivalOf(a));
  });
  return (
    <CountPanel
      id={kpi}
      title={t`Пришедшие лиды`}
      definition={t`Сколько лидов пришло за период и ведёте их вы. Состояние — то, в котором они сейчас.`}
      source={t`карточки лидов`}
      facts={
        <>
          <Fact name={<Trans>Период</Trans>}>{formats.range(period.start, period.end)}</Fact>
          {state !== undefined && <Fact name={<Trans>Состояние</Trans>}>{wordOf(leadStates, state)}</Fact>}
        </>
      }
      reads={[read]}
      rows={read.data}
      head={<><th><Trans>Пришёл</Trans></th><th><Trans>Клиент</Trans></th><th><Trans>Состояние</Trans></th></>}
    >
      {(shown) => shown.map((lead) => <LeadOfOwn key={lead.name} lead={lead} />)}
    </CountPanel>
  );
}

function arrivalOf({ arriveTime }: Lead): number {
  return arriveTime ? timestampDate(arriveTime).getTime() : 0;
}

function LeadOfOwn({ lead }: { lead: Lead }) {
  const { formats } = useSales();
  const { name, clientName, state } = lead;
  return (
    <tr>
      <td>{formats.instant(new Date(arrivalOf(lead)))}</td>
      <td><LeadLink name={name} client={clientName} /></td>
      <td>{wordOf(leadStates, state)}</td>
    </tr>
  );
}
