import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Trans } from "@lingui/react/macro";
import type { Lead } from "@zamer/api/lead/v1/lead_pb";
import { Meeting_Kind } from "@zamer/api/scheduling/v1/meeting_pb";
import { useState } from "react";

import { scheduling } from "../../app/api.ts";
import { useSession } from "../../app/session_context.ts";
import { errorText } from "../../words/errors.ts";
import { useDirectory } from "../data/directory.ts";
import { type Holding, slotsInstead, useHold } from "../data/hold.ts";
import { useSubmission } from "../data/submission.ts";
import { Choice } from "../parts/Choice.tsx";
import { Input, Text } from "../parts/Field.tsx";
import { Form } from "../parts/Form.tsx";
import { SlotGrid, SlotPicker } from "../parts/SlotPicker.tsx";
import { meetingKinds } from "../words/meetings.ts";
import { useFormats, wordOf } from "../words/words.ts";

const KINDS = [Meeting_Kind.ON_SITE, Meeting_Kind.SHOWROOM, Meeting_Kind.ONLINE];

// Books a meeting: a tap on a time holds it, and the rest is asked while nobody else can take it.
export function BookMeeting({ lead, onDone }: { lead: Lead; onDone: () => void | Promise<void> }) {
  const { department: parent } = useSession();
  const [kind, setKind] = useState(Meeting_Kind.ON_SITE);
  const [city, setCity] = useState(lead.city);
  const [address, setAddress] = useState("");
  const [note, setNote] = useState("");
  const submission = useSubmission(onDone);
  const holding = useHold({ parent, lead: lead.name, kind, city: city.trim() });
  const { held } = holding;
  const onSite = kind === Meeting_Kind.ON_SITE;
  const ready = held !== undefined && (!onSite || address.trim() !== "");

  const send = () =>
    submission.submit(async (once) => {
      if (!held) return;
      const { designer, startTime } = held;
      const meeting = { lead: lead.name, kind, designer, startTime, city: city.trim(), address: address.trim(), handoverNote: note.trim() };
      await once(scheduling.bookMeeting, { parent, what: { case: "meeting", value: onSite ? meeting : { ...meeting, address: "" } } });
      holding.keep();
    });

  return (
    <Form
      submission={submission}
      onSubmit={send}
      action={<Trans>Записать на встречу</Trans>}
      ready={ready}
      paths={["meeting.city", "meeting.address", "meeting.handover_note"]}
    >
      <Choice
        label={<Trans>Где</Trans>}
        even
        options={KINDS.map((value) => ({ value, label: wordOf(meetingKinds, value) }))}
        value={kind}
        onChange={(value) => {
          setKind(value);
          holding.release();
        }}
      />
      <Input
        label={<Trans>Город</Trans>}
        path="meeting.city"
        autoComplete="off"
        value={city}
        onChange={(value) => {
          setCity(value);
          holding.release();
        }}
      />
      <HeldSlot holding={holding} />
      {!held && <SlotPicker kind={kind} city={city.trim()} onPick={(slot) => void holding.hold(slot)} />}
      {slotsInstead(submission.error).length > 0 && (
        <SlotGrid slots={slotsInstead(submission.error)} withDay onPick={(slot) => void holding.hold(slot)} />
      )}
      {held && onSite && <Input label={<Trans>Адрес</Trans>} path="meeting.address" autoComplete="off" value={address} onChange={setAddress} />}
      {held && <Text label={<Trans>Что знать дизайнеру</Trans>} path="meeting.handover_note" value={note} onChange={setNote} />}
    </Form>
  );
}

// What is held for the client, or why it could not be and what is free instead.
function HeldSlot({ holding: { held, error, hold, release } }: { holding: Holding }) {
  const { nameOf } = useDirectory();
  const formats = useFormats();
  if (error) {
    return (
      <div role="alert">
        <p className="form-error">{errorText(error)}</p>
        <SlotGrid slots={slotsInstead(error)} withDay onPick={(slot) => void hold(slot)} />
      </div>
    );
  }
  if (!held?.startTime) return null;
  return (
    <div className="held" role="status">
      <p>
        <strong>{formats.nearTime(timestampDate(held.startTime))}</strong>
        <span>{nameOf(held.designer)}</span>
        {held.holdExpireTime && <span className="soft"><Trans>держим до {formats.time(timestampDate(held.holdExpireTime))}</Trans></span>}
      </p>
      <button type="button" className="button" onClick={release}><Trans>Другое время</Trans></button>
    </div>
  );
}
