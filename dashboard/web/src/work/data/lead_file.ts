import { mayCall } from "@zamer/api";
import { ContractService } from "@zamer/api/contract/v1/contract_service_pb";
import { type Interaction, type Lead, Lead_State } from "@zamer/api/lead/v1/lead_pb";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";
import type { LeadEvent } from "@zamer/api/lead/v1/lead_events_pb";
import type { Meeting } from "@zamer/api/scheduling/v1/meeting_pb";

import { scheduling } from "../../app/api.ts";
import { leads } from "../../app/leads.ts";
import type { Session } from "../../app/session.ts";
import { allOf } from "./pages.ts";
import { noPapers, type Papers } from "./papers.ts";
import { readPapers } from "./read_papers.ts";

const CLOSED = [Lead_State.CONTRACT_SIGNED, Lead_State.IN_PRODUCTION, Lead_State.LOST, Lead_State.DISQUALIFIED, Lead_State.MERGED];

// All that is known of a lead: the record, what happened, what was said, the meetings.
export interface LeadFile {
  lead: Lead;
  // Oldest first.
  events: LeadEvent[];
  interactions: ReadonlyMap<string, Interaction>;
  meetings: Meeting[];
  papers: Papers;
}

export async function readLeadFile(name: string, session: Session, signal: AbortSignal): Promise<LeadFile> {
  const options = { signal };
  const may = (method: keyof typeof LeadService.method) => mayCall(LeadService.method[method], session.roles);
  const [lead, events, interactions, meetings, papers] = await Promise.all([
    leads.getLead({ name }, options),
    may("listTimeline") ? allOf((pageToken) => leads.listTimeline({ parent: name, pageSize: 1000, pageToken }, options), (page) => page.events) : [],
    may("listInteractions")
      ? allOf((pageToken) => leads.listInteractions({ parent: name, pageSize: 1000, pageToken }, options), (page) => page.interactions)
      : [],
    allOf(
      (pageToken) => scheduling.listMeetings({ parent: session.department, lead: name, pageSize: 1000, pageToken }, options),
      (page) => page.meetings,
    ),
    mayCall(ContractService.method.listContracts, session.roles) ? readPapers(session.department, signal, name) : noPapers,
  ]);
  return { lead, events, interactions: new Map(interactions.map((one) => [one.interactionId, one])), meetings, papers };
}

// Whether there is still something to do with the client.
export function isOpen({ state }: Lead): boolean {
  return !CLOSED.includes(state);
}
