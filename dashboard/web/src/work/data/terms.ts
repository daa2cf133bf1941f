import type { Department } from "@zamer/api/scheduling/v1/department_pb";

// How a department signs: shares in basis points. A department that says nothing has those of department.proto.
export interface Terms {
  prepaidShareBps: number;
  discountLimitBps: number;
}

export function termsOf({ settings }: Department): Terms {
  return { prepaidShareBps: settings?.prepaidShareBps ?? 5000, discountLimitBps: settings?.designerDiscountLimitBps ?? 1000 };
}
