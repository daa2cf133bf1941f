import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Meeting_Kind, Slot } from "@zamer/api/scheduling/v1/meeting_pb";
import { useState } from "react";

import { scheduling } from "../../app/api.ts";
import { useSession } from "../../app/session_context.ts";
import { startOfDay } from "../../time/wall.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { errorText } from "../../words/errors.ts";
import { useDirectory } from "../data/directory.ts";
import { emptyReasons } from "../words/meetings.ts";
import { useFormats, wordOf } from "../words/words.ts";

const DAYS = 14;
const MOST = 500;

interface SlotPickerProps {
  kind: Meeting_Kind;
  city: string;
  // Only this designer's.
  designer?: string;
  onPick: (slot: Slot) => void;
}

// The free times of one day at a time, as the client asks: "and on Thursday?"
export function SlotPicker({ kind, city, designer = "", onPick }: SlotPickerProps) {
  const { t } = useLingui();
  const { department: parent } = useSession();
  const { zone } = useDirectory();
  const formats = useFormats();
  const [day, setDay] = useState(0);
  const [today] = useState(() => new Date());
  const found = useFetched(`${kind} ${city} ${designer} ${day}`, (signal) =>
    scheduling.searchSlots(
      {
        parent,
        kind,
        city,
        designer,
        ...(day > 0 && { startTime: timestampFromDate(startOfDay(today, zone, day)) }),
        endTime: timestampFromDate(startOfDay(today, zone, day + 1)),
        pageSize: MOST,
      },
      { signal },
    ),
  );
  const answer = found.data;
  const next = answer?.nextSlot;
  return (
    <div className="slots">
      <div className="slot-days" role="group" aria-label={t`День`}>
        {Array.from({ length: DAYS }, (_, index) => (
          <button key={index} type="button" className="pick-button" aria-pressed={index === day} onClick={() => setDay(index)}>
            {index < 2 ? formats.nearDay(startOfDay(today, zone, index)) : formats.weekDay(startOfDay(today, zone, index))}
          </button>
        ))}
      </div>
      {found.error && !answer && <p className="form-error" role="alert">{errorText(found.error)}</p>}
      {answer && <SlotGrid slots={answer.slots} onPick={onPick} />}
      {answer && answer.slots.length === 0 && (
        <p className="soft">
          {wordOf(emptyReasons, answer.emptyReason)}{" "}
          {next?.startTime && (
            <button type="button" className="link-button" onClick={() => onPick(next)}>
              <Trans>Ближайшее: {formats.nearTime(timestampDate(next.startTime))}</Trans>
            </button>
          )}
        </p>
      )}
    </div>
  );
}

// Slots by their start; where several designers are free, the first in turn takes it.
export function SlotGrid({ slots, onPick, withDay = false }: { slots: Slot[]; onPick: (slot: Slot) => void; withDay?: boolean }) {
  const { nameOf } = useDirectory();
  const formats = useFormats();
  const starts = new Map<number, Slot>();
  for (const slot of slots) {
    const start = slot.startTime && timestampDate(slot.startTime).getTime();
    if (start !== undefined && !starts.has(start)) starts.set(start, slot);
  }
  return (
    <div className="slot-grid">
      {[...starts].map(([start, slot]) => (
        <button key={start} type="button" className="slot" onClick={() => onPick(slot)}>
          <strong>{withDay ? formats.nearTime(new Date(start)) : formats.time(new Date(start))}</strong>
          <span>{nameOf(slot.designer)}</span>
        </button>
      ))}
    </div>
  );
}
