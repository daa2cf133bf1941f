import { t } from "@lingui/core/macro";

import { reasonText } from "../words/reasons.ts";
import type { Sales } from "./SalesContext.tsx";
import type { Group } from "./view.ts";
import { splitName } from "./words.ts";

// What a group of cases is called, and by what it is told apart.
export function groupName(group: Group, value: string, nameOf: Sales["nameOf"]): string {
  return group === "loss_reason" ? lossReasonText(value) : nameOf(group, value);
}

export function groupKind(group: Group): string {
  return group === "loss_reason" ? t`причина` : splitName(group);
}

export function lossReasonText(code: string): string {
  return code === "" ? t`не указана` : reasonText(code);
}
