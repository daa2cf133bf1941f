// What the simulator never tells of: what is left undone, and what another program knew of the past.
import type { Transport } from "@connectrpc/connect";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { contractClient, leadClient, newRequestId, schedulingClient } from "@zamer/api";
import { Interaction_Direction, Interaction_Kind, type Lead, Lead_State } from "@zamer/api/lead/v1/lead_pb";
import { EmployeeDroppedOut_Cause } from "@zamer/api/scheduling/v1/scheduling_events_pb";
import { type Meeting, Meeting_Kind, Outcome_Result } from "@zamer/api/scheduling/v1/meeting_pb";
import { Role } from "@zamer/api/type/v1/role_pb";
import type { Clock } from "./clock.js";

const parent = "departments/demo";
const VK = `${parent}/channels/vk`;
const HOUR = 3_600_000;

export class Doings {
  readonly #leads;
  readonly #scheduling;
  readonly #contracts;
  #people = 0;

  constructor(
    transportTo: (service: "lead" | "scheduling" | "contract") => Transport,
    private readonly clock: Clock,
  ) {
    this.#leads = leadClient(transportTo("lead"));
    this.#scheduling = schedulingClient(transportTo("scheduling"));
    this.#contracts = contractClient(transportTo("contract"));
  }

  async leaveUndone(): Promise<void> {
    // With an hour between shifts, or one would go on into the next.
    for (const manager of ["anna", "boris", "vera"]) await this.#hire(manager, Role.LEAD_MANAGER, 23);
    await this.#hire("daria", Role.DESIGNER, 24);
    await this.#enquire();
    await this.#putOff();
    await this.#giveUpTooEarly();
    await this.#loseBeforeAndAfterAMeeting();
    await this.#bother();
    await this.#forgetAFollowUp();
    await this.#dropOut();
    await this.#importHistory();
    await this.#wantCheckIns();
  }

  async beginTheDay(): Promise<void> {
    await this.#scheduling.checkIn({ name: employeeOf("anna"), requestId: newRequestId() });
    for (const phone of [undefined, this.#phone()]) {
      await this.#leads.recordVisit({ parent, visit: { city: "Тверь" }, ...(phone && { phone }), requestId: newRequestId() });
    }
    const cities = [{ name: `${parent}/cities/tver`, displayName: "Тверь", population: 400_000n }];
    await this.#leads.importCities({ parent, cities, requestId: newRequestId() });
    const { name } = await this.#enquire();
    await this.#leads.capturePhone({ name, phone: this.#phone(), requestId: newRequestId() });
  }

  async #hire(employeeId: string, role: Role, hours: number): Promise<void> {
    const weeklyShifts = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: hours * 60 }));
    const employee = { displayName: employeeId, roles: [role], weeklyShifts };
    await this.#scheduling.createEmployee({ parent, employeeId, employee, requestId: newRequestId() });
  }

  async #enquire(): Promise<Lead> {
    const lead = { externalIdentities: [{ channel: VK, externalId: `truth-${++this.#people}` }], city: "Тверь" };
    return this.#leads.createLead({ parent, lead, touch: { channel: VK }, requestId: newRequestId() });
  }

  async #putOff(): Promise<void> {
    const { name } = await this.#enquire();
    await this.#leads.nurtureLead({ name, untilTime: this.#in(9 * 24 * HOUR), requestId: newRequestId() });
  }

  async #giveUpTooEarly(): Promise<void> {
    const { name } = await this.#enquire();
    await this.#leads.loseLead({ name, reason: "unreachable", requestId: newRequestId() });
  }

  async #loseBeforeAndAfterAMeeting(): Promise<void> {
    const before = await this.#bookHoursAgo(3);
    const after = await this.#bookHoursAgo(5);
    const outcome = { result: Outcome_Result.THINKING };
    await this.#scheduling.recordOutcome({ name: after.name, what: { case: "outcome", value: outcome }, requestId: newRequestId() });
    for (const { lead } of [before, after]) {
      await this.#leads.loseLead({ name: lead, reason: "price", requestId: newRequestId() });
    }
    const missed = await this.#bookHoursAgo(7);
    await this.#scheduling.recordOutcome({ name: missed.name, what: { case: "noShow", value: { byDesigner: true } }, requestId: newRequestId() });
  }

  // A meeting that began so many hours ago, told afterwards.
  async #bookHoursAgo(hours: number): Promise<Meeting> {
    const { name: lead } = await this.#enquire();
    await this.#leads.capturePhone({ name: lead, phone: this.#phone(), requestId: newRequestId() });
    const start = Math.floor(this.clock.now / HOUR - hours) * HOUR;
    const meeting = { lead, kind: Meeting_Kind.ONLINE, designer: employeeOf("daria"), startTime: timestampFromMs(start) };
    const occurredTime = timestampFromMs(start - 5 * HOUR);
    return this.#scheduling.bookMeeting({ parent, what: { case: "meeting", value: meeting }, occurredTime, requestId: newRequestId() });
  }

  async #bother(): Promise<void> {
    const { name } = await this.#enquire();
    await this.#leads.setDoNotContact({ name, doNotContact: true, requestId: newRequestId() });
    const interaction = { kind: Interaction_Kind.MESSAGE, direction: Interaction_Direction.OUTBOUND };
    await this.#leads.logInteraction({ parent: name, interaction, requestId: newRequestId() });
  }

  async #forgetAFollowUp(): Promise<void> {
    const { name } = await this.#enquire();
    const followUp = { dueTime: this.#in(HOUR / 12) };
    const { followUps } = await this.#leads.scheduleFollowUp({ parent: name, followUp, requestId: newRequestId() });
    const followUpId = followUps[0]!.followUpId;
    await this.#leads.completeFollowUp({ name, followUpId, next: followUp, requestId: newRequestId() });
  }

  async #dropOut(): Promise<void> {
    const boris = employeeOf("boris");
    const { name } = await this.#enquire();
    await this.#leads.assignLead({ name, owner: boris, requestId: newRequestId() });
    await this.#scheduling.dropOut({ name: boris, cause: EmployeeDroppedOut_Cause.SICK, endTime: this.#in(9 * 24 * HOUR), requestId: newRequestId() });
  }

  // A lead of which neither phone nor meeting is known, called before it came, with a contract without day and total.
  async #importHistory(): Promise<void> {
    const arrived = -5 * 24 * HOUR;
    const lead = {
      personId: "p1",
      rowId: "r1",
      touch: { channel: VK, time: this.#in(arrived) },
      state: Lead_State.IN_CORRESPONDENCE,
      phoneUnknown: true,
      meetingUnknown: true,
    };
    const call = {
      externalId: "c1",
      kind: Interaction_Kind.CALL,
      direction: Interaction_Direction.OUTBOUND,
      occurredTime: this.#in(arrived - HOUR),
      talkDuration: { seconds: 60n },
    };
    const rows = [{ row: { case: "lead", value: lead } }, { row: { case: "interaction", value: { personId: "p1", interaction: call } } }] as const;
    const { results } = await this.#leads.importHistory({ parent, system: "old", rows: [...rows], requestId: newRequestId() });
    await this.#contracts.importContracts({ parent, system: "old", rows: [{ rowId: "k1", lead: results[0]!.lead }], requestId: newRequestId() });
  }

  // From now on who has a shift must say that he has come, and there should be more of them than there are.
  async #wantCheckIns(): Promise<void> {
    await this.#scheduling.updateDepartment({
      department: { name: parent, settings: { requireCheckIn: true, requiredLeadManagers: 90 } },
      updateMask: { paths: ["settings.require_check_in", "settings.required_lead_managers"] },
      requestId: newRequestId(),
    });
  }

  #phone(): { raw: string } {
    return { raw: `+7912000${String(++this.#people).padStart(4, "0")}` };
  }

  #in(milliseconds: number) {
    return timestampFromMs(this.clock.now + milliseconds);
  }
}

const employeeOf = (id: string) => `${parent}/employees/${id}`;
