import { mayCall } from "@zamer/api";
import { MetricsService } from "@zamer/api/metrics/v1/metrics_service_pb";
import { SchedulingService } from "@zamer/api/scheduling/v1/scheduling_service_pb";
import { Role } from "@zamer/api/type/v1/role_pb";
import { expect, test } from "vitest";

import { WORKERS } from "../work/routes.tsx";
import { WATCHERS } from "./routes.tsx";

const roles = Object.keys(Role).filter((name) => Number.isNaN(Number(name)) && name !== "ROLE_UNSPECIFIED");

test("the page is offered to those people who may make the calls it cannot do without, but to who sees only his own numbers on his own page", () => {
  const needed = [MetricsService.method.watchBoard, MetricsService.method.listCases, SchedulingService.method.getDepartment, SchedulingService.method.listEmployees];
  const able = roles.filter((role) => needed.every((method) => mayCall(method, [role])));
  expect(able.filter((role) => role !== "SERVICE").sort()).toEqual([...WATCHERS, ...WORKERS].sort());
});
