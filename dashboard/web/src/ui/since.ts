import type { Formats } from "./format.ts";

const HALF_A_DAY = 12 * 3_600_000;

// A time of yesterday says its day, or it would be read as one of today.
export function sinceText(since: Date, now: number, formats: Formats): string {
  return now - since.getTime() < HALF_A_DAY ? formats.time(since) : formats.instant(since);
}
