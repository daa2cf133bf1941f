import type { Fetched } from "./useFetched.ts";

export type Read = Pick<Fetched<unknown>, "readAt" | "error" | "asked">;

// What stands on several answers is as old as the oldest of them. Undefined until each that is asked for has come.
export function readAtOf(reads: readonly Read[]): Date | undefined {
  const times = reads.flatMap(({ asked, readAt }) => (asked ? [readAt?.getTime() ?? Number.NaN] : []));
  const oldest = Math.min(...times);
  return Number.isFinite(oldest) ? new Date(oldest) : undefined;
}

// Those that could not be read anew.
export function failedOf(reads: readonly Read[]): Read[] {
  return reads.filter(({ error }) => error !== undefined);
}
