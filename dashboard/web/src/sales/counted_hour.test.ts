import { create } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { CoverageSchema } from "@zamer/api/scheduling/v1/scheduling_service_pb";
import { describe, expect, it } from "vitest";

import { countedHour } from "./counted_hour.ts";

const at = (time: string) => new Date(`2026-03-02T${time}:00+03:00`);
const startTime = (time: string) => timestampFromDate(at(time));

const coverage = create(CoverageSchema, {
  hours: [
    { startTime: startTime("09:30"), leadManagers: 1, required: 2 },
    { startTime: startTime("10:00"), leadManagers: 2, required: 2 },
    { startTime: startTime("11:00"), leadManagers: 0, required: 2 },
  ],
  leadManagers: [
    { employee: "anna", hours: [0, 1] },
    { employee: "boris", hours: [1] },
  ],
});

describe("an hour of the coverage", () => {
  it.each([
    ["09:30", ["anna"]],
    ["10:00", ["anna", "boris"]],
    ["11:00", []],
  ])("that starts at %s counts whom the service names", (time, employees) => {
    expect(countedHour(coverage, at(time))).toEqual({ start: at(time), leadManagers: employees.length, required: 2, employees });
  });

  it.each(["09:00", "09:31", "12:00"])("at %s is none when no opening hour starts then", (time) => {
    expect(countedHour(coverage, at(time))).toBeUndefined();
  });
});
