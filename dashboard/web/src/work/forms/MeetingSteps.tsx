import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Trans, useLingui } from "@lingui/react/macro";
import { Cancellation_Party, type Meeting, type Slot } from "@zamer/api/scheduling/v1/meeting_pb";
import { useState } from "react";

import { scheduling } from "../../app/api.ts";
import { cancelReasons } from "../../words/reasons.ts";
import { useDirectory } from "../data/directory.ts";
import { slotsInstead } from "../data/hold.ts";
import { useSubmission } from "../data/submission.ts";
import { Choice } from "../parts/Choice.tsx";
import { Form } from "../parts/Form.tsx";
import { SlotGrid, SlotPicker } from "../parts/SlotPicker.tsx";
import { useFormats } from "../words/words.ts";
import { ReasonChoice } from "./CloseLead.tsx";

// Moves a meeting: the old time is free at once, and the credit of who booked it stays.
export function MoveMeeting({ meeting, onDone }: { meeting: Meeting; onDone: () => void | Promise<void> }) {
  const { nameOf } = useDirectory();
  const formats = useFormats();
  const [slot, setSlot] = useState<Slot>();
  const submission = useSubmission(onDone);
  const send = () =>
    submission.submit(async (once) => {
      if (!slot) return;
      const { designer, startTime } = slot;
      await once(scheduling.rescheduleMeeting, { name: meeting.name, designer, startTime, etag: meeting.etag });
    });
  const instead = slotsInstead(submission.error);
  return (
    <Form submission={submission} onSubmit={send} action={<Trans>Перенести</Trans>} ready={slot !== undefined}>
      {meeting.startTime && <p className="soft"><Trans>Сейчас: {formats.nearTime(timestampDate(meeting.startTime))}, {nameOf(meeting.designer)}</Trans></p>}
      {slot?.startTime ? (
        <div className="held">
          <p><strong>{formats.nearTime(timestampDate(slot.startTime))}</strong><span>{nameOf(slot.designer)}</span></p>
          <button type="button" className="button" onClick={() => setSlot(undefined)}><Trans>Другое время</Trans></button>
        </div>
      ) : (
        <SlotPicker kind={meeting.kind} city={meeting.city} onPick={setSlot} />
      )}
      {instead.length > 0 && <SlotGrid slots={instead} withDay onPick={setSlot} />}
    </Form>
  );
}

export function CancelMeeting({ meeting, onDone }: { meeting: Meeting; onDone: () => void | Promise<void> }) {
  const { t } = useLingui();
  const [party, setParty] = useState(Cancellation_Party.CLIENT);
  const [reason, setReason] = useState<string>();
  const submission = useSubmission(onDone);
  const send = () =>
    submission.submit(
      async (once) =>
        void (await once(scheduling.cancelMeeting, { name: meeting.name, cancellation: { party, reason }, etag: meeting.etag })),
    );
  return (
    <Form submission={submission} onSubmit={send} action={<Trans>Отменить встречу</Trans>} ready={reason !== undefined} paths={["cancellation.reason"]}>
      <Choice
        label={<Trans>Кто отменил</Trans>}
        even
        options={[
          { value: Cancellation_Party.CLIENT, label: t`клиент` },
          { value: Cancellation_Party.DEPARTMENT, label: t`мы` },
        ]}
        value={party}
        onChange={setParty}
      />
      <ReasonChoice reasons={cancelReasons} value={reason} onChange={setReason} />
    </Form>
  );
}
