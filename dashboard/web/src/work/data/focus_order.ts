import { type FocusEntry, FocusEntry_Reason } from "@zamer/api/lead/v1/focus_pb";

export interface FocusLists {
  now: FocusEntry[];
  later: FocusEntry[];
}

// What is to do now and what the day will bring, each lead once. `due` is what the service says is due, `ahead` what it
// says when asked further. A client who waits for an answer is to be answered now, not when the time for it is over; the
// rest of what is ahead can wait.
export function focusLists(due: FocusEntry[], ahead: FocusEntry[]): FocusLists {
  const waiting = ahead.filter(({ reason }) => reason === FocusEntry_Reason.ANSWER);
  const now = [...waiting, ...without(due, waiting)];
  return { now, later: without(ahead, now) };
}

function without(entries: FocusEntry[], others: FocusEntry[]): FocusEntry[] {
  const names = new Set(others.map(({ lead }) => lead?.name));
  return entries.filter(({ lead }) => !names.has(lead?.name));
}
