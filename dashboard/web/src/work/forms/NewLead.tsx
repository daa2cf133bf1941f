import { Trans } from "@lingui/react/macro";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";
import { type Lead, Touch_Kind } from "@zamer/api/lead/v1/lead_pb";
import { useState } from "react";

import { leads } from "../../app/leads.ts";
import { useMayCall } from "../../app/may_call.ts";
import { useSession } from "../../app/session_context.ts";
import { useDirectory } from "../data/directory.ts";
import { useSubmission } from "../data/submission.ts";
import { Choice } from "../parts/Choice.tsx";
import { Input, Text } from "../parts/Field.tsx";
import { Form } from "../parts/Form.tsx";
import { touchKinds } from "../words/leads.ts";
import { wordOf } from "../words/words.ts";

const KINDS = [Touch_Kind.CALL, Touch_Kind.MESSAGE, Touch_Kind.VISIT, Touch_Kind.MANUAL];
const NOT_KNOWN = "";

// An enquiry that no channel brought by itself. Who is known already is not entered twice: the service finds the person.
export function NewLead({ onCreated }: { onCreated: (lead: Lead) => Promise<void> }) {
  const { department } = useSession();
  const { channels } = useDirectory();
  const mayCall = useMayCall();
  const [phone, setPhone] = useState("");
  const [clientName, setClientName] = useState("");
  const [city, setCity] = useState("");
  const [text, setText] = useState("");
  const [kind, setKind] = useState(Touch_Kind.CALL);
  const [channel, setChannel] = useState<string>();
  const submission = useSubmission(() => undefined);
  const send = () =>
    submission.submit(async (once) =>
      onCreated(
        await once(leads.createLead, {
          parent: department,
          lead: { clientName: clientName.trim(), city: city.trim(), phones: [{ raw: phone.trim() }] },
          touch: { kind, channel: channel ?? "" },
          text: text.trim(),
        }),
      ),
    );
  return (
    <Form submission={submission} onSubmit={send} action={<Trans>Завести лид</Trans>} ready={/\d/.test(phone)} paths={["lead.phones", "lead.client_name", "lead.city", "text"]}>
      <Input label={<Trans>Телефон</Trans>} path="lead.phones" type="tel" inputMode="tel" autoComplete="off" autoFocus value={phone} onChange={setPhone} />
      <Input label={<Trans>Имя</Trans>} path="lead.client_name" autoComplete="off" value={clientName} onChange={setClientName} />
      <Input label={<Trans>Город</Trans>} path="lead.city" autoComplete="off" value={city} onChange={setCity} />
      <Choice label={<Trans>Как пришёл</Trans>} options={KINDS.map((value) => ({ value, label: wordOf(touchKinds, value) }))} value={kind} onChange={setKind} />
      {mayCall(LeadService.method.listChannels) && channels.size > 0 && (
        <Choice
          label={<Trans>Откуда узнал</Trans>}
          options={[...[...channels.values()].map(({ name, displayName }) => ({ value: name, label: displayName })), { value: NOT_KNOWN, label: <Trans>не спросили</Trans> }]}
          value={channel}
          onChange={setChannel}
        />
      )}
      <Text label={<Trans>Что хочет</Trans>} path="text" value={text} onChange={setText} />
    </Form>
  );
}
