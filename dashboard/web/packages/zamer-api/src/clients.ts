// A client for each service. Separate functions, so that a page ships only the services it calls.
import { createClient, type Client, type Transport } from "@connectrpc/connect";
import { ContractService } from "./gen/zamer/contract/v1/contract_service_pb.js";
import { LeadService } from "./gen/zamer/lead/v1/lead_service_pb.js";
import { MetricsService } from "./gen/zamer/metrics/v1/metrics_service_pb.js";
import { SchedulingService } from "./gen/zamer/scheduling/v1/scheduling_service_pb.js";

export type { Client };

export const leadClient = (transport: Transport): Client<typeof LeadService> => createClient(LeadService, transport);

export const schedulingClient = (transport: Transport): Client<typeof SchedulingService> =>
  createClient(SchedulingService, transport);

export const contractClient = (transport: Transport): Client<typeof ContractService> =>
  createClient(ContractService, transport);

export const metricsClient = (transport: Transport): Client<typeof MetricsService> =>
  createClient(MetricsService, transport);
