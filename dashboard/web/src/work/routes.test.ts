import { mayCall } from "@zamer/api";
import { ContractService } from "@zamer/api/contract/v1/contract_service_pb";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";
import { MetricsService } from "@zamer/api/metrics/v1/metrics_service_pb";
import { SchedulingService } from "@zamer/api/scheduling/v1/scheduling_service_pb";
import { Role } from "@zamer/api/type/v1/role_pb";
import { expect, test } from "vitest";

import { READERS, SIGNERS, WORKERS } from "./routes.tsx";

const people = Object.keys(Role).filter((name) => Number.isNaN(Number(name)) && name !== "ROLE_UNSPECIFIED" && name !== "SERVICE");

test("a lead and the meetings are offered to those who may read them, and to nobody else", () => {
  const able = people.filter((role) => mayCall(LeadService.method.getLead, [role]) && mayCall(SchedulingService.method.listMeetings, [role]));
  expect(able.sort()).toEqual([...READERS].sort());
});

test("contracts are offered to those who may sign them, and to nobody else", () => {
  const able = people.filter((role) => mayCall(ContractService.method.signContract, [role]) && mayCall(ContractService.method.listContracts, [role]));
  expect(able.sort()).toEqual([...SIGNERS].sort());
});

test("those who have the work pages may make their calls", () => {
  const { watchFocus, listLeads, logInteraction, countLeads } = LeadService.method;
  const { queryKpis, listCases, listTargets } = MetricsService.method;
  const needed = [watchFocus, listLeads, logInteraction, countLeads, queryKpis, listCases, listTargets];
  for (const role of WORKERS) expect(needed.every((method) => mayCall(method, [role]))).toBe(true);
});
