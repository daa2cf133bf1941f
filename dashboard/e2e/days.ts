// Days of the department, written as `2026-05-04`.
export const DAY = 86_400_000;

export const dayAt = (time: number) => new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Moscow" }).format(time);

// A day as the API has it.
export function dateOf(day: string) {
  const [year, month, date] = day.split("-").map(Number);
  return { year: year!, month: month!, day: date! };
}
