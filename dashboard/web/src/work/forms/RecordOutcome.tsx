import { Trans, useLingui } from "@lingui/react/macro";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";
import { type Meeting, Outcome_Result } from "@zamer/api/scheduling/v1/meeting_pb";
import { useState } from "react";

import { scheduling } from "../../app/api.ts";
import { leads } from "../../app/leads.ts";
import { useMayCall } from "../../app/may_call.ts";
import { useSubmission } from "../data/submission.ts";
import { Choice } from "../parts/Choice.tsx";
import { Text } from "../parts/Field.tsx";
import { Form } from "../parts/Form.tsx";
import { NextStep, noStep, useFollowUpOf } from "../parts/NextStep.tsx";
import { outcomeResults } from "../words/meetings.ts";
import { wordOf } from "../words/words.ts";
import { ReasonChoice, useLossReasons } from "./CloseLead.tsx";

const RESULTS = [
  Outcome_Result.CONTRACT,
  Outcome_Result.ESTIMATE_GIVEN,
  Outcome_Result.THINKING,
  Outcome_Result.REFUSED,
  Outcome_Result.DECISION_MAKER_ABSENT,
];
// Beside the results of a meeting that took place.
const CLIENT_ABSENT = -1;
const DESIGNER_ABSENT = -2;

// What came of a meeting and what comes next: at the client's door, before the next one begins.
export function RecordOutcome({ meeting, onDone }: { meeting: Meeting; onDone: () => void | Promise<void> }) {
  const { t } = useLingui();
  const mayCall = useMayCall();
  const losses = useLossReasons();
  const [result, setResult] = useState<number>();
  const [reason, setReason] = useState<string>();
  const [note, setNote] = useState("");
  const [next, setNext] = useState(noStep);
  const submission = useSubmission(onDone);
  const followUpOf = useFollowUpOf();
  const absent = result === CLIENT_ABSENT || result === DESIGNER_ABSENT;
  const refused = result === Outcome_Result.REFUSED;
  const asksNext = result !== undefined && !refused && result !== Outcome_Result.CONTRACT && mayCall(LeadService.method.scheduleFollowUp);

  const send = () =>
    submission.submit(async (once) => {
      await once(scheduling.recordOutcome, { name: meeting.name, what: whatOf(result, reason, note.trim()) });
      const followUp = followUpOf(next);
      if (refused) await once(leads.loseLead, { name: meeting.lead, reason });
      else if (asksNext && followUp) await once(leads.scheduleFollowUp, { parent: meeting.lead, followUp });
    });

  return (
    <Form
      submission={submission}
      onSubmit={send}
      action={refused ? <Trans>Записать и закрыть лид</Trans> : <Trans>Записать итог</Trans>}
      ready={result !== undefined && (!refused || reason !== undefined)}
      paths={["outcome.note", "reason", "follow_up"]}
    >
      <Choice
        label={<Trans>Чем кончилось</Trans>}
        options={[
          ...RESULTS.map((value) => ({ value: value as number, label: wordOf(outcomeResults, value) })),
          { value: CLIENT_ABSENT, label: t`Клиент не пришёл` },
          { value: DESIGNER_ABSENT, label: t`Дизайнер не приехал` },
        ]}
        value={result}
        onChange={setResult}
      />
      {refused && <ReasonChoice reasons={losses} value={reason} onChange={setReason} />}
      {result !== undefined && !absent && <Text label={<Trans>Заметка</Trans>} path="outcome.note" value={note} onChange={setNote} />}
      {asksNext && <NextStep label={<Trans>Следующий шаг</Trans>} draft={next} onChange={setNext} path="follow_up" none={<Trans>не нужен</Trans>} />}
    </Form>
  );
}

function whatOf(result: number | undefined, reason: string | undefined, note: string) {
  if (result === CLIENT_ABSENT || result === DESIGNER_ABSENT) {
    return { case: "noShow" as const, value: { byDesigner: result === DESIGNER_ABSENT } };
  }
  return { case: "outcome" as const, value: { result: result as Outcome_Result, refusalReason: reason ?? "", note } };
}
