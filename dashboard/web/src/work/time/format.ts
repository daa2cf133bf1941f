import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { timestampDate } from "@bufbuild/protobuf/wkt";

import { dayOf } from "./wall.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface Formats {
  // 14:05
  clock(instant: Date): string;
  // «сегодня», «завтра», «вчера» or «пн, 2 марта»
  day(instant: Date): string;
  // Both: «завтра, 14:05»
  dayClock(instant: Date): string;
  // «пн, 2» for narrow places
  shortDay(instant: Date): string;
  // «8 мин», «2 ч», «3 дн.»
  length(milliseconds: number): string;
}

// How times are written in a language, as the department's clocks show them.
export function formatsOf(locale: string, zone: string, now: () => Date = () => new Date()): Formats {
  const clock = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const long = new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: "short", day: "numeric", month: "long" });
  const short = new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: "short", day: "numeric" });
  const near = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const unit = (name: "minute" | "hour" | "day") =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: 0 });
  const day = (instant: Date): string => {
    const away = daysBetween(dayOf(now(), zone), dayOf(instant, zone));
    return Math.abs(away) <= 1 ? near.format(away, "day") : long.format(instant);
  };
  return {
    clock: (instant) => clock.format(instant),
    day,
    dayClock: (instant) => `${day(instant)}, ${clock.format(instant)}`,
    shortDay: (instant) => short.format(instant),
    length: (milliseconds) => {
      if (milliseconds < HOUR) return unit("minute").format(Math.max(1, Math.floor(milliseconds / MINUTE)));
      if (milliseconds < 2 * DAY) return unit("hour").format(Math.floor(milliseconds / HOUR));
      return unit("day").format(Math.floor(milliseconds / DAY));
    },
  };
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

export function dateOf(timestamp: Timestamp | undefined): Date | undefined {
  return timestamp && timestampDate(timestamp);
}
