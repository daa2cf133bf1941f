import { mayCall } from "@zamer/api";
import { MetricsService } from "@zamer/api/metrics/v1/metrics_service_pb";
import { Role } from "@zamer/api/type/v1/role_pb";
import { expect, test } from "vitest";

import { PLANNERS } from "./routes.tsx";

test("the plan is offered to those who may set targets, and to nobody else", () => {
  const able = Object.keys(Role).filter((role) => mayCall(MetricsService.method.setTarget, [role]));
  expect(able).toEqual(PLANNERS);
});
