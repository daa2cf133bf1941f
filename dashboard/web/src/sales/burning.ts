import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";

import { languageStore } from "../app/language.ts";
import { leads } from "../app/leads.ts";
import { useMayCall } from "../app/may_call.ts";
import { useBoard } from "../live/useBoard.ts";
import { fewAtOnce } from "../ui/few_at_once.ts";
import { useFetched } from "../ui/useFetched.ts";
import { useCoverage } from "./CoverageCard.tsx";
import { type Alert, type Fire, alertFires, breachFires, focusFires, hourFires, meetingFires, queueFires, worstFirst } from "./fires.ts";
import { useMeetings } from "./meetings.ts";
import { addDays } from "./period.ts";
import { canSplit, kpiQuery } from "./queries.ts";
import { holdsMeetings, lastSegment, sellsMeetings, useSales, worksHere } from "./SalesContext.tsx";
import { countOf, groups } from "./value.ts";

const EVERY = 15_000;

// A focus list is one person's, and there is no call for those of a department: so they are asked for less often, a few at
// a time, and of so many people only. What cannot wait a minute, an answer that is late, is among the numbers of the day too.
const FOCUS_EVERY = 60_000;
const FOCUS_AT_ONCE = 3;
const MOST_PEOPLE = 20;

// What is burning now, the worst first. Undefined until the first of the sources has answered.
export function useBurning(): Fire[] | undefined {
  const parts = [useQueue(), useFocus(), useMeetingFires(), useHours(), useBreaches(), useAlerts()];
  if (parts.every((part) => part === undefined)) return undefined;
  return parts.flatMap((part) => part ?? []).sort(worstFirst);
}

// Leads that nobody owns yet.
function useQueue(): Fire[] | undefined {
  const { department } = useSales();
  const mayCall = useMayCall();
  const key = mayCall(LeadService.method.countLeads) ? department : undefined;
  const { data } = useFetched(
    key,
    async (signal) => {
      const [{ queued }, { leads: first }] = await Promise.all([
        leads.countLeads({ parent: department }, { signal }),
        leads.listLeads({ parent: department, queued: true, pageSize: 1 }, { signal }),
      ]);
      return { queued: Number(queued), first: first[0]?.name ?? "" };
    },
    { every: EVERY },
  );
  return data && queueFires(data.queued, data.first);
}

// What is late on the focus lists of those who work with leads.
function useFocus(): Fire[] | undefined {
  const { people, department, view, formats } = useSales();
  const mayCall = useMayCall();
  const asked = people
    .filter((person) => worksHere(person) && (sellsMeetings(person) || holdsMeetings(person)))
    .filter(({ name }) => view.person === undefined || lastSegment(name) === view.person)
    .slice(0, MOST_PEOPLE);
  const key = mayCall(LeadService.method.listFocus) && asked.length > 0 ? asked.map(({ name }) => name).join() : undefined;
  const { data } = useFetched(
    key,
    (signal) =>
      fewAtOnce(asked, FOCUS_AT_ONCE, async (person) => ({ person, entries: (await leads.listFocus({ parent: person.name, pageSize: 100 }, { signal })).entries })),
    { every: FOCUS_EVERY },
  );
  return data?.flatMap(({ person, entries }) => {
    const kept = entries.filter(
      ({ lead }) =>
        (view.city === undefined || lead?.city === view.city) &&
        (view.channel === undefined || lead?.touches[0]?.channel === `${department}/channels/${view.channel}`),
    );
    return focusFires(person, kept, Date.now(), formats);
  });
}

const DAYS_BACK = 7;

function useMeetingFires(): Fire[] | undefined {
  const { today, people, formats } = useSales();
  const { data } = useMeetings(addDays(today, -DAYS_BACK), today);
  return data && people.flatMap((person) => meetingFires(person, data.filter(({ designer }) => designer === person.name), Date.now(), formats));
}

function useHours(): Fire[] | undefined {
  const { formats } = useSales();
  const { data } = useCoverage();
  return data && hourFires(data.hours, Date.now(), formats);
}

// What has gone wrong today, by the numbers of the day.
function useBreaches(): Fire[] | undefined {
  const { department, today, filters, nameOf, explain } = useSales();
  const possible = canSplit(filters, "lead_manager");
  const kpis = ["late_first_responses", "shifts_missed"];
  const { answers } = useBoard(possible ? [kpiQuery({ department, period: { start: today, end: today }, basis: "event", filters, kpis, split: "lead_manager" })] : []);
  const people = groups(answers[0]);
  return people && [...people].filter(([name]) => name !== "").flatMap(([name, values]) =>
    breachFires(
      { name, displayName: nameOf("lead_manager", name) },
      { missedShifts: countOf(values, "shifts_missed") ?? 0, lateResponses: countOf(values, "late_first_responses") ?? 0 },
      (kpi) => explain({ kpi, part: "numerator", of: { split: "lead_manager", value: name }, window: "today" }),
    ),
  );
}

// What the edge keeps of Alertmanager's alerts; there may be no such thing.
function useAlerts(): Fire[] | undefined {
  const { department } = useSales();
  const { data } = useFetched(
    department,
    async (signal) => {
      const response = await fetch("/alerts", { signal, headers: { accept: "application/json" } });
      return response.ok ? ((await response.json()) as Alert[]) : [];
    },
    { every: EVERY },
  );
  return data && alertFires(data, lastSegment(department), languageStore.get());
}
