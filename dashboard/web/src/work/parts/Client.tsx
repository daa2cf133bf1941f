import { Trans, useLingui } from "@lingui/react/macro";
import { type Lead, Lead_State } from "@zamer/api/lead/v1/lead_pb";

import { leadStates } from "../words/leads.ts";
import { wordOf } from "../words/words.ts";
import { useAct } from "./actions.tsx";

export function ClientName({ lead }: { lead: Lead }) {
  if (lead.clientName) return <>{lead.clientName}</>;
  return <>{lead.phones[0] ? phoneText(lead.phones[0].e164 || lead.phones[0].raw) : <Trans>Без имени</Trans>}</>;
}

export function StateChip({ state }: { state: Lead_State }) {
  return <span className={`state state-${toneOf(state)}`}>{wordOf(leadStates, state)}</span>;
}

function toneOf(state: Lead_State): string {
  if (state === Lead_State.NEW) return "new";
  if (state === Lead_State.CONTRACT_SIGNED || state === Lead_State.IN_PRODUCTION) return "won";
  return [Lead_State.LOST, Lead_State.DISQUALIFIED, Lead_State.MERGED, Lead_State.NURTURING].includes(state) ? "off" : "on";
}

// Calls, and has the form ready for when the talk is over.
export function CallLink({ lead, followUpId, wide = false }: { lead: Lead; followUpId?: string; wide?: boolean }) {
  const { t } = useLingui();
  const act = useAct();
  const number = lead.phones[0]?.e164;
  if (!number || lead.doNotContact) return null;
  return (
    <a
      className={wide ? "button button-primary button-wide" : "button button-primary"}
      href={`tel:${number}`}
      aria-label={t`Позвонить: ${phoneText(number)}`}
      onClick={() => act({ do: "log", lead, dialled: new Date(), ...(followUpId && { followUpId }) })}
    >
      <Trans>Позвонить</Trans>
    </a>
  );
}

// +7 912 345-67-89; other countries' numbers as they are.
export function phoneText(e164: string): string {
  const russian = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(e164);
  return russian ? `+7 ${russian[1]} ${russian[2]}-${russian[3]}-${russian[4]}` : e164;
}
