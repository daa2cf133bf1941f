import type { Lead } from "@zamer/api/lead/v1/lead_pb";
import type { WatchLeadsResponse } from "@zamer/api/lead/v1/lead_service_pb";
import { timestampMs } from "@bufbuild/protobuf/wkt";

export type LeadsByName = ReadonlyMap<string, Lead>;

// The leads after one more message of the stream.
export function withMessage(known: LeadsByName, { snapshot, leads, left }: WatchLeadsResponse): LeadsByName {
  const next = new Map(snapshot ? [] : known);
  for (const lead of leads) next.set(lead.name, lead);
  for (const name of left) next.delete(name);
  return next;
}

// Who waits longest comes first, then whose next step is nearest, then who has none.
export function inOrderOfWork(leads: Iterable<Lead>): Lead[] {
  return [...leads].sort((a, b) => placeOf(a) - placeOf(b) || a.name.localeCompare(b.name));
}

const WAITING_FIRST = -1e15;

function placeOf({ waitingSinceTime, nextStepTime }: Lead): number {
  if (waitingSinceTime) return WAITING_FIRST + timestampMs(waitingSinceTime);
  return nextStepTime ? timestampMs(nextStepTime) : Number.MAX_SAFE_INTEGER;
}
