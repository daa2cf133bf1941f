import { Trans, useLingui } from "@lingui/react/macro";
import { type Lead, Lead_State } from "@zamer/api/lead/v1/lead_pb";
import { ContractService } from "@zamer/api/contract/v1/contract_service_pb";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";
import { SchedulingService } from "@zamer/api/scheduling/v1/scheduling_service_pb";

import { leads } from "../../app/leads.ts";
import { Link } from "../../app/Link.tsx";
import { useMayCall } from "../../app/may_call.ts";
import { useSession } from "../../app/session_context.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { isOpen, type LeadFile, readLeadFile } from "../data/lead_file.ts";
import { leadPath } from "../data/names.ts";
import { isOpenEstimate } from "../data/papers.ts";
import { Actions, useAct } from "../parts/actions.tsx";
import { CallLink, ClientName, StateChip } from "../parts/Client.tsx";
import { isAhead, MeetingCard } from "../parts/MeetingCard.tsx";
import { LeadFacts } from "../parts/LeadFacts.tsx";
import { OpenSteps } from "../parts/OpenSteps.tsx";
import { ContractCard, EstimateCard } from "../parts/PaperCards.tsx";
import { Failed } from "../parts/Stale.tsx";
import { StepButton } from "../parts/StepButton.tsx";
import { Timeline } from "../parts/Timeline.tsx";
import { Work } from "../parts/Work.tsx";

const REFRESH = 20_000;

export default function LeadPage({ params }: { params: Record<string, string> }) {
  return <Work><LeadOf id={params["id"] ?? ""} /></Work>;
}

function LeadOf({ id }: { id: string }) {
  const session = useSession();
  const name = `${session.department}/leads/${id}`;
  const { data: file, error, reload } = useFetched(name, (signal) => readLeadFile(name, session, signal), { every: REFRESH });
  return (
    <Actions onChanged={reload}>
      <Failed error={error} />
      {file && <Shown file={file} onChanged={reload} />}
    </Actions>
  );
}

function Shown({ file, onChanged }: { file: LeadFile; onChanged: () => Promise<void> }) {
  const { lead, meetings, papers } = file;
  const ahead = meetings.filter(isAhead);
  return (
    <div className="lead">
      <header className="lead-head">
        <p><StateChip state={lead.state} /></p>
        <h1><ClientName lead={lead} /></h1>
      </header>
      <div className="lead-side">
        <Notices lead={lead} />
        <LeadFacts lead={lead} />
        {ahead.map((meeting) => <MeetingCard key={meeting.name} meeting={meeting} nameless onChanged={onChanged} />)}
        {papers.estimates.filter(isOpenEstimate).map((estimate) => <EstimateCard key={estimate.name} estimate={estimate} nameless onChanged={onChanged} />)}
        {papers.contracts.map((contract) => <ContractCard key={contract.name} contract={contract} nameless onChanged={onChanged} />)}
        <OpenSteps lead={lead} />
        <More lead={lead} onChanged={onChanged} />
      </div>
      <Timeline file={file} />
      {isOpen(lead) && <Bar lead={lead} />}
    </div>
  );
}

// What must be known before anything is done.
function Notices({ lead }: { lead: Lead }) {
  return (
    <>
      {lead.doNotContact && <p className="notice notice-bad"><Trans>Просил не беспокоить: не звонить и не писать.</Trans></p>}
      {lead.mergedInto && <p className="notice"><Link href={leadPath(lead.mergedInto)}><Trans>Объединён: открыть общий лид</Trans></Link></p>}
      {lead.serviceRequest && <p className="notice"><Trans>Наш клиент обратился снова: это сервис, а не новая продажа.</Trans></p>}
      {lead.erased && <p className="notice"><Trans>Личные данные удалены по просьбе клиента.</Trans></p>}
    </>
  );
}

// The main steps, at the thumb.
function Bar({ lead }: { lead: Lead }) {
  const { t } = useLingui();
  const act = useAct();
  const mayCall = useMayCall();
  const canBook = mayCall(SchedulingService.method.bookMeeting) && !lead.meeting && !lead.doNotContact;
  return (
    <div className="lead-bar" role="group" aria-label={t`Действия`}>
      <CallLink lead={lead} wide />
      {lead.phones.length === 0 && mayCall(LeadService.method.capturePhone) && (
        <button type="button" className="button button-primary button-wide" onClick={() => act({ do: "phone", lead })}><Trans>Телефон</Trans></button>
      )}
      {mayCall(LeadService.method.logInteraction) && (
        <button type="button" className="button button-wide" onClick={() => act({ do: "log", lead })}><Trans>Записать</Trans></button>
      )}
      {lead.state === Lead_State.MEETING_HELD && mayCall(ContractService.method.createEstimate) && (
        <button type="button" className="button button-wide" onClick={() => act({ do: "estimate", lead: lead.name })}><Trans>Смета</Trans></button>
      )}
      {canBook && <button type="button" className="button button-wide" onClick={() => act({ do: "book", lead })}><Trans>Замер</Trans></button>}
    </div>
  );
}

// The steps that are seldom.
function More({ lead, onChanged }: { lead: Lead; onChanged: () => Promise<void> }) {
  const act = useAct();
  const mayCall = useMayCall();
  const { method } = LeadService;
  const reopens = lead.state === Lead_State.LOST || lead.state === Lead_State.DISQUALIFIED;
  if (lead.state === Lead_State.MERGED || lead.erased) return null;
  return (
    <details className="more">
      <summary><Trans>Ещё</Trans></summary>
      <div className="more-steps">
        {isOpen(lead) && lead.phones.length > 0 && mayCall(method.capturePhone) && (
          <button type="button" className="button" onClick={() => act({ do: "phone", lead })}><Trans>Ещё телефон</Trans></button>
        )}
        {isOpen(lead) && !lead.meeting && lead.state !== Lead_State.NURTURING && mayCall(method.nurtureLead) && (
          <button type="button" className="button" onClick={() => act({ do: "pause", lead })}><Trans>Отложить</Trans></button>
        )}
        {isOpen(lead) && mayCall(method.loseLead) && (
          <button type="button" className="button" onClick={() => act({ do: "close", lead })}><Trans>Закрыть лид</Trans></button>
        )}
        {reopens && mayCall(method.reopenLead) && (
          <StepButton send={async (once) => void (await once(leads.reopenLead, { name: lead.name }))} onDone={onChanged}><Trans>Вернуть в работу</Trans></StepButton>
        )}
        {mayCall(method.setDoNotContact) && (
          <StepButton
            key={String(lead.doNotContact)}
            send={async (once) => void (await once(leads.setDoNotContact, { name: lead.name, doNotContact: !lead.doNotContact, reason: "asked" }))}
            onDone={onChanged}
          >
            {lead.doNotContact ? <Trans>Снова можно беспокоить</Trans> : <Trans>Просит не беспокоить</Trans>}
          </StepButton>
        )}
      </div>
    </details>
  );
}
