import { expect, it } from "vitest";
import { LeadService } from "../src/gen/zamer/lead/v1/lead_service_pb.js";
import { SchedulingService } from "../src/gen/zamer/scheduling/v1/scheduling_service_pb.js";
import { mayCall } from "../src/index.js";

it("knows who may call what, from the API itself", () => {
  expect(mayCall(LeadService.method.capturePhone, ["LEAD_MANAGER"])).toBe(true);
  expect(mayCall(LeadService.method.assignLead, ["LEAD_MANAGER"])).toBe(false);
  expect(mayCall(LeadService.method.assignLead, ["LEAD_MANAGER", "SALES_HEAD"])).toBe(true);
  expect(mayCall(SchedulingService.method.recordOutcome, ["LEAD_MANAGER"])).toBe(false);
  expect(mayCall(SchedulingService.method.recordOutcome, [])).toBe(false);
});
