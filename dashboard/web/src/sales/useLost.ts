import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { type Lead, Lead_State } from "@zamer/api/lead/v1/lead_pb";
import { Dimension } from "@zamer/api/metrics/v1/kpi_pb";
import { CasePart } from "@zamer/api/metrics/v1/metrics_service_pb";

import { leads } from "../app/leads.ts";
import { type Fetched, useFetched } from "../ui/useFetched.ts";
import { allCases } from "./cases.ts";
import { type LeadsByStep, type Lost, lostOf } from "./lost.ts";
import { addDays, type Day, dayIn, startOfDay } from "./period.ts";
import { type Sales, useSales } from "./SalesContext.tsx";
import type { Step } from "./view.ts";

export interface LostLeads {
  lost: Lost[];
  leads: ReadonlyMap<string, Lead>;
  // Whether all that was needed could be read.
  whole: boolean;
}

const MOST_CASES = 5000;
const MOST_LEADS = 5000;
// What the API takes for a period.
const MOST_DAYS = 1100;

// The leads that `losses` of the period counts, each with the step that it did not reach. Read again when the number moves.
export function useLost(losses: string): Fetched<LostLeads> {
  const sales = useSales();
  const { period, view } = sales;
  const key = JSON.stringify([period, view.basis, view.city, view.channel, view.person]);
  return useFetched(key, (signal) => readLost(sales, signal), { again: losses });
}

async function readLost(sales: Sales, signal: AbortSignal): Promise<LostLeads> {
  const { department, period, view, filters, zone } = sales;
  const counted = await allCases({ department, period, basis: view.basis, kpi: "losses", part: CasePart.NUMERATOR, filters }, MOST_CASES, signal);
  const names = new Set(counted.items.map(({ subject }) => subject));
  const found = await lostLeads(sales, names, signal);
  const arrivals = [...found.values()].flatMap(({ arriveTime }) => (arriveTime ? [dayIn(zone, timestampDate(arriveTime))] : []));
  const oldest = addDays(period.end, -MOST_DAYS);
  const since = arrivals.reduce((first, day) => (day < first ? day : first), period.start);
  const { passed, unknown, whole } = await stepsSince(sales, since < oldest ? oldest : since, signal);
  const unplaced = [...names].filter((name) => !isSince(found.get(name), oldest, zone));
  const lost = lostOf(names, passed, { ...unknown, phones: new Set([...(unknown.phones ?? []), ...unplaced]) });
  return { lost, leads: found, whole: counted.whole && whole };
}

function isSince(lead: Lead | undefined, oldest: Day, zone: string): boolean {
  return lead?.arriveTime !== undefined && dayIn(zone, timestampDate(lead.arriveTime)) >= oldest;
}

// The records of lost leads, which know why. They come by their arrival, the newest first, which may be long before the loss.
async function lostLeads({ department, period, view, zone }: Sales, wanted: ReadonlySet<string>, signal: AbortSignal): Promise<ReadonlyMap<string, Lead>> {
  const found = new Map<string, Lead>();
  const question = {
    parent: department,
    state: Lead_State.LOST,
    pageSize: 1000,
    city: view.city ?? "",
    channel: view.channel ? `${department}/channels/${view.channel}` : "",
    arriveEndTime: timestampFromDate(startOfDay(zone, addDays(period.end, 1))),
  };
  let pageToken = "";
  let read = 0;
  while (found.size < wanted.size && read < MOST_LEADS) {
    const page = await leads.listLeads({ ...question, pageToken }, { signal });
    for (const lead of page.leads) if (wanted.has(lead.name)) found.set(lead.name, lead);
    read += page.leads.length;
    pageToken = page.nextPageToken;
    if (pageToken === "") break;
  }
  return found;
}

// The KPI whose cases by cohort are the leads that passed a step, and whether history may not know it.
const passing: Partial<Record<Step, { kpi: string; mayBeUnknown: boolean }>> = {
  phones: { kpi: "phones", mayBeUnknown: true },
  bookings: { kpi: "bookings", mayBeUnknown: true },
  meetings_held: { kpi: "meetings_held", mayBeUnknown: true },
  contracts: { kpi: "leads_with_contract", mayBeUnknown: false },
};

// Who of the leads that arrived since a day passed which step. A person's filter is left out: who closed a lead need not be
// who booked its meeting.
async function stepsSince({ department, period, filters }: Sales, start: Day, signal: AbortSignal) {
  const ofLeads = filters.filter(({ dimension }) => dimension === Dimension.CITY || dimension === Dimension.CHANNEL);
  const passed: LeadsByStep = {};
  const unknown: LeadsByStep = {};
  let whole = true;
  const read = async (into: LeadsByStep, step: Step, kpi: string, part: CasePart) => {
    const found = await allCases({ department, period: { start, end: period.end }, basis: "cohort", kpi, part, filters: ofLeads }, MOST_CASES, signal);
    into[step] = new Set(found.items.map(({ subject }) => subject));
    whole &&= found.whole;
  };
  const all = Object.entries(passing) as [Step, { kpi: string; mayBeUnknown: boolean }][];
  await Promise.all(
    all.flatMap(([step, { kpi, mayBeUnknown }]) => [
      read(passed, step, kpi, CasePart.NUMERATOR),
      ...(mayBeUnknown ? [read(unknown, step, kpi, CasePart.UNKNOWN)] : []),
    ]),
  );
  return { passed, unknown, whole };
}
