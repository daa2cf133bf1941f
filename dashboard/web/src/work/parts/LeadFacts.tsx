import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Plural, Trans } from "@lingui/react/macro";
import { Consent_Kind, type Lead } from "@zamer/api/lead/v1/lead_pb";
import type { ReactNode } from "react";

import { Link } from "../../app/Link.tsx";
import { reasonText } from "../../words/reasons.ts";
import { useDirectory } from "../data/directory.ts";
import { leadPath } from "../data/names.ts";
import { consentKinds, touchKinds } from "../words/leads.ts";
import { useFormats, wordOf } from "../words/words.ts";
import { phoneText } from "./Client.tsx";

export function LeadFacts({ lead }: { lead: Lead }) {
  const { channelOf, nameOf } = useDirectory();
  const formats = useFormats();
  const first = lead.touches[0];
  return (
    <dl className="facts">
      {lead.phones.map(({ e164, raw, consent }) => (
        <Fact key={e164 || raw} name={<Trans>Телефон</Trans>}>
          <a href={`tel:${e164 || raw}`} className="fact-phone">{e164 ? phoneText(e164) : raw}</a>
          {consent && consent.kind !== Consent_Kind.KIND_UNSPECIFIED && <span className="soft">{wordOf(consentKinds, consent.kind)}</span>}
        </Fact>
      ))}
      {lead.emails.map(({ address }) => <Fact key={address} name={<Trans>Почта</Trans>}><a href={`mailto:${address}`}>{address}</a></Fact>)}
      {lead.city && <Fact name={<Trans>Город</Trans>}>{lead.city}</Fact>}
      {first && (
        <Fact name={<Trans>Откуда</Trans>}>
          {[first.channel && channelOf(first.channel), first.campaign, wordOf(touchKinds, first.kind)].filter(Boolean).join(" · ")}
          {lead.touchCount > 1 && <span className="soft"><Plural value={lead.touchCount} one="# обращение" few="# обращения" many="# обращений" other="# обращений" /></span>}
        </Fact>
      )}
      {lead.arriveTime && <Fact name={<Trans>Пришёл</Trans>}>{formats.nearTime(timestampDate(lead.arriveTime))}</Fact>}
      <Fact name={<Trans>Отвечает</Trans>}>{lead.owner ? nameOf(lead.owner) : <Trans>никто, ждёт в очереди</Trans>}</Fact>
      {lead.nurtureUntilTime && <Fact name={<Trans>Отложен до</Trans>}>{formats.nearDay(timestampDate(lead.nurtureUntilTime))}</Fact>}
      {lead.closeReason && <Fact name={<Trans>Закрыт</Trans>}>{reasonText(lead.closeReason)}</Fact>}
      {lead.household.map((other) => (
        <Fact key={other} name={<Trans>Семья</Trans>}><Link href={leadPath(other)}><Trans>другой лид с этим контактом</Trans></Link></Fact>
      ))}
    </dl>
  );
}

function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return <div className="fact"><dt>{name}</dt><dd>{children}</dd></div>;
}
