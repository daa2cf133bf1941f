import { durationFromMs, timestampDate, timestampMs } from "@bufbuild/protobuf/wkt";
import { Trans, useLingui } from "@lingui/react/macro";
import { type FollowUp, Interaction_CallResult, Interaction_Direction, Interaction_Kind, type Lead } from "@zamer/api/lead/v1/lead_pb";
import { useState } from "react";

import { leads } from "../../app/leads.ts";
import { useSession } from "../../app/session_context.ts";
import { useSubmission } from "../data/submission.ts";
import { Choice } from "../parts/Choice.tsx";
import { Text } from "../parts/Field.tsx";
import { Form } from "../parts/Form.tsx";
import { NextStep, noStep, useFollowUpOf } from "../parts/NextStep.tsx";
import { callResults } from "../words/leads.ts";
import { useFormats, wordOf } from "../words/words.ts";

const MINUTE = 60_000;
const SOON = 30 * MINUTE;
const TALKS = [1, 3, 5, 10, 20];
const RESULTS = [
  Interaction_CallResult.ANSWERED,
  Interaction_CallResult.NO_ANSWER,
  Interaction_CallResult.BUSY,
  Interaction_CallResult.VOICEMAIL,
];

interface LogContactProps {
  lead: Lead;
  // When the person pressed "call" here, if so.
  dialled?: Date;
  // The step that this does, where that is known.
  followUpId?: string;
  onDone: () => void | Promise<void>;
}

// What was just done with the client, and what comes next, in one go: while the phone is still in the hand.
export function LogContact({ lead, dialled, followUpId, onDone }: LogContactProps) {
  const { t } = useLingui();
  const formats = useFormats();
  const submission = useSubmission(onDone);
  const followUpOf = useFollowUpOf();
  const [kind, setKind] = useState(lead.phones.length > 0 ? Interaction_Kind.CALL : Interaction_Kind.MESSAGE);
  const [direction, setDirection] = useState(Interaction_Direction.OUTBOUND);
  const [result, setResult] = useState<Interaction_CallResult>();
  const [minutes, setMinutes] = useState(() => sinceThen(dialled));
  const [text, setText] = useState("");
  const [next, setNext] = useState(noStep);
  const { employee } = useSession();
  const [doneStep, setDoneStep] = useState(followUpId ?? dueStepOf(lead, employee));

  const isCall = kind === Interaction_Kind.CALL;
  const isNote = kind === Interaction_Kind.NOTE;
  const answered = result === Interaction_CallResult.ANSWERED;
  const ready = isCall ? result !== undefined : text.trim() !== "" || kind === Interaction_Kind.MESSAGE;

  const send = () =>
    submission.submit(async (once) => {
      await once(leads.logInteraction, {
        parent: lead.name,
        interaction: {
          kind,
          direction: isNote ? Interaction_Direction.DIRECTION_UNSPECIFIED : direction,
          text: text.trim(),
          ...(isCall && { callResult: result }),
          ...(isCall && answered && { talkDuration: durationFromMs(minutes * MINUTE) }),
        },
      });
      const followUp = followUpOf(next);
      if (doneStep) await once(leads.completeFollowUp, { name: lead.name, followUpId: doneStep, ...(followUp && { next: followUp }) });
      else if (followUp) await once(leads.scheduleFollowUp, { parent: lead.name, followUp });
    });

  return (
    <Form submission={submission} onSubmit={send} action={<Trans>Записать</Trans>} ready={ready} paths={["follow_up", "next", "interaction.text"]}>
      <Choice
        label={<Trans>Что было</Trans>}
        even
        options={[
          { value: Interaction_Kind.CALL, label: t`звонок` },
          { value: Interaction_Kind.MESSAGE, label: t`сообщение` },
          { value: Interaction_Kind.NOTE, label: t`заметка` },
        ]}
        value={kind}
        onChange={setKind}
      />
      {!isNote && (
        <Choice
          label={<Trans>Кто начал</Trans>}
          even
          options={[
            { value: Interaction_Direction.OUTBOUND, label: t`мы` },
            { value: Interaction_Direction.INBOUND, label: t`клиент` },
          ]}
          value={direction}
          onChange={setDirection}
        />
      )}
      {isCall && (
        <Choice
          label={<Trans>Чем кончилось</Trans>}
          options={RESULTS.map((value) => ({ value, label: wordOf(callResults, value) }))}
          value={result}
          onChange={setResult}
          path="interaction.call_result"
        />
      )}
      {isCall && answered && (
        <Choice
          label={<Trans>Сколько говорили</Trans>}
          options={[...new Set([...TALKS, minutes])].sort((a, b) => a - b).map((value) => ({ value, label: formats.wait(value * MINUTE) }))}
          value={minutes}
          onChange={setMinutes}
        />
      )}
      <Text
        label={isNote ? <Trans>Заметка для коллег</Trans> : <Trans>О чём, если важно</Trans>}
        path="interaction.text"
        value={text}
        onChange={setText}
      />
      {lead.followUps.map((step) => (
        <DoneStep key={step.followUpId} step={step} done={step.followUpId === doneStep} onChange={(done) => setDoneStep(done ? step.followUpId : undefined)} />
      ))}
      <NextStep
        label={<Trans>Следующий шаг</Trans>}
        draft={next}
        onChange={setNext}
        path={doneStep ? "next" : "follow_up"}
        none={<Trans>не нужен</Trans>}
      />
    </Form>
  );
}

function DoneStep({ step: { dueTime, note }, done, onChange }: { step: FollowUp; done: boolean; onChange: (done: boolean) => void }) {
  const formats = useFormats();
  return (
    <label className="check">
      <input type="checkbox" checked={done} onChange={(event) => onChange(event.target.checked)} />
      <span><Trans>Этим выполнен шаг: {[dueTime && formats.nearTime(timestampDate(dueTime)), note].filter(Boolean).join(", ")}</Trans></span>
    </label>
  );
}

// One's own step whose time has come: a call now is most likely that step.
function dueStepOf({ followUps }: Lead, employee: string): string | undefined {
  const soon = Date.now() + SOON;
  return followUps.find(({ dueTime, assignee }) => assignee === employee && dueTime && timestampMs(dueTime) < soon)?.followUpId;
}

// Minutes since the number was dialled: a talk can't be longer.
function sinceThen(dialled: Date | undefined): number {
  if (!dialled) return 3;
  return Math.min(60, Math.max(1, Math.round((Date.now() - dialled.getTime()) / MINUTE)));
}
