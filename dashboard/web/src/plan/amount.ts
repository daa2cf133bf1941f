import { kpis } from "../catalogue.gen.ts";
import { readDecimal } from "../ui/decimal.ts";
import type { Goal } from "./goal.ts";

export type Kind = Goal["kind"];

// What can be planned, for whom: that which the person's own work brings about.
export const plannable: Record<"department" | "lead_manager" | "designer", readonly string[]> = {
  department: ["contracts", "revenue_net", "leads", "phones", "bookings", "meetings", "phone_rate", "booking_rate_of_phones", "show_rate", "close_rate"],
  lead_manager: ["bookings", "phones", "meetings", "message_to_phone", "booking_rate"],
  designer: ["contracts", "revenue_net", "meetings", "close_rate"],
};

export function kindOf(kpi: string): Kind {
  const unit = kpis[kpi]?.unit;
  return unit === "money" || unit === "share" ? unit : "count";
}

// What somebody typed, as a target: whole cases, minor units, or basis points. Nothing where it is no such amount.
export function readAmount(kind: Kind, text: string, minorOfUnit: number): number | undefined {
  const value = readDecimal(text.replace(/%\s*$/, ""));
  if (value === undefined) return undefined;
  const amount = kind === "count" ? value : Math.round(value * (kind === "money" ? minorOfUnit : 100));
  const most = kind === "share" ? 10_000 : 1e15;
  return Number.isInteger(amount) && amount >= 1 && amount <= most ? amount : undefined;
}

// A target as it would be typed.
export function writeAmount({ kind, target }: Goal, minorOfUnit: number): string {
  if (kind === "money") return String(target / minorOfUnit);
  return String(kind === "share" ? Math.round(target * 10_000) / 100 : target);
}
