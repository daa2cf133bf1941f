import { Trans } from "@lingui/react/macro";
import { Consent_Kind, type Lead } from "@zamer/api/lead/v1/lead_pb";
import { useState } from "react";

import { leads } from "../../app/leads.ts";
import { useSubmission } from "../data/submission.ts";
import { Choice } from "../parts/Choice.tsx";
import { Text } from "../parts/Field.tsx";
import { Form } from "../parts/Form.tsx";
import { consentKinds } from "../words/leads.ts";
import { wordOf } from "../words/words.ts";

const CONSENTS = [Consent_Kind.OWN_ENQUIRY, Consent_Kind.SPOKEN, Consent_Kind.FORM, Consent_Kind.NONE];

// `onCaptured` is told which lead has the phone now: with a number that is known, the two become one.
export function CapturePhone({ lead, onCaptured }: { lead: Lead; onCaptured: (lead: Lead) => Promise<void> }) {
  const [raw, setRaw] = useState("");
  const [consent, setConsent] = useState(Consent_Kind.OWN_ENQUIRY);
  const submission = useSubmission(() => undefined);
  const send = () =>
    submission.submit(async (once) =>
      onCaptured(await once(leads.capturePhone, { name: lead.name, phone: { raw: raw.trim(), consent: { kind: consent } } })),
    );
  return (
    <Form submission={submission} onSubmit={send} action={<Trans>Записать телефон</Trans>} ready={/\d/.test(raw)} paths={["phone"]}>
      <Text
        label={<Trans>Номер, можно всё сообщение целиком</Trans>}
        path="phone"
        inputMode="tel"
        autoComplete="off"
        autoFocus
        value={raw}
        onChange={setRaw}
      />
      <Choice
        label={<Trans>Почему можно звонить</Trans>}
        options={CONSENTS.map((value) => ({ value, label: wordOf(consentKinds, value) }))}
        value={consent}
        onChange={setConsent}
      />
    </Form>
  );
}
