import { Trans } from "@lingui/react/macro";
import type { Lead } from "@zamer/api/lead/v1/lead_pb";
import { useState } from "react";

import { leads } from "../../app/leads.ts";
import { useSubmission } from "../data/submission.ts";
import { Form } from "../parts/Form.tsx";
import { NextStep, noStep, useFollowUpOf } from "../parts/NextStep.tsx";

export function ScheduleStep({ lead, onDone }: { lead: Lead; onDone: () => void | Promise<void> }) {
  const [draft, setDraft] = useState(noStep);
  const submission = useSubmission(onDone);
  const followUpOf = useFollowUpOf();
  const followUp = followUpOf(draft);
  const send = () => submission.submit(async (once) => void (await once(leads.scheduleFollowUp, { parent: lead.name, followUp })));
  return (
    <Form submission={submission} onSubmit={send} action={<Trans>Назначить</Trans>} ready={followUp !== undefined} paths={["follow_up"]}>
      <NextStep label={<Trans>Когда</Trans>} draft={draft} onChange={setDraft} path="follow_up" />
    </Form>
  );
}

// Closes a step; the next one may be left out where the lead has another step or a meeting ahead.
export function CompleteStep({ lead, followUpId, onDone }: { lead: Lead; followUpId: string; onDone: () => void | Promise<void> }) {
  const [draft, setDraft] = useState(noStep);
  const submission = useSubmission(onDone);
  const followUpOf = useFollowUpOf();
  const next = followUpOf(draft);
  const hasAnother = lead.followUps.length > 1 || lead.meeting !== "";
  const send = () =>
    submission.submit(
      async (once) => void (await once(leads.completeFollowUp, { name: lead.name, followUpId, ...(next && { next }) })),
    );
  return (
    <Form submission={submission} onSubmit={send} action={<Trans>Шаг выполнен</Trans>} ready={hasAnother || next !== undefined} paths={["next"]}>
      <NextStep label={<Trans>Что дальше</Trans>} draft={draft} onChange={setDraft} path="next" none={hasAnother ? <Trans>ничего нового</Trans> : undefined} />
    </Form>
  );
}
