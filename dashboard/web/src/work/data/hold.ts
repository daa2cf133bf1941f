import { newRequestId, readError, type ZamerError } from "@zamer/api";
import { Cancellation_Party, type Meeting, type Meeting_Kind, Meeting_State, type Slot } from "@zamer/api/scheduling/v1/meeting_pb";
import { SearchSlotsResponseSchema } from "@zamer/api/scheduling/v1/scheduling_service_pb";
import { useEffect, useRef, useState } from "react";

import { scheduling } from "../../app/api.ts";

export interface Wish {
  parent: string;
  lead: string;
  kind: Meeting_Kind;
  city: string;
}

export interface Holding {
  held: Meeting | undefined;
  error: ZamerError | undefined;
  // Keeps the slot for this client, in place of the one that was held before.
  hold(slot: Slot): Promise<void>;
  // Lets it go.
  release(): void;
  // The booking has taken its place: there is nothing to let go any more.
  keep(): void;
}

// Keeps a slot while the client is on the phone, and gives it back when the form is left without a booking.
export function useHold(wish: Wish): Holding {
  const [held, setHeld] = useState<Meeting>();
  const [error, setError] = useState<ZamerError>();
  const current = useRef<Meeting>(undefined);
  const left = useRef(false);

  const set = (meeting: Meeting | undefined): void => {
    if (current.current) giveBack(current.current);
    current.current = meeting;
    setHeld(meeting);
  };
  const hold = async ({ designer, startTime }: Slot): Promise<void> => {
    set(undefined);
    setError(undefined);
    const { parent, ...meeting } = wish;
    try {
      const answer = await scheduling.holdSlot({ parent, meeting: { ...meeting, designer, startTime }, requestId: newRequestId() });
      if (left.current) giveBack(answer);
      else set(answer);
    } catch (caught) {
      setError(readError(caught));
    }
  };
  useEffect(() => {
    left.current = false;
    return () => {
      left.current = true;
      if (current.current) giveBack(current.current);
      current.current = undefined;
    };
  }, []);
  const keep = (): void => void (current.current = undefined);
  return { held, error, hold, release: () => set(undefined), keep };
}

// A hold that nobody lets go runs out by itself, so it is no matter if this fails.
function giveBack(meeting: Meeting): void {
  if (meeting.state !== Meeting_State.HOLD) return;
  const cancellation = { party: Cancellation_Party.DEPARTMENT };
  scheduling.cancelMeeting({ name: meeting.name, cancellation, requestId: newRequestId() }).catch(() => undefined);
}

// The slots that the service offers instead of one that is gone.
export function slotsInstead(error: ZamerError | undefined): Slot[] {
  return error?.cause.findDetails(SearchSlotsResponseSchema).flatMap(({ slots }) => slots) ?? [];
}
