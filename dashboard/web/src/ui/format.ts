import { dayOf } from "../time/wall.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

// Numbers as people read them. A formatter belongs to a language and to the department's time zone.
export interface Formats {
  count(value: number): string;
  // A share: whole percents, tenths below ten.
  share(value: number): string;
  // 33–52 %
  interval(lower: number, upper: number): string;
  // Minor units: whole units, without kopecks.
  money(minorUnits: number, currency: string): string;
  // 8,4 млн ₽
  shortMoney(minorUnits: number, currency: string): string;
  decimal(value: number): string;
  duration(seconds: number): string;
  // A signed difference: +6, −3.
  delta(value: number): string;
  time(instant: Date): string;
  clock(instant: Date): string;
  // 26 ноября
  day(day: string): string;
  // 26.11
  shortDay(day: string): string;
  weekday(day: string): string;
  // 23–26 ноября
  range(start: string, end: string): string;
  // 23.11–26.11
  shortRange(start: string, end: string): string;
  // 26 нояб., 14:05
  instant(instant: Date): string;
  // «сегодня», «завтра», «вчера» or «пн, 2 марта»; both with the time in `nearTime`.
  nearDay(instant: Date, now?: Date): string;
  nearTime(instant: Date, now?: Date): string;
  // «пн, 2», for narrow places.
  weekDay(instant: Date): string;
  // How long something has waited, rounded down: «8 мин», «2 ч», «3 дн.»
  wait(milliseconds: number): string;
}

const cache = new Map<string, Formats>();

export function formatsFor(locale: string, zone: string): Formats {
  const key = `${locale} ${zone}`;
  let formats = cache.get(key);
  if (!formats) cache.set(key, (formats = makeFormats(locale, zone)));
  return formats;
}

function makeFormats(locale: string, zone: string): Formats {
  const number = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  const date = (options: Intl.DateTimeFormatOptions, timeZone = "UTC") => new Intl.DateTimeFormat(locale, { ...options, timeZone });
  const whole = number({ maximumFractionDigits: 0 });
  const decimal = number({ maximumFractionDigits: 1 });
  const percent = number({ style: "percent", maximumFractionDigits: 0 });
  const finePercent = number({ style: "percent", maximumFractionDigits: 1 });
  const signed = number({ signDisplay: "exceptZero", maximumFractionDigits: 0 });
  const monies = new Map<string, { whole: Intl.NumberFormat; compact: Intl.NumberFormat; minor: number }>();
  const money = (currency: string) => {
    const known = monies.get(currency);
    if (known) return known;
    const make = (options: Intl.NumberFormatOptions) => number({ style: "currency", currency, currencyDisplay: "narrowSymbol", ...options });
    const made = {
      whole: make({ maximumFractionDigits: 0 }),
      compact: make({ notation: "compact", maximumFractionDigits: 1, minimumFractionDigits: 0 }),
      minor: minorOf(currency),
    };
    monies.set(currency, made);
    return made;
  };
  const time = date({ hour: "2-digit", minute: "2-digit" }, zone);
  const clock = date({ hour: "2-digit", minute: "2-digit", second: "2-digit" }, zone);
  const instant = date({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }, zone);
  const dayMonth = date({ day: "numeric", month: "long" });
  const shortDay = date({ day: "2-digit", month: "2-digit" });
  const weekday = date({ weekday: "short" });
  const weekDay = date({ weekday: "short", day: "numeric" }, zone);
  const longDay = date({ weekday: "short", day: "numeric", month: "long" }, zone);
  const near = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const unit = (name: "minute" | "hour" | "day") => number({ style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: 0 });
  const nearDay = (value: Date, now = new Date()) => {
    const away = Math.round((Date.parse(dayOf(value, zone)) - Date.parse(dayOf(now, zone))) / DAY);
    return Math.abs(away) <= 1 ? near.format(away, "day") : longDay.format(value);
  };
  const at = (day: string) => new Date(`${day}T00:00:00Z`);
  // What stands behind the number: " %" in Russian, "%" in English.
  const percentSign = percent.format(0).replace("0", "");
  const share = (value: number) => (Math.abs(value) < 0.0995 && value !== 0 ? finePercent : percent).format(value);
  return {
    count: (value) => whole.format(value),
    share,
    interval: (lower, upper) => {
      const fine = upper < 0.0995 ? 1000 : 100;
      const number = (value: number) => decimal.format(Math.round(value * fine) / (fine / 100));
      return `${number(lower)}–${number(upper)}${percentSign}`;
    },
    money: (minorUnits, currency) => money(currency).whole.format(minorUnits / money(currency).minor),
    shortMoney: (minorUnits, currency) => {
      const { whole, compact, minor } = money(currency);
      const value = minorUnits / minor;
      return (Math.abs(value) >= 10_000 ? compact : whole).format(value);
    },
    decimal: (value) => decimal.format(value),
    duration: (seconds) => duration(locale, seconds),
    delta: (value) => signed.format(value),
    time: (value) => time.format(value),
    clock: (value) => clock.format(value),
    day: (day) => dayMonth.format(at(day)),
    shortDay: (day) => shortDay.format(at(day)),
    weekday: (day) => weekday.format(at(day)),
    range: (start, end) => (start === end ? dayMonth.format(at(start)) : dayMonth.formatRange(at(start), at(end))),
    shortRange: (start, end) => (start === end ? shortDay.format(at(start)) : `${shortDay.format(at(start))}–${shortDay.format(at(end))}`),
    instant: (value) => instant.format(value),
    nearDay,
    nearTime: (value, now) => `${nearDay(value, now)}, ${time.format(value)}`,
    weekDay: (value) => weekDay.format(value),
    wait: (milliseconds) => {
      if (milliseconds < HOUR) return unit("minute").format(Math.max(1, Math.floor(milliseconds / MINUTE)));
      if (milliseconds < 2 * DAY) return unit("hour").format(Math.floor(milliseconds / HOUR));
      return unit("day").format(Math.floor(milliseconds / DAY));
    },
  };
}

// How many minor units make one unit: 100 kopecks, but no part of a yen.
export function minorOf(currency: string): number {
  return 10 ** (new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2);
}

const units: Record<string, { second: string; minute: string; hour: string; day: string }> = {
  ru: { second: "с", minute: "мин", hour: "ч", day: "дн" },
  en: { second: "s", minute: "min", hour: "h", day: "d" },
};

// Two units at most: 45 с, 4 мин, 1 ч 20 мин, 3 дн 4 ч.
function duration(locale: string, seconds: number): string {
  const unit = units[locale.slice(0, 2)] ?? units["en"]!;
  const sign = seconds < 0 ? "−" : "";
  const value = Math.abs(seconds);
  if (value < 59.5) return `${sign}${Math.round(value)} ${unit.second}`;
  const minutes = Math.round(value / 60);
  if (minutes < 60) return `${sign}${minutes} ${unit.minute}`;
  if (minutes < 24 * 60) return sign + two(Math.floor(minutes / 60), unit.hour, minutes % 60, unit.minute);
  const hours = Math.round(value / 3600);
  return sign + two(Math.floor(hours / 24), unit.day, hours % 24, unit.hour);
}

function two(first: number, firstUnit: string, second: number, secondUnit: string): string {
  return second === 0 ? `${first} ${firstUnit}` : `${first} ${firstUnit} ${second} ${secondUnit}`;
}
