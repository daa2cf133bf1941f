// Calls past the edge, as servers make them.
import type { Transport } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { bearerToken, type Positions, zamerInterceptors } from "@zamer/api";
import type { Cluster, Service } from "./cluster.js";

// `positions`: one for all transports of somebody who reads what he wrote.
export function transportTo(cluster: Cluster, service: Service, token: string, positions: Positions): Transport {
  const interceptors = zamerInterceptors({ positions, interceptors: [bearerToken(() => token)] });
  return createGrpcTransport({ baseUrl: cluster.serviceUrl(service), interceptors, defaultTimeoutMs: 10_000 });
}
