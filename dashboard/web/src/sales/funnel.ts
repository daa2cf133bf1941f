import { type Step, steps } from "./view.ts";

// The KPI that counts what a step of the funnel counts.
export const stepKpi: Record<Step, string> = {
  leads: "leads",
  phones: "phones",
  bookings: "bookings",
  meetings_held: "meetings_held",
  contracts: "leads_with_contract",
  hand_overs: "leads_handed_over",
};

// Of what a step is a share: of the step before or of all leads.
const wholes = ["previous", "leads"] as const;
export type Whole = (typeof wholes)[number];

export interface StepShare {
  step: Step;
  of: Whole;
}

// What a step's share is called in the address and on the page.
export function stepShareId({ step, of }: StepShare): string {
  return `funnel_${step}_of_${of}`;
}

export function readStepShare(id: string): StepShare | undefined {
  const all = steps.slice(1).flatMap((step) => wholes.map((of) => ({ step, of })));
  return all.find((each) => stepShareId(each) === id);
}
