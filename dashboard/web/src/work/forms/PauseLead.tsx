import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { Trans } from "@lingui/react/macro";
import type { Lead } from "@zamer/api/lead/v1/lead_pb";
import { useState } from "react";

import { leads } from "../../app/leads.ts";
import { pauseReasons } from "../../words/reasons.ts";
import { useSubmission } from "../data/submission.ts";
import { Form } from "../parts/Form.tsx";
import { When } from "../parts/When.tsx";
import { pausePresets } from "../time/presets.ts";
import { ReasonChoice } from "./CloseLead.tsx";

// Puts a lead off: nobody is reminded of it until the day, and then its owner is.
export function PauseLead({ lead, onDone }: { lead: Lead; onDone: () => void | Promise<void> }) {
  const [until, setUntil] = useState<Date>();
  const [reason, setReason] = useState<string>();
  const submission = useSubmission(onDone);
  const send = () =>
    submission.submit(
      async (once) =>
        void (await once(leads.nurtureLead, { name: lead.name, reason, ...(until && { untilTime: timestampFromDate(until) }) })),
    );
  return (
    <Form submission={submission} onSubmit={send} action={<Trans>Отложить</Trans>} ready={until !== undefined && reason !== undefined} paths={["until_time", "reason"]}>
      <When label={<Trans>На сколько</Trans>} presets={pausePresets} value={until} onChange={setUntil} path="until_time" />
      <ReasonChoice reasons={pauseReasons} value={reason} onChange={setReason} />
    </Form>
  );
}
