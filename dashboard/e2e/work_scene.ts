// The page as it is shipped, in a browser, over a small department: what the tests of the work pages stand on.
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import type { Transport } from "@connectrpc/connect";
import { leadClient, newRequestId, Positions, schedulingClient } from "@zamer/api";
import type { Lead } from "@zamer/api/lead/v1/lead_pb";
import { type Meeting, Meeting_Kind } from "@zamer/api/scheduling/v1/meeting_pb";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { openDepartment } from "../examples/department.js";
import { transportTo } from "./calls.js";
import type { Look } from "./screens.js";
import { type Stage, theStage } from "./stage.js";

export const DEPARTMENT = "departments/d1";
const ROLES = { anna: "LEAD_MANAGER", olga: "OFFICE_MANAGER", daria: "DESIGNER", vera: "SALES_HEAD" } as const;
export type Person = keyof typeof ROLES;

export const pathOf = (lead: Lead) => `/leads/${lead.name.split("/").at(-1)}`;
export const phoneOf = (number: number) => `+7912000${String(number).padStart(4, "0")}`;

let scene: Promise<WorkScene> | undefined;

// One for all files of tests, as the stage is.
export function workScene(): Promise<WorkScene> {
  return (scene ??= WorkScene.open());
}

export class WorkScene {
  // While it is set, interactions are logged and the answers lost, as on a bad network.
  losesAnswers = false;
  // How many clients have enquired; the last one's number in `phoneOf`.
  enquiries = 0;
  readonly #positions = new Positions();

  private constructor(private readonly stage: Stage) {}

  // For `workScene`.
  static async open(): Promise<WorkScene> {
    const stage = await theStage();
    await openDepartment(stage.cluster);
    for (const person of Object.keys(ROLES)) stage.cluster.addLogin("d1", person);
    return new WorkScene(stage);
  }

  // A page of a person who has signed in, as on a phone unless said otherwise.
  async page(person: Person, path: string, look: Look = {}): Promise<Page> {
    const context = await this.stage.screens.context({ department: "d1", login: person }, { width: 390, ...look });
    await context.route(/\/LogInteraction$/, async (route) => {
      if (!this.losesAnswers) return route.continue();
      await route.fetch();
      await route.abort();
    });
    const page = await this.stage.screens.show(context, path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    return page;
  }

  // From now on the network is bad, until `clear`.
  loseAnswers(): void {
    this.losesAnswers = true;
    this.stage.screens.forgiving = true;
  }

  async clear(): Promise<void> {
    this.losesAnswers = false;
    await this.stage.screens.clear();
  }

  // An enquiry of somebody new, by a messenger or with a phone. It is Anna's.
  async enquiry(clientName: string, { phone = false } = {}): Promise<Lead> {
    const number = ++this.enquiries;
    const contact = phone ? { phones: [{ raw: phoneOf(number) }] } : { externalIdentities: [{ channel: `${DEPARTMENT}/channels/vk`, externalId: `u${number}` }] };
    const lead = await this.leads("services/gateway").createLead({
      parent: DEPARTMENT,
      lead: { clientName, city: "Тверь", ...contact },
      text: "Хочу кухню, угловую",
      requestId: newRequestId(),
    });
    expect(lead.owner).toBe(`${DEPARTMENT}/employees/anna`);
    return lead;
  }

  // A meeting of Daria's with the client: at some free time, or at one that may have begun already.
  async book(lead: Lead, start?: Date): Promise<Meeting> {
    const designer = `${DEPARTMENT}/employees/daria`;
    const { slots } = await this.scheduling().searchSlots({ parent: DEPARTMENT, kind: Meeting_Kind.ONLINE, designer });
    const at = start ? timestampFromDate(start) : slots[20]?.startTime;
    return this.scheduling().bookMeeting({
      parent: DEPARTMENT,
      what: { case: "meeting", value: { lead: lead.name, kind: Meeting_Kind.ONLINE, designer, startTime: at } },
      ...(start && { occurredTime: timestampFromDate(new Date(start.getTime() - 5 * 3_600_000)) }),
      requestId: newRequestId(),
    });
  }

  // The services past the page, to prepare and to look.
  leads(subject: Person | "services/gateway" = "anna") {
    return leadClient(this.#transport("lead", subject));
  }
  scheduling(subject: Person = "anna") {
    return schedulingClient(this.#transport("scheduling", subject));
  }

  #transport(service: "lead" | "scheduling", subject: Person | "services/gateway"): Transport {
    const { cluster } = this.stage;
    const token = subject === "services/gateway" ? cluster.token("*", subject, "SERVICE") : cluster.token("d1", subject, ROLES[subject]);
    return transportTo(cluster, service, token, this.#positions);
  }
}
