import type { FocusEntry } from "@zamer/api/lead/v1/focus_pb";

// What the day will bring, each lead once: of what the service says when asked further (`ahead`), all but what is to do
// now (`due`).
export function laterOf(due: FocusEntry[], ahead: FocusEntry[]): FocusEntry[] {
  const names = new Set(due.map(({ lead }) => lead?.name));
  return ahead.filter(({ lead }) => !names.has(lead?.name));
}
