import { contracts } from "../../app/contracts.ts";
import { allOf } from "./pages.ts";
import type { Papers } from "./papers.ts";

// Of a department, or of one client.
export async function readPapers(parent: string, signal: AbortSignal, lead = ""): Promise<Papers> {
  const asked = { parent, lead, pageSize: 1000 };
  const [estimates, signed] = await Promise.all([
    allOf((pageToken) => contracts.listEstimates({ ...asked, pageToken }, { signal }), (page) => page.estimates),
    allOf((pageToken) => contracts.listContracts({ ...asked, pageToken }, { signal }), (page) => page.contracts),
  ]);
  return { estimates, contracts: signed };
}
