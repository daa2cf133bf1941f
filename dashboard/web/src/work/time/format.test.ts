import { describe, expect, it } from "vitest";

import { formatsOf } from "./format.ts";

const now = () => new Date("2026-03-02T20:30:00Z"); // 23:30 in Moscow
const moscow = formatsOf("ru-RU", "Europe/Moscow", now);

describe("times in words", () => {
  it("are those of the department's clocks", () => {
    expect(moscow.clock(new Date("2026-03-02T06:05:00Z"))).toBe("09:05");
  });

  it("name the near days, by the department's midnight", () => {
    expect(moscow.day(new Date("2026-03-02T20:59:00Z"))).toBe("сегодня");
    expect(moscow.dayClock(new Date("2026-03-02T21:01:00Z"))).toBe("завтра, 00:01");
    expect(moscow.day(new Date("2026-03-01T10:00:00Z"))).toBe("вчера");
    expect(moscow.day(new Date("2026-03-06T10:00:00Z"))).toBe("пт, 6 марта");
  });

  it("round lengths down, to a minute at least", () => {
    const minute = 60_000;
    expect(moscow.length(10_000)).toBe("1 мин");
    expect(moscow.length(59.9 * minute)).toBe("59 мин");
    expect(moscow.length(125 * minute)).toBe("2 ч");
    expect(moscow.length(3.5 * 24 * 60 * minute)).toBe("3 дн.");
    expect(formatsOf("en-GB", "UTC", now).length(8 * minute)).toBe("8 mins");
  });
});
