import { i18n } from "@lingui/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";
import { type Lead, Lead_State } from "@zamer/api/lead/v1/lead_pb";
import { useState } from "react";

import { leads } from "../../app/leads.ts";
import { useMayCall } from "../../app/may_call.ts";
import { type CodedReason, disqualifyReasons, lossReasons, unreachable } from "../../words/reasons.ts";
import { useDirectory } from "../data/directory.ts";
import { useSubmission } from "../data/submission.ts";
import { Choice } from "../parts/Choice.tsx";
import { Form } from "../parts/Form.tsx";

type How = "lost" | "never";

const MAY_NEVER_HAVE_BEEN = [Lead_State.NEW, Lead_State.IN_CORRESPONDENCE, Lead_State.PHONE_CAPTURED];

// Two ways to close a lead, which count differently: a client who does not buy, and who never was one.
export function CloseLead({ lead, onDone }: { lead: Lead; onDone: () => void | Promise<void> }) {
  const { t } = useLingui();
  const mayCall = useMayCall();
  const [how, setHow] = useState<How>("lost");
  const [reason, setReason] = useState<string>();
  const submission = useSubmission(onDone);
  const losses = useLossReasons();
  const mayDisqualify = MAY_NEVER_HAVE_BEEN.includes(lead.state) && mayCall(LeadService.method.disqualifyLead);
  const send = () =>
    submission.submit(async (once) => {
      const request = { name: lead.name, reason };
      await (how === "lost" ? once(leads.loseLead, request) : once(leads.disqualifyLead, request));
    });
  return (
    <Form submission={submission} onSubmit={send} action={<Trans>Закрыть лид</Trans>} ready={reason !== undefined} paths={["reason"]}>
      {mayDisqualify && (
        <Choice
          label={<Trans>Кто это был</Trans>}
          even
          options={[
            { value: "lost", label: t`клиент, но не купит` },
            { value: "never", label: t`не клиент` },
          ]}
          value={how}
          onChange={(value) => {
            setHow(value);
            setReason(undefined);
          }}
        />
      )}
      <ReasonChoice reasons={how === "lost" ? losses : disqualifyReasons} value={reason} onChange={setReason} />
    </Form>
  );
}

// The usual reasons of a loss, with the department's own code for one who can't be reached.
export function useLossReasons(): CodedReason[] {
  const { department } = useDirectory();
  return [{ code: department.settings?.unreachableReason || "unreachable", label: unreachable }, ...lossReasons];
}

interface ReasonChoiceProps {
  reasons: CodedReason[];
  value: string | undefined;
  onChange: (code: string) => void;
}

export function ReasonChoice({ reasons, value, onChange }: ReasonChoiceProps) {
  return (
    <Choice
      label={<Trans>Почему</Trans>}
      options={reasons.map(({ code, label }) => ({ value: code, label: i18n._(label) }))}
      value={value}
      onChange={onChange}
      path="reason"
    />
  );
}
