import { Code, ConnectError } from "@connectrpc/connect";

import type { Alert } from "./fires.ts";

const FORBIDDEN = 403;

// What the edge keeps of Alertmanager's alerts; none where there is no Alertmanager.
export async function readAlerts(signal: AbortSignal): Promise<Alert[]> {
  const response = await fetch("/alerts", { signal, headers: { accept: "application/json" } });
  if (response.ok) return (await response.json()) as Alert[];
  throw new ConnectError(`/alerts: ${response.status}`, response.status === FORBIDDEN ? Code.PermissionDenied : Code.Unavailable);
}
