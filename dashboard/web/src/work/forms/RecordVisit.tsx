import { Trans } from "@lingui/react/macro";
import type { Visit } from "@zamer/api/lead/v1/showroom_pb";
import { useState } from "react";

import { leads } from "../../app/leads.ts";
import { useSession } from "../../app/session_context.ts";
import { useSubmission } from "../data/submission.ts";
import { Input } from "../parts/Field.tsx";
import { Form } from "../parts/Form.tsx";

// Counts who came to the showroom, also those who leave no phone.
export function RecordVisit({ onRecorded }: { onRecorded: (visit: Visit) => Promise<void> }) {
  const { department: parent } = useSession();
  const [raw, setRaw] = useState("");
  const [clientName, setClientName] = useState("");
  const [city, setCity] = useState("");
  const submission = useSubmission(() => undefined);
  const send = () =>
    submission.submit(async (once) => {
      const phone = raw.trim();
      const request = { parent, visit: { city: city.trim() }, ...(phone && { phone: { raw: phone }, clientName: clientName.trim() }) };
      await onRecorded(await once(leads.recordVisit, request));
    });
  return (
    <Form submission={submission} onSubmit={send} action={raw.trim() ? <Trans>Записать с телефоном</Trans> : <Trans>Записать без телефона</Trans>} paths={["phone", "client_name", "visit.city"]}>
      <Input label={<Trans>Телефон, если оставил</Trans>} path="phone" type="tel" inputMode="tel" autoComplete="off" autoFocus value={raw} onChange={setRaw} />
      {raw.trim() && <Input label={<Trans>Имя</Trans>} path="client_name" autoComplete="off" value={clientName} onChange={setClientName} />}
      <Input label={<Trans>Город</Trans>} path="visit.city" autoComplete="off" value={city} onChange={setCity} />
    </Form>
  );
}
