import type { FocusEntry } from "@zamer/api/lead/v1/focus_pb";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";

import { languageStore } from "../app/language.ts";
import { leads } from "../app/leads.ts";
import { useMayCall } from "../app/may_call.ts";
import { useBoard } from "../live/useBoard.ts";
import { fewAtOnce } from "../ui/few_at_once.ts";
import { useFetched } from "../ui/useFetched.ts";
import { readAlerts } from "./alerts.ts";
import { useCoverage } from "./coverage.ts";
import { alertFires, breachFires, focusFires, hourFires, meetingFires, queueFires } from "./fires.ts";
import { useMeetings } from "./meetings.ts";
import { addDays } from "./period.ts";
import { kpiQuery } from "./queries.ts";
import { holdsMeetings, lastSegment, sellsMeetings, useSales, worksHere } from "./SalesContext.tsx";
import { type Burning, type Source, burningOf, sourceOf } from "./sources.ts";
import { countOf, groups } from "./value.ts";

const EVERY = 15_000;

// A focus list is one person's, and there is no call for those of a department: so they are asked for less often, a few at
// a time. What cannot wait a minute, an answer that is late, is among the numbers of the day too.
const FOCUS_EVERY = 60_000;
const FOCUS_AT_ONCE = 3;
const MOST_PEOPLE = 100;

// What is burning now. Undefined until that is known.
export function useBurning(): Burning | undefined {
  return burningOf([useQueue(), useFocus(), useMeetingFires(), useHours(), useBreaches(), useAlerts()]);
}

// Leads that nobody owns yet.
function useQueue(): Source | undefined {
  const { department } = useSales();
  const mayCall = useMayCall();
  const key = mayCall(LeadService.method.countLeads) ? department : undefined;
  const read = useFetched(
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
  return sourceOf(read, ({ queued, first }) => queueFires(queued, first));
}

// What is late on the focus lists of those who work with leads.
function useFocus(): Source | undefined {
  const { people, department, view, formats } = useSales();
  const mayCall = useMayCall();
  const workers = people
    .filter((person) => worksHere(person) && (sellsMeetings(person) || holdsMeetings(person)))
    .filter(({ name }) => view.person === undefined || lastSegment(name) === view.person);
  const asked = workers.slice(0, MOST_PEOPLE);
  const key = mayCall(LeadService.method.listFocus) && asked.length > 0 ? asked.map(({ name }) => name).join() : undefined;
  const read = useFetched(
    key,
    (signal) =>
      fewAtOnce(asked, FOCUS_AT_ONCE, async (person) => ({ person, entries: (await leads.listFocus({ parent: person.name, pageSize: 100 }, { signal })).entries })),
    { every: FOCUS_EVERY },
  );
  const isKept = ({ lead }: FocusEntry) =>
    (view.city === undefined || lead?.city === view.city) &&
    (view.channel === undefined || lead?.touches[0]?.channel === `${department}/channels/${view.channel}`);
  const source = sourceOf(read, (lists) => lists.flatMap(({ person, entries }) => focusFires(person, entries.filter(isKept), Date.now(), formats)));
  return source && { ...source, unread: source.unread || asked.length < workers.length };
}

const DAYS_BACK = 7;

function useMeetingFires(): Source | undefined {
  const { today, people, formats } = useSales();
  const read = useMeetings(addDays(today, -DAYS_BACK), today);
  return sourceOf(read, (meetings) => people.flatMap((person) => meetingFires(person, meetings.filter(({ designer }) => designer === person.name), Date.now(), formats)));
}

function useHours(): Source | undefined {
  const { formats } = useSales();
  return sourceOf(useCoverage(), ({ hours }) => hourFires(hours, Date.now(), formats));
}

// What has gone wrong today, by the numbers of the day.
function useBreaches(): Source | undefined {
  const { department, today, filters, nameOf, explain } = useSales();
  const kpis = ["late_first_responses", "shifts_missed"];
  const { answers } = useBoard([kpiQuery({ department, period: { start: today, end: today }, basis: "event", filters, kpis, split: "lead_manager" })]);
  const people = groups(answers[0]);
  const fires = people && [...people].filter(([name]) => name !== "").flatMap(([name, values]) =>
    breachFires(
      { name, displayName: nameOf("lead_manager", name) },
      { missedShifts: countOf(values, "shifts_missed") ?? 0, lateResponses: countOf(values, "late_first_responses") ?? 0 },
      (kpi) => explain({ kpi, part: "numerator", of: { split: "lead_manager", value: name }, window: "today" }),
    ),
  );
  return { fires, unread: false };
}

function useAlerts(): Source | undefined {
  const { department } = useSales();
  const read = useFetched(department, readAlerts, { every: EVERY });
  return sourceOf(read, (alerts) => alertFires(alerts, lastSegment(department), languageStore.get()));
}
