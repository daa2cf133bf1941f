import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Lead } from "@zamer/api/lead/v1/lead_pb";
import { type Meeting, Meeting_State } from "@zamer/api/scheduling/v1/meeting_pb";
import { SchedulingService } from "@zamer/api/scheduling/v1/scheduling_service_pb";

import { scheduling } from "../../app/api.ts";
import { Link } from "../../app/Link.tsx";
import { useMayCall } from "../../app/may_call.ts";
import { useSession } from "../../app/session_context.ts";
import { reasonText } from "../../words/reasons.ts";
import { useDirectory } from "../data/directory.ts";
import { leadPath } from "../data/names.ts";
import { useNow } from "../data/now.ts";
import { meetingKinds, meetingStates, outcomeResults } from "../words/meetings.ts";
import { useFormats, wordOf } from "../words/words.ts";
import { useAct } from "./actions.tsx";
import { CallLink, ClientName } from "./Client.tsx";
import { StepButton } from "./StepButton.tsx";
import { useSay } from "./say.tsx";

// How early a designer may be at the door.
const EARLY = 2 * 60 * 60_000;

interface MeetingCardProps {
  meeting: Meeting;
  // Of the client, once it is read.
  lead?: Lead | undefined;
  // On the client's own page his name is said already.
  nameless?: boolean;
  onChanged: () => Promise<void>;
}

export function MeetingCard({ meeting, lead, nameless = false, onChanged }: MeetingCardProps) {
  const { nameOf } = useDirectory();
  const { employee } = useSession();
  const formats = useFormats();
  const start = meeting.startTime && timestampDate(meeting.startTime);
  const over = !isAhead(meeting);
  return (
    <article className={over ? "meeting meeting-over" : "meeting"} data-testid="meeting">
      <p className="meeting-when">
        <strong>{start && (nameless ? formats.nearTime(start) : formats.time(start))}</strong>
        <span className={`state state-${toneOf(meeting)}`}>{wordOf(meetingStates, meeting.state)}</span>
      </p>
      {!nameless && <Link className="meeting-client" href={leadPath(meeting.lead)}>{lead ? <ClientName lead={lead} /> : <Trans>Клиент</Trans>}</Link>}
      <p className="row-about">
        {[wordOf(meetingKinds, meeting.kind), meeting.city, meeting.designer !== employee && nameOf(meeting.designer)].filter(Boolean).join(" · ")}
      </p>
      {meeting.address && <p className="meeting-address">{meeting.address}</p>}
      {meeting.handoverNote && <p className="row-note">{meeting.handoverNote}</p>}
      <Came meeting={meeting} />
      {!over && <Steps meeting={meeting} lead={lead} onChanged={onChanged} />}
    </article>
  );
}

function Came({ meeting: { outcome, cancellation } }: { meeting: Meeting }) {
  if (outcome) {
    const words = [wordOf(outcomeResults, outcome.result), outcome.refusalReason && reasonText(outcome.refusalReason), outcome.note];
    return <p className="row-note">{words.filter(Boolean).join(" · ")}</p>;
  }
  return cancellation?.reason ? <p className="row-note">{reasonText(cancellation.reason)}</p> : null;
}

// What the state, the time and the roles allow, the likeliest first.
function Steps({ meeting, lead, onChanged }: { meeting: Meeting; lead: Lead | undefined; onChanged: () => Promise<void> }) {
  const { t } = useLingui();
  const { employee, roles } = useSession();
  const mayCall = useMayCall();
  const act = useAct();
  const say = useSay();
  const now = useNow();
  const { name, state } = meeting;
  const untilStart = meeting.startTime ? timestampDate(meeting.startTime).getTime() - now.getTime() : 0;
  const begun = untilStart <= 0;
  const mine = meeting.designer === employee || roles.includes("SALES_HEAD");
  const done = (sentence: string) => async () => {
    await onChanged();
    say(sentence);
  };
  return (
    <div className="meeting-steps">
      {mine && begun && mayCall(SchedulingService.method.recordOutcome) && (
        <button type="button" className="button button-primary" onClick={() => act({ do: "outcome", meeting })}><Trans>Записать итог</Trans></button>
      )}
      {mine && untilStart < EARLY && state !== Meeting_State.STARTED && mayCall(SchedulingService.method.startMeeting) && (
        <StepButton send={async (once) => void (await once(scheduling.startMeeting, { name }))} onDone={done(t`Встреча началась`)}>
          <Trans>Начинаю встречу</Trans>
        </StepButton>
      )}
      {!begun && state === Meeting_State.BOOKED && mayCall(SchedulingService.method.confirmMeeting) && (
        <StepButton send={async (once) => void (await once(scheduling.confirmMeeting, { name }))} onDone={done(t`Встреча подтверждена`)}>
          <Trans>Клиент подтвердил</Trans>
        </StepButton>
      )}
      {lead && <CallLink lead={lead} />}
      {!begun && mayCall(SchedulingService.method.rescheduleMeeting) && (
        <button type="button" className="button" onClick={() => act({ do: "move", meeting })}><Trans>Перенести</Trans></button>
      )}
      {!begun && mayCall(SchedulingService.method.cancelMeeting) && (
        <button type="button" className="button" onClick={() => act({ do: "cancel", meeting })}><Trans>Отменить</Trans></button>
      )}
    </div>
  );
}

// Whether nobody has said yet what came of it.
export function isAhead({ state }: Meeting): boolean {
  return state === Meeting_State.BOOKED || state === Meeting_State.CONFIRMED || state === Meeting_State.STARTED;
}

function toneOf({ state, outcomeMissing }: Meeting): string {
  if (outcomeMissing) return "late";
  if (state === Meeting_State.BOOKED) return "new";
  if (state === Meeting_State.HELD) return "won";
  return state === Meeting_State.CONFIRMED || state === Meeting_State.STARTED ? "on" : "off";
}
