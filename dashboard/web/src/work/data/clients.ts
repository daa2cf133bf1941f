import type { Lead } from "@zamer/api/lead/v1/lead_pb";

import { leads } from "../../app/leads.ts";
import { fewAtOnce } from "../../ui/few_at_once.ts";

const AT_ONCE = 6;

// The clients that meetings or papers are about, by the name of their lead.
export async function clientsOf(about: readonly { lead: string }[], signal: AbortSignal): Promise<ReadonlyMap<string, Lead>> {
  const names = [...new Set(about.map(({ lead }) => lead))];
  const found = await fewAtOnce(names, AT_ONCE, (name) => leads.getLead({ name }, { signal }));
  return new Map(names.map((name, index) => [name, found[index]!]));
}
