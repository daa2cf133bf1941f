import { Trans } from "@lingui/react/macro";

import { leads } from "../../app/leads.ts";
import { useSession } from "../../app/session_context.ts";
import { Num } from "../../sales/Num.tsx";
import { useSales } from "../../sales/SalesContext.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { arrivedIn } from "../data/arrived_leads.ts";
import { leadNumbers } from "../data/numbers.ts";
import { leadStates } from "../words/leads.ts";
import { wordOf } from "../words/words.ts";
import { Failed } from "./Stale.tsx";

// Where the leads that came in the period stand now.
export function MyLeads() {
  const { employee } = useSession();
  const { department, period, zone, formats } = useSales();
  const { data, error } = useFetched(JSON.stringify([employee, period]), (signal) => leads.countLeads(arrivedIn(period, { department, employee, zone }), { signal }));
  const numbers = data && leadNumbers(data);
  return (
    <section className="numbers">
      <h2><Trans>Пришедшие лиды</Trans></h2>
      <Failed error={error} />
      {numbers && <p className="number-main"><strong><Num kpi="own_leads" raw={numbers.total}>{formats.count(numbers.total)}</Num></strong> <Trans>и где они сейчас</Trans></p>}
      {numbers && (
        <table className="number-rows">
          <tbody>
            {numbers.states.map(([state, count]) => (
              <tr key={state}>
                <th scope="row">{wordOf(leadStates, state)}</th>
                <td><Num kpi="own_leads" state={state} raw={count}>{formats.count(count)}</Num></td>
                <td aria-hidden="true"><span className="number-bar" style={{ inlineSize: `${(100 * count) / numbers.total}%` }} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
