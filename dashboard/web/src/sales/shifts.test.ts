import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { CalendarDay_Kind, CalendarDaySchema, EmployeeSchema, WeeklyShiftSchema } from "@zamer/api/scheduling/v1/department_pb";
import { Role } from "@zamer/api/type/v1/role_pb";
import { describe, expect, it } from "vitest";

import { apiDate } from "./queries.ts";
import { onShiftIn } from "./shifts.ts";

const zone = "Europe/Moscow";
// Moscow is three hours ahead.
const at = (day: string, clock: number) => new Date(Date.parse(`${day}T00:00:00Z`) + (clock - 3) * 3_600_000);
const MONDAY = "2026-03-02";
const FRIDAY = "2026-03-06";
const SATURDAY = "2026-03-07";

const weekdays = (startMinute: number, endMinute: number) => [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute, endMinute }));
const nineToSix = weekdays(9 * 60, 18 * 60);
const manager = (name: string, rest: MessageInitShape<typeof EmployeeSchema>) => create(EmployeeSchema, { name, roles: [Role.LEAD_MANAGER], ...rest });
const calendarOf = (day: string, kind: CalendarDay_Kind) => [create(CalendarDaySchema, { date: apiDate(day), kind })];

function namesAt(hour: Date, people: ReturnType<typeof manager>[], calendar: ReturnType<typeof calendarOf> = []): string[] {
  return onShiftIn(hour, { people, calendar, openingHours: [], zone }).map(({ name }) => name);
}

describe("who is on shift in an hour", () => {
  it("is who has a shift then, works here and sells meetings", () => {
    const people = [manager("anna", { weeklyShifts: nineToSix }), manager("late", { weeklyShifts: weekdays(15 * 60, 21 * 60) }), manager("designer", { weeklyShifts: nineToSix, roles: [Role.DESIGNER] })];
    expect(namesAt(at(MONDAY, 10), people)).toEqual(["anna"]);
    expect(namesAt(at(MONDAY, 16), people)).toEqual(["anna", "late"]);
    expect(namesAt(at(SATURDAY, 16), people)).toEqual([]);
  });

  it("is who is there when fewest are", () => {
    const people = [manager("anna", { weeklyShifts: weekdays(9 * 60, 12 * 60 + 30) }), manager("boris", { weeklyShifts: weekdays(12 * 60 + 20, 18 * 60) })];
    expect(namesAt(at(MONDAY, 12), people)).toHaveLength(1);
  });

  it("goes on after midnight, and is not counted while nobody may expect an answer", () => {
    const night = [manager("anna", { weeklyShifts: weekdays(20 * 60, 34 * 60) })];
    expect(namesAt(at("2026-03-03", 9), night)).toEqual(["anna"]);
    expect(namesAt(at("2026-03-03", 3), night)).toEqual([]);
  });

  it("is nobody who is off, and not by the usual shifts where others are set for the day", () => {
    const off = { startTime: timestampFromDate(at(MONDAY, 0)), endTime: timestampFromDate(at(MONDAY, 12)) };
    const people = [manager("ill", { weeklyShifts: nineToSix, timeOffs: [off] }), manager("moved", { weeklyShifts: nineToSix, dayShifts: [{ date: apiDate(MONDAY), shifts: [{ startMinute: 14 * 60, endMinute: 21 * 60 }] }] })];
    expect(namesAt(at(MONDAY, 10), people)).toEqual([]);
    expect(namesAt(at(MONDAY, 19), people)).toEqual(["moved"]);
  });

  it("changes with the production calendar, but for rotating shifts", () => {
    const people = [
      manager("usual", { weeklyShifts: nineToSix }),
      manager("always", { weeklyShifts: nineToSix, worksOnDaysOff: true }),
      manager("rotating", { shiftRotation: { startDate: apiDate("2026-03-04"), cycleDays: 2, shifts: [{ day: 0, startMinute: 9 * 60, endMinute: 21 * 60 }] } }),
    ];
    const all = ["usual", "always", "rotating"];
    expect(namesAt(at(MONDAY, 17), people)).toEqual(all);
    expect(namesAt(at(MONDAY, 17), people, calendarOf(MONDAY, CalendarDay_Kind.DAY_OFF))).toEqual(["always", "rotating"]);
    expect(namesAt(at(MONDAY, 17), people, calendarOf(MONDAY, CalendarDay_Kind.SHORT_DAY))).toEqual(["rotating"]);
    expect(namesAt(at(FRIDAY, 17), people)).toEqual(all);
    expect(namesAt(at(SATURDAY, 17), people, calendarOf(SATURDAY, CalendarDay_Kind.WORKING_WEEKEND))).toEqual(["usual", "always"]);
  });

  it("is told within the opening hours that the department has set", () => {
    const openingHours = [create(WeeklyShiftSchema, { weekday: 1, startMinute: 10 * 60 + 30, endMinute: 12 * 60 })];
    const people = [manager("anna", { weeklyShifts: weekdays(10 * 60 + 15, 18 * 60) })];
    expect(onShiftIn(new Date(at(MONDAY, 10).getTime() + 30 * 60_000), { people, calendar: [], openingHours, zone })).toHaveLength(1);
  });
});
