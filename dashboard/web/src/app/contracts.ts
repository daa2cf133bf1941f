import { createClient } from "@connectrpc/connect";
import { ContractService } from "@zamer/api/contract/v1/contract_service_pb";

import { transport } from "./api.ts";

// Apart from the other clients: only those who sign contracts fetch the contract service's description.
export const contracts = createClient(ContractService, transport);
