import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Trans } from "@lingui/react/macro";
import type { Lead } from "@zamer/api/lead/v1/lead_pb";

import { Link } from "../../app/Link.tsx";
import { useSession } from "../../app/session_context.ts";
import { useDirectory } from "../data/directory.ts";
import { leadPath } from "../data/names.ts";
import { useNow } from "../data/now.ts";
import { useFormats } from "../words/words.ts";
import { ClientName, phoneText, StateChip } from "./Client.tsx";

export function LeadRow({ lead }: { lead: Lead }) {
  const { employee } = useSession();
  const { nameOf } = useDirectory();
  const number = lead.phones[0]?.e164;
  const about = [lead.city, lead.clientName && number && phoneText(number), lead.owner !== employee && lead.owner && nameOf(lead.owner)];
  return (
    <li className="row" data-testid="lead-row">
      <Link className="row-main" href={leadPath(lead.name)}>
        <span className="row-why"><StateChip state={lead.state} /> <NextStep lead={lead} /></span>
        <strong className="row-name"><ClientName lead={lead} /></strong>
        <span className="row-about">{about.filter(Boolean).join(" · ")}</span>
      </Link>
    </li>
  );
}

// What the lead waits for.
function NextStep({ lead: { waitingSinceTime, nextStepTime, nextStepMissingSinceTime } }: { lead: Lead }) {
  const formats = useFormats();
  const now = useNow();
  if (waitingSinceTime) {
    return <span className="late"><Trans>ждёт ответа {formats.wait(now.getTime() - timestampDate(waitingSinceTime).getTime())}</Trans></span>;
  }
  if (nextStepTime) {
    const due = timestampDate(nextStepTime);
    return <span className={due < now ? "late" : undefined}>{formats.nearTime(due)}</span>;
  }
  return nextStepMissingSinceTime ? <span className="late"><Trans>нет шага</Trans></span> : null;
}
