import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";

import { leads } from "../../app/leads.ts";
import { useMayCall } from "../../app/may_call.ts";
import { fewAtOnce } from "../../ui/few_at_once.ts";
import { useFetched } from "../../ui/useFetched.ts";

const AT_ONCE = 6;

// The names of the clients of some leads, read one by one, by the lead's name.
export function useClients(of: readonly string[]): ReadonlyMap<string, string> {
  const mayCall = useMayCall();
  const names = [...new Set(of)];
  const key = mayCall(LeadService.method.getLead) && names.length > 0 ? names.join() : undefined;
  const { data } = useFetched(key, async (signal) => {
    const found = await fewAtOnce(names, AT_ONCE, (name) => leads.getLead({ name }, { signal }).catch(() => undefined));
    return new Map(names.flatMap((name, index) => (found[index]?.clientName ? [[name, found[index].clientName] as const] : [])));
  });
  return data ?? new Map();
}
