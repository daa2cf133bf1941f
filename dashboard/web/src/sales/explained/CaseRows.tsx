import { Trans } from "@lingui/react/macro";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";
import { Dimension } from "@zamer/api/metrics/v1/kpi_pb";
import type { KpiCase } from "@zamer/api/metrics/v1/metrics_service_pb";

import { Link } from "../../app/Link.tsx";
import { useMayCall } from "../../app/may_call.ts";
import { csv, saveAs } from "../../ui/csv.ts";
import { groupName } from "../groups.ts";
import { dimensionOf } from "../queries.ts";
import { lastSegment, useSales } from "../SalesContext.tsx";
import { dayText, seconds } from "../value.ts";
import type { Group } from "../view.ts";
import { useClients } from "./clients.ts";

const groupOf = new Map<Dimension, Group>(Object.entries(dimensionOf).map(([group, dimension]) => [dimension, group as Group]));

const isLead = (subject: string) => subject.includes("/leads/");

// A case has no personal data of its own: its client's name is asked for.
export function CaseRows({ cases, isMoney }: { cases: readonly KpiCase[]; isMoney: boolean }) {
  const { formats, nameOf, settings } = useSales();
  const clients = useClients(cases.map(({ subject }) => subject).filter(isLead));
  return cases.map((each, index) => (
    <tr key={index}>
      <td>{each.date ? formats.shortDay(dayText(each.date)) : "—"}</td>
      <td><Subject name={each.subject} client={clients.get(each.subject)} /></td>
      <td className="number">
        {each.duration ? formats.duration(seconds(each.duration)!) : isMoney ? formats.money(Number(each.amount), settings.currencyCode) : formats.count(Number(each.amount))}
      </td>
      <td className="case-dimensions">
        {each.dimensions.flatMap(({ dimension, value }) => {
          const group = groupOf.get(dimension);
          return group && value ? [groupName(group, value, nameOf)] : [];
        }).join(", ")}
      </td>
    </tr>
  ));
}

function Subject({ name, client }: { name: string; client: string | undefined }) {
  const { people } = useSales();
  if (name === "") return <>—</>;
  if (isLead(name)) return <LeadLink name={name} client={client} />;
  return <>{people.find((person) => person.name === name)?.displayName ?? lastSegment(name)}</>;
}

// A link for who may read the lead.
export function LeadLink({ name, client }: { name: string; client: string | undefined }) {
  const mayCall = useMayCall();
  const id = lastSegment(name);
  const called = client || <Trans>лид {id.slice(-6)}</Trans>;
  return mayCall(LeadService.method.getLead) ? <Link href={`/leads/${id}`}>{called}</Link> : called;
}

export function saveCases(kpi: string, cases: readonly KpiCase[]): void {
  const header = ["date", "subject", "amount", "seconds", "channel", "city", "lead_manager", "designer", "loss_reason"];
  const rows = cases.map((each) => {
    const of = (dimension: Dimension) => each.dimensions.find((one) => one.dimension === dimension)?.value ?? "";
    return [
      each.date && dayText(each.date),
      each.subject,
      Number(each.amount),
      each.duration && seconds(each.duration),
      of(Dimension.CHANNEL),
      of(Dimension.CITY),
      of(Dimension.LEAD_MANAGER),
      of(Dimension.DESIGNER),
      of(Dimension.LOSS_REASON),
    ];
  });
  saveAs(`${kpi}.csv`, new Blob([csv(header, rows)], { type: "text/csv;charset=utf-8" }));
}
