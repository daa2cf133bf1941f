import { durationFromMs } from "@bufbuild/protobuf/wkt";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import type { FocusEntry } from "@zamer/api/lead/v1/focus_pb";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";
import { DepartmentSettings_AssignmentMode } from "@zamer/api/scheduling/v1/department_pb";
import { useState } from "react";

import { leads } from "../../app/leads.ts";
import { navigate } from "../../app/location.ts";
import { useMayCall } from "../../app/may_call.ts";
import { useSession } from "../../app/session_context.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useDirectory } from "../data/directory.ts";
import { laterOf } from "../data/focus_order.ts";
import { useFollowing } from "../data/following.ts";
import { leadPath } from "../data/names.ts";
import { Actions, useAct } from "../parts/actions.tsx";
import { FocusRow } from "../parts/FocusRow.tsx";
import { Shift } from "../parts/Shift.tsx";
import { Stale } from "../parts/Stale.tsx";
import { StepButton } from "../parts/StepButton.tsx";
import { Work } from "../parts/Work.tsx";

const AHEAD = 12 * 60 * 60_000;
const MOST = 100;

export default function FocusPage() {
  return <Work><Focus /></Work>;
}

// What to do now, in the order in which it is to be done; below it what the day will bring.
function Focus() {
  const { t } = useLingui();
  const { employee: parent } = useSession();
  const [due, setDue] = useState<FocusEntry[]>();
  const ahead = useFetched(parent, (signal) => leads.listFocus({ parent, ahead: durationFromMs(AHEAD), pageSize: MOST }, { signal }));
  const following = useFollowing(
    parent,
    (signal) => leads.watchFocus({ parent, pageSize: MOST }, { signal }),
    (message) => {
      if (!message.changed) return;
      setDue(message.entries);
      void ahead.reload();
    },
  );
  const now = due ?? [];
  const later = laterOf(now, ahead.data?.entries ?? []);
  return (
    <Actions onChanged={ahead.reload}>
      <div className="work-head">
        <h1><Trans>Сейчас</Trans></h1>
        <Enter />
      </div>
      <Stale following={following} />
      <Shift />
      {due && ahead.data && (
        <section aria-label={t`Что делать`}>
          {now.length > 0 ? (
            <p className="soft"><Plural value={now.length} one="# дело" few="# дела" many="# дел" other="# дел" /></p>
          ) : (
            <p className="all-done"><Trans>Всё сделано. Новое появится здесь само.</Trans></p>
          )}
          <ul className="entries">
            {now.map((entry) => <FocusRow key={keyOf(entry)} entry={entry} onChanged={ahead.reload} />)}
          </ul>
        </section>
      )}
      {later.length > 0 && (
        <section>
          <h2><Trans>Дальше</Trans></h2>
          <ul className="entries entries-later">
            {later.map((entry) => <FocusRow key={keyOf(entry)} entry={entry} onChanged={ahead.reload} />)}
          </ul>
        </section>
      )}
    </Actions>
  );
}

function keyOf({ lead, reason, followUpId }: FocusEntry): string {
  return `${lead?.name} ${reason} ${followUpId}`;
}

// New work by hand: who called or came, or the next of the queue where lead managers pull.
function Enter() {
  const { department: parent, roles } = useSession();
  const { department } = useDirectory();
  const act = useAct();
  const mayCall = useMayCall();
  const pulls = department.settings?.assignmentMode === DepartmentSettings_AssignmentMode.PULL;
  const [claimed, setClaimed] = useState(0);
  return (
    <div className="work-tools">
      {pulls && mayCall(LeadService.method.claimNextLead) && (
        <StepButton
          key={claimed}
          primary
          send={async (once) => navigate(leadPath((await once(leads.claimNextLead, { parent })).name))}
          onDone={() => setClaimed((last) => last + 1)}
        >
          <Trans>Взять следующего</Trans>
        </StepButton>
      )}
      {roles.includes("OFFICE_MANAGER") && mayCall(LeadService.method.recordVisit) && (
        <button type="button" className="button button-primary" onClick={() => act({ do: "visit" })}><Trans>Посетитель</Trans></button>
      )}
      {mayCall(LeadService.method.createLead) && (
        <button type="button" className="button" onClick={() => act({ do: "enter" })}><Trans>Новый лид</Trans></button>
      )}
    </div>
  );
}
