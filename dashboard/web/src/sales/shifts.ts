import { timestampDate } from "@bufbuild/protobuf/wkt";
import { type CalendarDay, CalendarDay_Kind, type Employee, Employee_State, type ShiftRotation, type WeeklyShift } from "@zamer/api/scheduling/v1/department_pb";
import { Role } from "@zamer/api/type/v1/role_pb";

import { type Day, addDays, dayIn, daysBetween, minuteOfDay, weekdayOf } from "./period.ts";
import { dayText } from "./value.ts";

// Minutes after the midnight of the day on which it starts.
interface Shift {
  startMinute: number;
  endMinute: number;
}

// What says who is on shift when.
export interface Roster {
  people: readonly Employee[];
  calendar: readonly CalendarDay[];
  openingHours: readonly WeeklyShift[];
  zone: string;
}

const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;
const FRIDAY = 5;
const SATURDAY = 6;

// The lead managers whom the coverage of an hour counts: those on shift at the moment of it at which fewest are. The service
// says how many they are and not who; the rules of shifts are those of services/common/shifts.
export function onShiftIn(hour: Date, { people, calendar, openingHours, zone }: Roster): Employee[] {
  const managers = people.filter(({ state, roles }) => state !== Employee_State.DISMISSED && roles.includes(Role.LEAD_MANAGER));
  const opening = openingHours.length > 0 ? openingHours : usualOpening;
  const left = 60 - (minuteOfDay(zone, hour) % 60);
  let fewest: Employee[] | undefined;
  for (let minute = 0; minute < left; ++minute) {
    const at = wallOf(new Date(hour.getTime() + minute * MINUTE), zone);
    if (!isWithin(at, (day) => weeklyOn(opening, weekdayOf(day)))) continue;
    const there = managers.filter((person) => !isOff(person, at.instant) && isWithin(at, (day) => shiftsOn(person, day, calendar)));
    if (!fewest || there.length < fewest.length) fewest = there;
  }
  return fewest ?? [];
}

const usualOpening = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 9 * 60, endMinute: 21 * 60 }));

interface Wall {
  instant: Date;
  day: Day;
  minute: number;
}

function wallOf(instant: Date, zone: string): Wall {
  return { instant, day: dayIn(zone, instant), minute: minuteOfDay(zone, instant) };
}

// Shifts may run into the next day.
function isWithin({ day, minute }: Wall, shiftsOf: (day: Day) => readonly Shift[]): boolean {
  const covers = (at: number) => ({ startMinute, endMinute }: Shift) => startMinute <= at && at < endMinute;
  return shiftsOf(day).some(covers(minute)) || shiftsOf(addDays(day, -1)).some(covers(minute + DAY_MINUTES));
}

function isOff({ timeOffs }: Employee, at: Date): boolean {
  return timeOffs.some(({ startTime, endTime }) => startTime && endTime && timestampDate(startTime) <= at && at < timestampDate(endTime));
}

// The shifts of a person that start on a day: those set for just that day, else the usual ones, as the production calendar
// changes them.
function shiftsOn({ dayShifts, weeklyShifts, worksOnDaysOff, shiftRotation }: Employee, day: Day, calendar: readonly CalendarDay[]): readonly Shift[] {
  const own = dayShifts.find(({ date }) => date && dayText(date) === day);
  if (own) return own.shifts;
  const kind = calendar.find(({ date }) => date && dayText(date) === day)?.kind;
  return [...changed(weeklyShifts, weekdayOf(day), kind, worksOnDaysOff), ...rotating(shiftRotation, day)];
}

function changed(weekly: readonly WeeklyShift[], weekday: number, kind: CalendarDay_Kind | undefined, worksOnDaysOff: boolean): readonly Shift[] {
  const usual = weeklyOn(weekly, weekday);
  const worked = usual.length === 0 && weekday >= SATURDAY ? weeklyOn(weekly, FRIDAY) : usual;
  switch (kind) {
    case CalendarDay_Kind.DAY_OFF:
      return worksOnDaysOff ? usual : [];
    case CalendarDay_Kind.WORKING_WEEKEND:
      return worked;
    case CalendarDay_Kind.SHORT_DAY:
      return withoutLastHour(worked);
    default:
      return usual;
  }
}

function weeklyOn<Weekly extends Shift & { weekday: number }>(weekly: readonly Weekly[], weekday: number): Weekly[] {
  return weekly.filter((shift) => shift.weekday === weekday);
}

function withoutLastHour(shifts: readonly Shift[]): Shift[] {
  const end = Math.max(...shifts.map(({ endMinute }) => endMinute)) - 60;
  return shifts.filter(({ startMinute }) => startMinute < end).map(({ startMinute, endMinute }) => ({ startMinute, endMinute: Math.min(endMinute, end) }));
}

function rotating(rotation: ShiftRotation | undefined, day: Day): Shift[] {
  if (!rotation?.startDate) return [];
  const { cycleDays, shifts } = rotation;
  const since = daysBetween(dayText(rotation.startDate), day) % cycleDays;
  const inRound = (since + cycleDays) % cycleDays;
  return shifts.filter((shift) => shift.day === inRound);
}
