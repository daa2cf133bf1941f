import { timestampDate } from "@bufbuild/protobuf/wkt";
import { plural, t } from "@lingui/core/macro";
import { FocusEntry_Reason } from "@zamer/api/lead/v1/focus_pb";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";
import { Meeting_State } from "@zamer/api/scheduling/v1/meeting_pb";
import { SchedulingService } from "@zamer/api/scheduling/v1/scheduling_service_pb";

import { leads } from "../app/leads.ts";
import { useMayCall } from "../app/may_call.ts";
import { useBoard } from "../live/useBoard.ts";
import { useFetched } from "../ui/useFetched.ts";
import { isThin, useCoverage } from "./CoverageCard.tsx";
import { lacksOutcome, startOf, useMeetings } from "./meetings.ts";
import { addDays } from "./period.ts";
import { canSplit, kpiQuery } from "./queries.ts";
import { type Sales, holdsMeetings, lastSegment, sellsMeetings, useSales, worksHere } from "./SalesContext.tsx";
import { countOf, groups } from "./value.ts";

// Something that somebody has to do something about, as a sentence that names who, and a link to it.
export interface Fire {
  id: string;
  // The first comes first.
  rank: number;
  // Whose it is; empty for the department's.
  who: string;
  text: string;
  href: string;
}

const EVERY = 15_000;
const MOST_PEOPLE = 20;

export function useBurning(): { fires: Fire[]; ready: boolean } {
  const sales = useSales();
  const queue = useQueue();
  const focus = useFocus();
  const meetings = useMeetingFires();
  const hours = useHourFires();
  const today = useTodaysBreaches();
  const alerts = useAlerts(sales);
  const fires = [queue, focus, meetings, hours, today, alerts].flatMap((part) => part ?? []);
  return { fires: fires.sort((a, b) => a.rank - b.rank), ready: today !== undefined };
}

// Leads that wait for somebody to own them.
function useQueue(): Fire[] | undefined {
  const { department } = useSales();
  const mayCall = useMayCall();
  const { data } = useFetched(mayCall(LeadService.method.countLeads) ? department : undefined, (signal) => leads.countLeads({ parent: department }, { signal }), { every: EVERY });
  const count = Number(data?.queued ?? 0);
  if (!data || count === 0) return data && [];
  const text = plural(count, {
    one: "# лид ждёт, кому его отдать",
    few: "# лида ждут, кому их отдать",
    many: "# лидов ждут, кому их отдать",
    other: "# лидов ждут, кому их отдать",
  });
  return [{ id: "queue", rank: 0, who: "", text, href: "/leads?queued=1" }];
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
    (signal) => Promise.all(asked.map(async (person) => ({ person, list: (await leads.listFocus({ parent: person.name, pageSize: 100 }, { signal })).entries }))),
    { every: EVERY },
  );
  return data?.flatMap(({ person, list }) => {
    const kept = list.filter(
      ({ lead, late }) =>
        late &&
        (view.city === undefined || lead?.city === view.city) &&
        (view.channel === undefined || lead?.touches[0]?.channel === `${department}/channels/${view.channel}`),
    );
    const of = (...reasons: FocusEntry_Reason[]) => kept.filter(({ reason }) => reasons.includes(reason));
    const waiting = of(FocusEntry_Reason.ANSWER);
    const due = of(FocusEntry_Reason.CALL_BACK, FocusEntry_Reason.FOLLOW_UP);
    const idle = of(FocusEntry_Reason.NO_NEXT_STEP);
    const fire = (id: string, rank: number, text: string, entries: typeof kept): Fire[] =>
      entries.length === 0 ? [] : [{ id: `${id} ${person.name}`, rank, who: person.displayName, text, href: `/leads/${lastSegment(entries[0]!.lead?.name ?? "")}` }];
    const since = waiting[0]?.dueTime ? formats.time(timestampDate(waiting[0].dueTime)) : "";
    return [
      ...fire("answer", 1, plural(waiting.length, {
        one: `# клиент ждёт ответа дольше лимита, с ${since}`,
        few: `# клиента ждут ответа дольше лимита, первый с ${since}`,
        many: `# клиентов ждут ответа дольше лимита, первый с ${since}`,
        other: `# клиентов ждут ответа дольше лимита, первый с ${since}`,
      }), waiting),
      ...fire("due", 4, plural(due.length, {
        one: "сделать # просроченную задачу",
        few: "сделать # просроченные задачи",
        many: "сделать # просроченных задач",
        other: "сделать # просроченных задач",
      }), due),
      ...fire("idle", 6, plural(idle.length, {
        one: "назначить следующий шаг # лиду",
        few: "назначить следующий шаг # лидам",
        many: "назначить следующий шаг # лидам",
        other: "назначить следующий шаг # лидам",
      }), idle),
    ];
  });
}

// Meetings whose outcome nobody recorded, and those of today that the client has not confirmed.
function useMeetingFires(): Fire[] | undefined {
  const { today, people, formats } = useSales();
  const mayCall = useMayCall();
  const { data } = useMeetings(addDays(today, -7), today);
  if (!data || !mayCall(SchedulingService.method.listMeetings)) return undefined;
  const now = Date.now();
  return people.flatMap((person): Fire[] => {
    const own = data.filter(({ designer }) => designer === person.name);
    const without = own.filter((meeting) => lacksOutcome(meeting, now - 2 * 3_600_000));
    const open = own.filter((meeting) => meeting.state === Meeting_State.BOOKED && startOf(meeting).getTime() > now);
    const fires: Fire[] = [];
    if (without.length > 0) {
      const first = formats.instant(startOf(without[0]!));
      fires.push({
        id: `outcome ${person.name}`,
        rank: 2,
        who: person.displayName,
        text: plural(without.length, { one: `записать итог встречи ${first}`, few: `записать итоги # встреч, первая ${first}`, many: `записать итоги # встреч, первая ${first}`, other: `записать итоги # встреч, первая ${first}` }),
        href: `/leads/${lastSegment(without[0]!.lead)}`,
      });
    }
    if (open.length > 0) {
      const first = formats.time(startOf(open[0]!));
      fires.push({
        id: `confirm ${person.name}`,
        rank: 3,
        who: person.displayName,
        text: plural(open.length, { one: `подтвердить встречу в ${first}`, few: `подтвердить # встречи, первая в ${first}`, many: `подтвердить # встреч, первая в ${first}`, other: `подтвердить # встреч, первая в ${first}` }),
        href: `/leads/${lastSegment(open[0]!.lead)}`,
      });
    }
    return fires;
  });
}

const DAY_MS = 86_400_000;

// Hours of the coming day with too few lead managers.
function useHourFires(): Fire[] | undefined {
  const { formats } = useSales();
  const { data } = useCoverage();
  if (!data) return undefined;
  const now = Date.now();
  const thin = data.hours.filter((hour) => {
    const start = hour.startTime ? timestampDate(hour.startTime).getTime() : 0;
    return isThin(hour) && start > now - 3_600_000 && start < now + DAY_MS;
  });
  const first = thin[0];
  if (!first) return [];
  const at = formats.instant(timestampDate(first.startTime!));
  const nobody = thin.filter(({ leadManagers }) => leadManagers === 0).length;
  const text =
    nobody > 0
      ? plural(nobody, { one: "закрыть # час без лид-менеджера за сутки", few: "закрыть # часа без лид-менеджера за сутки", many: "закрыть # часов без лид-менеджера за сутки", other: "закрыть # часов без лид-менеджера за сутки" })
      : plural(thin.length, { one: `закрыть # час с неполной сменой: ${at}`, few: `закрыть # часа с неполной сменой, первый ${at}`, many: `закрыть # часов с неполной сменой, первый ${at}`, other: `закрыть # часов с неполной сменой, первый ${at}` });
  return [{ id: "hours", rank: nobody > 0 ? 1 : 5, who: t`Смены`, text, href: "#coverage" }];
}

// What has gone wrong today, by the numbers of the day.
function useTodaysBreaches(): Fire[] | undefined {
  const sales = useSales();
  const { department, today, filters, people } = sales;
  const possible = canSplit(filters, "lead_manager");
  const kpis = ["late_first_responses", "shifts_missed"];
  const { answers } = useBoard(possible ? [kpiQuery({ department, period: { start: today, end: today }, basis: "event", filters, kpis, split: "lead_manager" })] : []);
  if (!possible) return [];
  const all = groups(answers[0]);
  return all && [...all].flatMap(([name, values]) => {
    const who = people.find((person) => person.name === name)?.displayName ?? lastSegment(name);
    const fire = (kpi: string, rank: number, text: (count: number) => string): Fire[] => {
      const count = countOf(values, kpi) ?? 0;
      const href = sales.explain({ kpi, part: "numerator", of: { split: "lead_manager", value: name }, window: "today" });
      return count === 0 ? [] : [{ id: `${kpi} ${name}`, rank, who, text: text(count), href }];
    };
    return [
      ...fire("shifts_missed", 2, () => t`разобраться, почему смена сегодня пропущена`),
      ...fire("late_first_responses", 5, (count) => plural(count, { one: "разобрать # поздний первый ответ за сегодня", few: "разобрать # поздних первых ответа за сегодня", many: "разобрать # поздних первых ответов за сегодня", other: "разобрать # поздних первых ответов за сегодня" })),
    ];
  });
}

// What the edge keeps of Alertmanager's alerts.
interface Alert {
  id?: string;
  sentence?: string;
  runbook?: string;
  severity?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

function useAlerts({ department }: Sales): Fire[] | undefined {
  const { data } = useFetched(
    department,
    async (signal) => {
      const response = await fetch("/alerts", { signal, headers: { accept: "application/json" } });
      if (!response.ok) return [];
      const body = (await response.json()) as Alert[] | { alerts?: Alert[] };
      return Array.isArray(body) ? body : (body.alerts ?? []);
    },
    { every: EVERY },
  );
  return data?.flatMap((alert, index): Fire[] => {
    const text = alert.sentence ?? alert.annotations?.["sentence"] ?? alert.annotations?.["summary"];
    const severity = alert.severity ?? alert.labels?.["severity"];
    if (!text) return [];
    return [{ id: alert.id ?? `alert ${index}`, rank: severity === "critical" || severity === "page" ? 0 : 3, who: t`Система`, text, href: alert.runbook ?? alert.annotations?.["runbook_url"] ?? "#burning" }];
  });
}
