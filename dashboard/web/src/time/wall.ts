// What a clock on the wall of a zone shows, and when it shows it.
export interface Wall {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const MINUTE = 60_000;

export function wallOf(instant: Date, zone: string): Wall {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  return { year: part("year"), month: part("month"), day: part("day"), hour: part("hour"), minute: part("minute") };
}

// The instant at which the zone's clocks show this: the earlier of two, and for a time that they skip, the instant as if
// they had not been moved yet.
export function instantOf(wall: Wall, zone: string): Date {
  const shown = asIfUtc(wall);
  const candidates = [shown - MINUTE * 24 * 60, shown + MINUTE * 24 * 60].map((near) => shown - offsetAt(near, zone));
  const exact = candidates.filter((candidate) => candidate + offsetAt(candidate, zone) === shown);
  return new Date(Math.min(...(exact.length > 0 ? exact : candidates.slice(0, 1))));
}

// Milliseconds by which the zone's clocks are ahead of UTC.
function offsetAt(instant: number, zone: string): number {
  const whole = Math.floor(instant / MINUTE) * MINUTE;
  return asIfUtc(wallOf(new Date(whole), zone)) - whole;
}

function asIfUtc({ year, month, day, hour, minute }: Wall): number {
  return Date.UTC(year, month - 1, day, hour, minute);
}

// The same clock time so many days later.
export function daysAfter(wall: Wall, days: number): Wall {
  const moved = new Date(asIfUtc(wall) + days * 24 * 60 * MINUTE);
  return { ...wall, year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
}

// As an <input type="datetime-local"> has it.
export function inputOf(instant: Date, zone: string): string {
  const { year, month, day, hour, minute } = wallOf(instant, zone);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

export function instantOfInput(value: string, zone: string): Date | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(value);
  if (!found) return undefined;
  const [year, month, day, hour, minute] = found.slice(1).map(Number) as [number, number, number, number, number];
  return instantOf({ year, month, day, hour, minute }, zone);
}

// A day of the zone as text that sorts, such as `2026-03-02`.
export function dayOf(instant: Date, zone: string): string {
  return inputOf(instant, zone).slice(0, 10);
}

// The first instant of the day that is so many days from the instant's own.
export function startOfDay(instant: Date, zone: string, days = 0): Date {
  return instantOf(daysAfter({ ...wallOf(instant, zone), hour: 0, minute: 0 }, days), zone);
}
