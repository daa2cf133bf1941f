import { Trans } from "@lingui/react/macro";
import type { Contract, Estimate } from "@zamer/api/contract/v1/contract_pb";
import type { Lead } from "@zamer/api/lead/v1/lead_pb";
import type { ReactNode } from "react";

import { useSession } from "../../app/session_context.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { clientsOf } from "../data/clients.ts";
import { isBeforeProduction, isOpenEstimate, papersOf } from "../data/papers.ts";
import { readPapers } from "../data/read_papers.ts";
import { Actions } from "../parts/actions.tsx";
import { ContractCard, EstimateCard } from "../parts/PaperCards.tsx";
import { Failed } from "../parts/Stale.tsx";
import { Work } from "../parts/Work.tsx";

const REFRESH = 30_000;
// Of those that are done with, the newest.
const MOST_DONE = 50;

export default function ContractsPage() {
  return <Work><Papers /></Work>;
}

// What waits for a signature, for money, or for the head of sales; then what is done with.
function Papers() {
  const { data, error, reload } = useOwnPapers();
  const clientOf = (name: string): Lead | undefined => data?.clients.get(name);
  return (
    <Actions onChanged={reload}>
      <div className="work-head"><h1><Trans>Договоры</Trans></h1></div>
      <Failed error={error} />
      {data && data.estimates.length + data.open.length + data.done.length === 0 && (
        <p className="all-done"><Trans>Смет и договоров пока нет. Смету заводят на странице клиента.</Trans></p>
      )}
      {data && data.estimates.length > 0 && (
        <Section title={<Trans>Сметы</Trans>}>{data.estimates.map((one) => <EstimateCard key={one.name} estimate={one} lead={clientOf(one.lead)} onChanged={reload} />)}</Section>
      )}
      {data && data.open.length > 0 && (
        <Section title={<Trans>До производства</Trans>}>{data.open.map((one) => <ContractCard key={one.name} contract={one} lead={clientOf(one.lead)} onChanged={reload} />)}</Section>
      )}
      {data && data.done.length > 0 && (
        <Section title={<Trans>В производстве и закрытые</Trans>}>{data.done.map((one) => <ContractCard key={one.name} contract={one} lead={clientOf(one.lead)} onChanged={reload} />)}</Section>
      )}
    </Actions>
  );
}

function Section({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="numbers">
      <h2>{title}</h2>
      <div className="meetings">{children}</div>
    </section>
  );
}

interface Shown {
  estimates: Estimate[];
  open: Contract[];
  done: Contract[];
  clients: ReadonlyMap<string, Lead>;
}

// A designer's own; the head of sales sees everybody's.
function useOwnPapers() {
  const { department, employee, roles } = useSession();
  const all = roles.includes("SALES_HEAD");
  return useFetched<Shown>(
    `${department} ${all ? "" : employee}`,
    async (signal) => {
      const found = await readPapers(department, signal);
      const { estimates, contracts } = all ? found : papersOf(found, employee);
      const open = contracts.filter(isBeforeProduction);
      const done = contracts.filter((contract) => !isBeforeProduction(contract)).slice(0, MOST_DONE);
      const unsigned = estimates.filter(isOpenEstimate);
      return { estimates: unsigned, open, done, clients: await clientsOf([...unsigned, ...open, ...done], signal) };
    },
    { every: REFRESH },
  );
}
