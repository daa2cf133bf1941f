import { timestampFromDate } from "@bufbuild/protobuf/wkt";

import { addDays, type Period, startOfDay } from "../../sales/period.ts";

// Of the leads of one person, those that came in some days.
export function arrivedIn({ start, end }: Period, { department, employee, zone }: { department: string; employee: string; zone: string }) {
  return {
    parent: department,
    owner: employee,
    arriveStartTime: timestampFromDate(startOfDay(zone, start)),
    arriveEndTime: timestampFromDate(startOfDay(zone, addDays(end, 1))),
  };
}
