import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { i18n } from "@lingui/core";
import { FocusEntrySchema, FocusEntry_Reason } from "@zamer/api/lead/v1/focus_pb";
import { MeetingSchema, Meeting_State } from "@zamer/api/scheduling/v1/meeting_pb";
import { CoverageHourSchema } from "@zamer/api/scheduling/v1/scheduling_events_pb";
import { beforeAll, expect, test } from "vitest";

import { formatsFor } from "../ui/format.ts";
import { type Fire, HOT, alertFires, breachFires, focusFires, hourFires, meetingFires, queueFires, worstFirst } from "./fires.ts";

beforeAll(() => i18n.loadAndActivate({ locale: "ru", messages: {} }));

const formats = formatsFor("ru-RU", "Europe/Moscow");
const boris = { name: "departments/d/employees/boris", displayName: "Борис Л." };
const at = (time: string) => timestampFromDate(new Date(`2026-11-26T${time}:00+03:00`));
const noon = new Date("2026-11-26T12:00:00+03:00").getTime();
const said = (fires: readonly Fire[]) => fires.map(({ who, text }) => `${who}: ${text}`);

const entry = (reason: FocusEntry_Reason, late = true) => create(FocusEntrySchema, { reason, late, dueTime: at("11:40"), lead: { name: "departments/d/leads/l1" } });

test("clients who wait for an answer are said with their number, whose they are and since when", () => {
  const fires = focusFires(boris, [entry(FocusEntry_Reason.ANSWER), entry(FocusEntry_Reason.ANSWER), entry(FocusEntry_Reason.ANSWER)], noon, formats);
  expect(said(fires)).toEqual(["Борис Л.: 3 клиента ждут ответа дольше лимита, первый с 11:40"]);
  expect(fires[0]).toMatchObject({ href: "/leads/l1" });
  expect(fires[0]!.rank).toBeLessThanOrEqual(HOT);
});

test("a client who has waited since yesterday is said to, or the time would be read as one of today", () => {
  const fires = focusFires(boris, [entry(FocusEntry_Reason.ANSWER)], noon + 86_400_000, formats);
  expect(said(fires)).toEqual(["Борис Л.: 1 клиент ждёт ответа дольше лимита, с 26 нояб., 11:40"]);
});

test("words agree with their numbers", () => {
  const texts = [1, 2, 5, 21].map((count) => queueFires(count, "departments/d/leads/l9")[0]!.text);
  expect(texts).toEqual(["1 лид ждёт, кому его отдать", "2 лида ждут, кому их отдать", "5 лидов ждут, кому их отдать", "21 лид ждёт, кому его отдать"]);
});

test("what is not late yet does not burn", () => {
  expect(focusFires(boris, [entry(FocusEntry_Reason.ANSWER, false), entry(FocusEntry_Reason.FOLLOW_UP, false)], noon, formats)).toEqual([]);
});

test("promised calls and tasks are one sentence, leads without a next step another", () => {
  const entries = [entry(FocusEntry_Reason.CALL_BACK), entry(FocusEntry_Reason.FOLLOW_UP), entry(FocusEntry_Reason.NO_NEXT_STEP)];
  expect(said(focusFires(boris, entries, noon, formats))).toEqual(["Борис Л.: сделать 2 просроченные задачи", "Борис Л.: назначить следующий шаг 1 лиду"]);
});

const meeting = (state: Meeting_State, start: string, end: string) => create(MeetingSchema, { state, lead: "departments/d/leads/l2", startTime: at(start), endTime: at(end) });

test("a meeting without an outcome burns two hours after its end, not before", () => {
  expect(said(meetingFires(boris, [meeting(Meeting_State.CONFIRMED, "08:00", "09:30")], noon, formats))[0]).toMatch(/^Борис Л\.: записать итог встречи 26 нояб\., 08:00$/);
  expect(meetingFires(boris, [meeting(Meeting_State.CONFIRMED, "09:00", "10:30")], noon, formats)).toEqual([]);
  expect(meetingFires(boris, [meeting(Meeting_State.HELD, "08:00", "09:30")], noon, formats)).toEqual([]);
});

test("a meeting that was entered after its end has two hours from then", () => {
  const entered = (time: string) => ({ ...meeting(Meeting_State.BOOKED, "06:00", "07:00"), createTime: at(time) });
  expect(meetingFires(boris, [entered("10:30")], noon, formats)).toEqual([]);
  expect(said(meetingFires(boris, [entered("09:30")], noon, formats))).toEqual(["Борис Л.: записать итог встречи 26 нояб., 06:00"]);
});

test("a booked meeting ahead wants to be confirmed, a confirmed one does not", () => {
  expect(said(meetingFires(boris, [meeting(Meeting_State.BOOKED, "14:00", "16:00")], noon, formats))).toEqual(["Борис Л.: подтвердить встречу в 14:00"]);
  expect(meetingFires(boris, [meeting(Meeting_State.CONFIRMED, "14:00", "16:00")], noon, formats)).toEqual([]);
});

test("of meetings that are to be confirmed the earliest comes first, whosever it is", () => {
  const fires = ["16:00", "13:30"].flatMap((start) => meetingFires(boris, [meeting(Meeting_State.BOOKED, start, "18:00")], noon, formats));
  expect(said(fires.sort(worstFirst))).toEqual(["Борис Л.: подтвердить встречу в 13:30", "Борис Л.: подтвердить встречу в 16:00"]);
});

const hour = (time: string, leadManagers: number) => create(CoverageHourSchema, { startTime: at(time), leadManagers, required: 2 });

test("an hour without anybody goes before one with too few", () => {
  expect(said(hourFires([hour("18:00", 1)], noon, formats))[0]).toMatch(/закрыть 1 час с неполной сменой: 26 нояб\., 18:00/);
  expect(said(hourFires([hour("18:00", 1), hour("19:00", 0)], noon, formats))).toEqual(["Смены: закрыть 1 час без лид-менеджера за сутки"]);
  expect(hourFires([hour("18:00", 2), hour("09:00", 0)], noon, formats)).toEqual([]);
});

test("breaches of the day lead to the rows that they count", () => {
  const fires = breachFires(boris, { missedShifts: 1, lateResponses: 4 }, (kpi) => `?explain=${kpi}`);
  expect(fires.map(({ href }) => href)).toEqual(["?explain=shifts_missed", "?explain=late_first_responses"]);
  expect(breachFires(boris, { missedShifts: 0, lateResponses: 0 }, () => "")).toEqual([]);
});

test("an alert is its sentence and leads to its runbook; one without a sentence is left out", () => {
  const alert = { labels: { severity: "page" }, annotations: { summary: "Redis не сохраняет", summary_en: "Redis does not keep", runbook_url: "https://docs/redis" } };
  expect(alertFires([alert, { labels: {} }], "d", "ru")).toMatchObject([{ rank: 0, text: "Redis не сохраняет", href: "https://docs/redis" }]);
  expect(alertFires([alert], "d", "en")[0]!.text).toBe("Redis does not keep");
});

test("an alert of the sales rules leads to where it is seen", () => {
  const alert = { labels: { alertname: "ThinHourAhead" }, annotations: { summary: "Дополните график", runbook_url: "docs/runbook.md" } };
  expect(alertFires([alert], "d", "ru")[0]!.href).toBe("#coverage");
});

test("an alert of another department is not shown", () => {
  const alert = (department: string) => ({ labels: { department }, annotations: { summary: "Никого на смене" } });
  expect(alertFires([alert("other"), alert("d")], "d", "ru")).toHaveLength(1);
});
