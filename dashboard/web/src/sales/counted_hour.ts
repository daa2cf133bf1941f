import { timestampDate } from "@bufbuild/protobuf/wkt";
import type { Coverage } from "@zamer/api/scheduling/v1/scheduling_service_pb";

// An hour of the coverage, and whom it counts.
export interface CountedHour {
  start: Date;
  leadManagers: number;
  required: number;
  // Their names.
  employees: string[];
}

export function countedHour({ hours, leadManagers }: Coverage, start: Date): CountedHour | undefined {
  const place = hours.findIndex(({ startTime }) => startTime && timestampDate(startTime).getTime() === start.getTime());
  const hour = hours[place];
  if (!hour) return undefined;
  const employees = leadManagers.filter((each) => each.hours.includes(place)).map(({ employee }) => employee);
  return { start, leadManagers: hour.leadManagers, required: hour.required, employees };
}
