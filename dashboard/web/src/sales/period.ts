// Periods of department days. A day is text such as `2026-11-26`, so that the browser's own zone has no say in it.
export type Day = string;

export type PeriodKind = "today" | "week" | "month" | "range";

// Both ends included.
export interface Period {
  start: Day;
  end: Day;
}

const DAY_MS = 86_400_000;

export function dayIn(zone: string, instant: Date): Day {
  return fromUtc(asUtc(zone, instant.getTime()));
}

export function addDays(day: Day, count: number): Day {
  return fromUtc(utc(day) + count * DAY_MS);
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((utc(to) - utc(from)) / DAY_MS);
}

export function lengthOf(period: Period): number {
  return daysBetween(period.start, period.end) + 1;
}

export function daysOf(period: Period): Day[] {
  return Array.from({ length: lengthOf(period) }, (_, index) => addDays(period.start, index));
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utc(text)) && fromUtc(utc(text)) === text;
}

// The week or month that `on` lies in. One that is still running ends today: what is ahead has not been missed.
export function periodAround(kind: Exclude<PeriodKind, "range">, on: Day, today: Day): Period {
  const whole = wholePeriod(kind, on);
  return { start: whole.start, end: whole.end > today && whole.start <= today ? today : whole.end };
}

// As many days of the week or month before, so that three days of this week are compared with three of the last one.
export function periodBefore(kind: PeriodKind, period: Period): Period {
  const length = lengthOf(period);
  if (kind !== "month") {
    const back = kind === "week" ? 7 : length;
    return { start: addDays(period.start, -back), end: addDays(period.end, -back) };
  }
  const before = wholePeriod("month", addDays(period.start, -1));
  if (period.end === wholePeriod("month", period.start).end) return before;
  const end = addDays(before.start, length - 1);
  return { start: before.start, end: end < before.end ? end : before.end };
}

// A day in the period `count` steps away.
export function stepped(kind: Exclude<PeriodKind, "range">, on: Day, count: number): Day {
  if (kind === "today") return addDays(on, count);
  if (kind === "week") return addDays(on, 7 * count);
  const date = new Date(utc(on));
  return fromUtc(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1));
}

// 1 is Monday, 7 is Sunday.
export function weekdayOf(day: Day): number {
  return ((new Date(utc(day)).getUTCDay() + 6) % 7) + 1;
}

// The instant at which a day begins in a zone: also where the clocks change that night.
export function startOfDay(zone: string, day: Day): Date {
  const offset = (instant: number) => asUtc(zone, instant) - instant;
  const guess = utc(day) - offset(utc(day));
  return new Date(utc(day) - offset(guess));
}

// Minutes after midnight on the zone's clock.
export function minuteOfDay(zone: string, instant: Date): number {
  const local = new Date(asUtc(zone, instant.getTime()));
  return local.getUTCHours() * 60 + local.getUTCMinutes();
}

export function wholePeriod(kind: Exclude<PeriodKind, "range">, on: Day): Period {
  if (kind === "today") return { start: on, end: on };
  if (kind === "week") {
    const start = addDays(on, 1 - weekdayOf(on));
    return { start, end: addDays(start, 6) };
  }
  const date = new Date(utc(on));
  const month = (index: number, day: number) => fromUtc(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + index, day));
  return { start: month(0, 1), end: month(1, 0) };
}

const clocks = new Map<string, Intl.DateTimeFormat>();

// Making one takes far longer than reading it, and a page reads it for each of many hours.
function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  clocks.set(zone, clock);
  return clock;
}

// What the zone's clock shows, read as if it were UTC.
function asUtc(zone: string, instant: number): number {
  const part = Object.fromEntries(clockOf(zone).formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part["year"]!, part["month"]! - 1, part["day"], part["hour"], part["minute"], part["second"]);
}

function utc(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function fromUtc(milliseconds: number): Day {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
