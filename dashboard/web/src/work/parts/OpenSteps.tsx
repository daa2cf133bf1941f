import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Trans } from "@lingui/react/macro";
import { FollowUp_Kind, type Lead } from "@zamer/api/lead/v1/lead_pb";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";

import { useMayCall } from "../../app/may_call.ts";
import { useSession } from "../../app/session_context.ts";
import { useDirectory } from "../data/directory.ts";
import { isOpen } from "../data/lead_file.ts";
import { useNow } from "../data/now.ts";
import { useFormats } from "../words/words.ts";
import { useAct } from "./actions.tsx";

// What is promised or planned with the client, and a way to plan more.
export function OpenSteps({ lead }: { lead: Lead }) {
  const { employee } = useSession();
  const { nameOf } = useDirectory();
  const formats = useFormats();
  const now = useNow();
  const act = useAct();
  const mayCall = useMayCall();
  if (!isOpen(lead) && lead.followUps.length === 0) return null;
  return (
    <section className="steps">
      <h2><Trans>Следующий шаг</Trans></h2>
      {lead.followUps.map(({ followUpId, dueTime, note, kind, assignee }) => {
        const due = dueTime && timestampDate(dueTime);
        return (
          <div key={followUpId} className="step">
            <p>
              <strong className={due && due < now ? "late" : undefined}>{due && formats.nearTime(due)}</strong>{" "}
              {kind === FollowUp_Kind.CALL_BACK && <Trans>обещан звонок</Trans>}
              {assignee !== employee && <span className="soft"> {nameOf(assignee)}</span>}
            </p>
            {note && <p className="row-note">{note}</p>}
            {mayCall(LeadService.method.completeFollowUp) && (
              <button type="button" className="button" onClick={() => act({ do: "complete", lead, followUpId })}><Trans>Сделано</Trans></button>
            )}
          </div>
        );
      })}
      {lead.followUps.length === 0 && !lead.meeting && <p className="late"><Trans>Не назначен</Trans></p>}
      {!lead.doNotContact && mayCall(LeadService.method.scheduleFollowUp) && (
        <button type="button" className="button" onClick={() => act({ do: "schedule", lead })}><Trans>Назначить шаг</Trans></button>
      )}
    </section>
  );
}
