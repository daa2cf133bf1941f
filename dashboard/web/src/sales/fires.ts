import { timestampDate } from "@bufbuild/protobuf/wkt";
import { plural, t } from "@lingui/core/macro";
import { type FocusEntry, FocusEntry_Reason } from "@zamer/api/lead/v1/focus_pb";
import { type Meeting, Meeting_State } from "@zamer/api/scheduling/v1/meeting_pb";
import type { CoverageHour } from "@zamer/api/scheduling/v1/scheduling_events_pb";

import type { Formats } from "../ui/format.ts";
import { sinceText } from "../ui/since.ts";
import { isThin, missesOutcome, startOf } from "./lateness.ts";

// Something that somebody has to do something about: a sentence with a verb that names who, and a link to it.
export interface Fire {
  id: string;
  // The lowest comes first; up to HOT it cannot wait.
  rank: number;
  // Of one rank the earliest comes first, in milliseconds since 1970.
  at?: number;
  // Whose it is; empty for the department's.
  who: string;
  text: string;
  href: string;
}

export const HOT = 2;

interface Person {
  name: string;
  displayName: string;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export function worstFirst(a: Fire, b: Fire): number {
  return a.rank - b.rank || (a.at ?? 0) - (b.at ?? 0);
}

// `first` is one of those that wait.
export function queueFires(queued: number, first: string): Fire[] {
  if (queued === 0) return [];
  const text = plural(queued, {
    one: "# лид ждёт, кому его отдать",
    few: "# лида ждут, кому их отдать",
    many: "# лидов ждут, кому их отдать",
    other: "# лидов ждут, кому их отдать",
  });
  return [{ id: "queue", rank: 0, who: "", text, href: leadPage(first) }];
}

// What is late on one person's focus list.
export function focusFires({ name, displayName }: Person, entries: readonly FocusEntry[], now: number, formats: Formats): Fire[] {
  const late = entries.filter((entry) => entry.late);
  const of = (...reasons: FocusEntry_Reason[]) => late.filter(({ reason }) => reasons.includes(reason));
  const waiting = of(FocusEntry_Reason.ANSWER);
  const due = of(FocusEntry_Reason.CALL_BACK, FocusEntry_Reason.FOLLOW_UP);
  const idle = of(FocusEntry_Reason.NO_NEXT_STEP);
  const since = waiting[0]?.dueTime ? sinceText(timestampDate(waiting[0].dueTime), now, formats) : "";
  const fire = (id: string, rank: number, own: readonly FocusEntry[], text: string): Fire[] =>
    own.length === 0 ? [] : [{ id: `${id} ${name}`, rank, who: displayName, text, href: leadPage(own[0]!.lead?.name ?? "") }];
  return [
    ...fire("answer", 1, waiting, plural(waiting.length, {
      one: `# клиент ждёт ответа дольше лимита, с ${since}`,
      few: `# клиента ждут ответа дольше лимита, первый с ${since}`,
      many: `# клиентов ждут ответа дольше лимита, первый с ${since}`,
      other: `# клиентов ждут ответа дольше лимита, первый с ${since}`,
    })),
    ...fire("due", 4, due, plural(due.length, {
      one: "сделать # просроченную задачу",
      few: "сделать # просроченные задачи",
      many: "сделать # просроченных задач",
      other: "сделать # просроченных задач",
    })),
    ...fire("idle", 6, idle, plural(idle.length, {
      one: "назначить следующий шаг # лиду",
      few: "назначить следующий шаг # лидам",
      many: "назначить следующий шаг # лидам",
      other: "назначить следующий шаг # лидам",
    })),
  ];
}

// One designer's meetings whose outcome nobody recorded, and those ahead that the client has not confirmed.
export function meetingFires({ name, displayName }: Person, own: readonly Meeting[], now: number, formats: Formats): Fire[] {
  const without = own.filter((meeting) => missesOutcome(meeting, now));
  const open = own.filter((meeting) => meeting.state === Meeting_State.BOOKED && startOf(meeting).getTime() > now);
  const fires: Fire[] = [];
  if (without[0]) {
    const first = formats.instant(startOf(without[0]));
    const text = plural(without.length, {
      one: `записать итог встречи ${first}`,
      few: `записать итоги # встреч, первая ${first}`,
      many: `записать итоги # встреч, первая ${first}`,
      other: `записать итоги # встреч, первая ${first}`,
    });
    fires.push({ id: `outcome ${name}`, rank: 2, at: startOf(without[0]).getTime(), who: displayName, text, href: leadPage(without[0].lead) });
  }
  if (open[0]) {
    const first = formats.time(startOf(open[0]));
    const text = plural(open.length, {
      one: `подтвердить встречу в ${first}`,
      few: `подтвердить # встречи, первая в ${first}`,
      many: `подтвердить # встреч, первая в ${first}`,
      other: `подтвердить # встреч, первая в ${first}`,
    });
    fires.push({ id: `confirm ${name}`, rank: 3, at: startOf(open[0]).getTime(), who: displayName, text, href: leadPage(open[0].lead) });
  }
  return fires;
}

// Hours of the coming day with too few lead managers; without any, before all else.
export function hourFires(hours: readonly CoverageHour[], now: number, formats: Formats): Fire[] {
  const thin = hours.filter((hour) => {
    const start = hour.startTime ? timestampDate(hour.startTime).getTime() : 0;
    return isThin(hour) && start > now - HOUR && start < now + DAY;
  });
  const first = thin[0];
  if (!first?.startTime) return [];
  const at = formats.instant(timestampDate(first.startTime));
  const nobody = thin.filter(({ leadManagers }) => leadManagers === 0).length;
  const text =
    nobody > 0
      ? plural(nobody, {
          one: "закрыть # час без лид-менеджера за сутки",
          few: "закрыть # часа без лид-менеджера за сутки",
          many: "закрыть # часов без лид-менеджера за сутки",
          other: "закрыть # часов без лид-менеджера за сутки",
        })
      : plural(thin.length, {
          one: `закрыть # час с неполной сменой: ${at}`,
          few: `закрыть # часа с неполной сменой, первый ${at}`,
          many: `закрыть # часов с неполной сменой, первый ${at}`,
          other: `закрыть # часов с неполной сменой, первый ${at}`,
        });
  return [{ id: "hours", rank: nobody > 0 ? 1 : 5, who: t`Смены`, text, href: "#coverage" }];
}

// What one lead manager's numbers of the day say.
export function breachFires({ name, displayName }: Person, breaches: { missedShifts: number; lateResponses: number }, href: (kpi: string) => string): Fire[] {
  const fires: Fire[] = [];
  if (breaches.missedShifts > 0) {
    fires.push({ id: `shift ${name}`, rank: 2, who: displayName, text: t`разобраться, почему смена сегодня пропущена`, href: href("shifts_missed") });
  }
  if (breaches.lateResponses > 0) {
    const text = plural(breaches.lateResponses, {
      one: "разобрать # поздний первый ответ за сегодня",
      few: "разобрать # поздних первых ответа за сегодня",
      many: "разобрать # поздних первых ответов за сегодня",
      other: "разобрать # поздних первых ответов за сегодня",
    });
    fires.push({ id: `late ${name}`, rank: 5, who: displayName, text, href: href("late_first_responses") });
  }
  return fires;
}

// What the edge keeps of Alertmanager's alerts.
export interface Alert {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

// Where on the page an alert of the sales rules is seen.
const places: Record<string, string> = {
  NoLeadManagerOnShift: "#coverage",
  ThinHourAhead: "#coverage",
  LeadUnanswered: "#speed",
  MeetingWithoutOutcome: "#meetings",
  StepBelowNorm: "#funnel",
  MarketSaturated: "#channels",
};

// Those of this department and of what all departments stand on; `department` is its id.
export function alertFires(alerts: readonly Alert[], department: string, language: string): Fire[] {
  return alerts.flatMap(({ labels = {}, annotations = {} }, index): Fire[] => {
    const text = (language === "en" && annotations["summary_en"]) || annotations["summary"];
    if (!text || (labels["department"] ?? department) !== department) return [];
    const urgent = labels["severity"] === "page";
    return [{ id: `alert ${index}`, rank: urgent ? 0 : 3, who: t`Система`, text, href: places[labels["alertname"] ?? ""] ?? runbook(annotations) }];
  });
}

// The page links to a runbook only where it is on the web.
function runbook({ runbook_url: url = "" }: Record<string, string>): string {
  return url.startsWith("https://") ? url : "#burning";
}

function leadPage(name: string): string {
  return `/leads/${name.slice(name.lastIndexOf("/") + 1)}`;
}
