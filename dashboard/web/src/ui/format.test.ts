import { expect, test } from "vitest";

import { formatsFor } from "./format.ts";

const ru = formatsFor("ru-RU", "Europe/Moscow");
const en = formatsFor("en-GB", "Europe/Moscow");

// Intl parts groups by spaces that do not break.
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

test("counts are grouped as the language does it", () => {
  expect(plain(ru.count(12345))).toBe("12 345");
  expect(en.count(12345)).toBe("12,345");
});

test("shares are whole percents, and tenths where they are small", () => {
  expect(plain(ru.share(0.4226))).toBe("42 %");
  expect(plain(ru.share(0.0126))).toBe("1,3 %");
  expect(en.share(0.0126)).toBe("1.3%");
  expect(plain(ru.share(0))).toBe("0 %");
});

test("an interval names its unit once", () => {
  expect(plain(ru.interval(0.3266, 0.5222))).toBe("33–52 %");
  expect(plain(ru.interval(0.0042, 0.0311))).toBe("0,4–3,1 %");
  expect(en.interval(0.3266, 0.5222)).toBe("33–52%");
});

test("money is exact in tables and short in tiles", () => {
  expect(plain(ru.money(841_230_000, "RUB"))).toBe("8 412 300 ₽");
  expect(plain(ru.shortMoney(841_230_000, "RUB"))).toBe("8,4 млн ₽");
  expect(plain(ru.shortMoney(841_200, "RUB"))).toBe("8 412 ₽");
  expect(plain(ru.money(-150_000, "RUB"))).toBe("-1 500 ₽");
  expect(en.money(500, "JPY")).toBe("¥500");
});

test("durations have two units at most", () => {
  expect(ru.duration(45)).toBe("45 с");
  expect(ru.duration(59.6)).toBe("1 мин");
  expect(ru.duration(245)).toBe("4 мин");
  expect(ru.duration(3570)).toBe("1 ч");
  expect(ru.duration(4800)).toBe("1 ч 20 мин");
  expect(ru.duration(86_400)).toBe("1 дн");
  expect(ru.duration(3 * 86_400 + 4 * 3600)).toBe("3 дн 4 ч");
  expect(en.duration(4800)).toBe("1 h 20 min");
  expect(ru.duration(-90)).toBe("−2 мин");
});

test("times are those of the department's clock", () => {
  expect(ru.time(new Date("2026-11-26T06:05:00Z"))).toBe("09:05");
  expect(ru.clock(new Date("2026-11-26T06:05:07Z"))).toBe("09:05:07");
});

test("a range of days names the month once", () => {
  expect(plain(ru.range("2026-11-23", "2026-11-26")).replaceAll(" ", "")).toBe("23–26ноября");
  expect(ru.range("2026-11-26", "2026-11-26")).toBe("26 ноября");
});

test("a difference has its sign", () => {
  expect(ru.delta(6)).toBe("+6");
  expect(plain(en.delta(-3))).toBe("-3");
  expect(ru.delta(0)).toBe("0");
});

const evening = new Date("2026-03-02T20:30:00Z"); // 23:30 in Moscow

test("near days have names, by the department's midnight", () => {
  expect(ru.nearDay(new Date("2026-03-02T20:59:00Z"), evening)).toBe("сегодня");
  expect(ru.nearTime(new Date("2026-03-02T21:01:00Z"), evening)).toBe("завтра, 00:01");
  expect(ru.nearDay(new Date("2026-03-01T10:00:00Z"), evening)).toBe("вчера");
  expect(ru.nearDay(new Date("2026-03-06T10:00:00Z"), evening)).toBe("пт, 6 марта");
});

test("a wait is rounded down, to a minute at least", () => {
  const minute = 60_000;
  expect(plain(ru.wait(10_000))).toBe("1 мин");
  expect(plain(ru.wait(59.9 * minute))).toBe("59 мин");
  expect(plain(ru.wait(125 * minute))).toBe("2 ч");
  expect(plain(ru.wait(3.5 * 24 * 60 * minute))).toBe("3 дн.");
  expect(en.wait(8 * minute)).toBe("8 mins");
});
