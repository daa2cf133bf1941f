import { createClient } from "@connectrpc/connect";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";

import { transport } from "./api.ts";

// Apart from the other clients: the first look at the numbers goes without the lead service's description.
export const leads = createClient(LeadService, transport);
