import type { Department } from "@zamer/api/scheduling/v1/department_pb";

import { seconds } from "./value.ts";

const DEFAULT = 300;
const HOUR = 3600;
const SIXTY_DAYS = 60 * 24 * HOUR;

// Within how many seconds a lead must get its first answer.
export function limitOf({ settings }: Department): number {
  return seconds(settings?.firstResponseLimit) ?? DEFAULT;
}

// Whether a duration counts as within the limit. The metrics service keeps durations rounded down: to a second below an
// hour, to a minute below sixty days, to an hour above.
export function isWithin(limit: number, duration: number): boolean {
  const step = duration < HOUR ? 1 : duration < SIXTY_DAYS ? 60 : HOUR;
  return duration - (duration % step) <= Math.floor(limit);
}
