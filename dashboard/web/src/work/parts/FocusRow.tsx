import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Trans, useLingui } from "@lingui/react/macro";
import { type FocusEntry, FocusEntry_Reason } from "@zamer/api/lead/v1/focus_pb";
import type { Lead } from "@zamer/api/lead/v1/lead_pb";
import { SchedulingService } from "@zamer/api/scheduling/v1/scheduling_service_pb";

import { scheduling } from "../../app/api.ts";
import { Link } from "../../app/Link.tsx";
import { useMayCall } from "../../app/may_call.ts";
import { useDirectory } from "../data/directory.ts";
import { leadPath } from "../data/names.ts";
import { useNow } from "../data/now.ts";
import { focusReasons } from "../words/leads.ts";
import { useFormats, wordOf } from "../words/words.ts";
import { useAct } from "./actions.tsx";
import { CallLink, ClientName } from "./Client.tsx";
import { StepButton } from "./StepButton.tsx";
import { useSay } from "./say.tsx";

// One thing to do: why, since or from when, with whom, and the one press that does it.
export function FocusRow({ entry, onChanged }: { entry: FocusEntry; onChanged: () => Promise<void> }) {
  const { lead, reason, late } = entry;
  const { channelOf } = useDirectory();
  if (!lead) return null;
  const channel = lead.touches[0]?.channel;
  const note = lead.followUps.find(({ followUpId }) => followUpId === entry.followUpId)?.note;
  return (
    <li className={late ? "row row-late" : "row"} data-testid="focus-entry">
      <Link className="row-main" href={leadPath(lead.name)}>
        <span className="row-why">
          {wordOf(focusReasons, reason)} <When entry={entry} />
        </span>
        <strong className="row-name"><ClientName lead={lead} /></strong>
        <span className="row-about">{[lead.city, channel && channelOf(channel)].filter(Boolean).join(" · ")}</span>
        {note && <span className="row-note">{note}</span>}
      </Link>
      <div className="row-do"><Press entry={entry} lead={lead} onChanged={onChanged} /></div>
    </li>
  );
}

function When({ entry: { reason, dueTime, late, lead } }: { entry: FocusEntry }) {
  const formats = useFormats();
  const now = useNow();
  if (reason === FocusEntry_Reason.CONFIRM_MEETING) {
    return lead?.meetingTime ? <span>{formats.nearTime(timestampDate(lead.meetingTime))}</span> : null;
  }
  if (!dueTime) return null;
  const away = timestampDate(dueTime).getTime() - now.getTime();
  if (away > 0 && reason === FocusEntry_Reason.ANSWER) return <span><Trans>осталось {formats.wait(away)}</Trans></span>;
  if (away > 0) return <span><Trans>через {formats.wait(away)}</Trans></span>;
  if (late) return <span className="late"><Trans>опаздываем на {formats.wait(-away)}</Trans></span>;
  return <span><Trans>уже {formats.wait(-away)}</Trans></span>;
}

function Press({ entry: { reason, followUpId }, lead, onChanged }: { entry: FocusEntry; lead: Lead; onChanged: () => Promise<void> }) {
  const { t } = useLingui();
  const act = useAct();
  const say = useSay();
  const mayCall = useMayCall();
  if (reason === FocusEntry_Reason.CONFIRM_MEETING && mayCall(SchedulingService.method.confirmMeeting)) {
    return (
      <>
        <StepButton
          send={async (once) => void (await once(scheduling.confirmMeeting, { name: lead.meeting }))}
          onDone={async () => {
            await onChanged();
            say(t`Встреча подтверждена`);
          }}
        >
          <Trans>Подтверждено</Trans>
        </StepButton>
        <CallLink lead={lead} />
      </>
    );
  }
  if (reason === FocusEntry_Reason.NO_NEXT_STEP) {
    return <button type="button" className="button" onClick={() => act({ do: "schedule", lead })}><Trans>Назначить шаг</Trans></button>;
  }
  if (lead.phones.length > 0) return <CallLink lead={lead} {...(followUpId && { followUpId })} />;
  return <button type="button" className="button button-primary" onClick={() => act({ do: "log", lead, followUpId })}><Trans>Записать ответ</Trans></button>;
}
