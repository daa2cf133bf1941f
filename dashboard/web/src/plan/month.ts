import { addDays, type Day, daysOf, type Period, wholePeriod } from "../sales/period.ts";

// A calendar month as text, such as `2026-11`.
export type Month = string;

export function monthOf(day: Day): Month {
  return day.slice(0, 7);
}

export function daysOfMonth(month: Month): Period {
  return wholePeriod("month", `${month}-01`);
}

export function eachDay(month: Month): Day[] {
  return daysOf(daysOfMonth(month));
}

export function monthAfter(month: Month, count: 1 | -1): Month {
  const { start, end } = daysOfMonth(month);
  return monthOf(count === 1 ? addDays(end, 1) : addDays(start, -1));
}

export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

export function apiMonth(month: Month) {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return { year, month: number, day: 0 };
}

// «ноябрь 2026»
export function monthName(month: Month, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${month}-01T00:00:00Z`)).replace(/ г\.$/, "");
}
