import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Trans, useLingui } from "@lingui/react/macro";
import { type Contract, Contract_State, type Estimate, Estimate_State } from "@zamer/api/contract/v1/contract_pb";
import { ContractService } from "@zamer/api/contract/v1/contract_service_pb";
import type { Lead } from "@zamer/api/lead/v1/lead_pb";
import type { ReactNode } from "react";

import { contracts } from "../../app/contracts.ts";
import { Link } from "../../app/Link.tsx";
import { useMayCall } from "../../app/may_call.ts";
import { useSession } from "../../app/session_context.ts";
import { reasonText } from "../../words/reasons.ts";
import { useDirectory } from "../data/directory.ts";
import { leadPath } from "../data/names.ts";
import { duesOf, isBeforeProduction, isOpenEstimate, isSignable } from "../data/papers.ts";
import { termsOf } from "../data/terms.ts";
import { contractStates, estimateStates } from "../words/papers.ts";
import { useFormats, wordOf } from "../words/words.ts";
import { useAct } from "./actions.tsx";
import { ClientName } from "./Client.tsx";
import { useSay } from "./say.tsx";
import { StepButton } from "./StepButton.tsx";

interface CardProps {
  // The client, once read; on his own page his name is said already.
  lead?: Lead | undefined;
  nameless?: boolean;
  onChanged: () => Promise<void>;
}

// Whether a paper is one's own business: a designer's own, or anybody's for the head of sales.
function useIsMine(): (designer: string) => boolean {
  const { employee, roles } = useSession();
  return (designer) => designer === employee || roles.includes("SALES_HEAD");
}

export function EstimateCard({ estimate, lead, nameless = false, onChanged }: CardProps & { estimate: Estimate }) {
  const { t } = useLingui();
  const formats = useFormats();
  const act = useAct();
  const say = useSay();
  const mayCall = useMayCall();
  const mine = useIsMine()(estimate.designer);
  const { name, etag, state, total, discountBps, lines } = estimate;
  const { method } = ContractService;
  const decides = state === Estimate_State.APPROVAL_PENDING && mayCall(method.approveEstimate);
  const decided = (sentence: string) => async () => {
    await onChanged();
    say(sentence);
  };
  return (
    <Paper designer={estimate.designer} client={estimate.lead} lead={lead} nameless={nameless} tone={estimateTone(state)} state={wordOf(estimateStates, state)} sum={total && formats.money(Number(total.minorUnits), total.currencyCode)} testId="estimate">
      <p className="row-about">
        {lines.map(({ product }) => product).join(", ")}
        {discountBps > 0 && <> · <Trans>скидка {formats.share(discountBps / 10_000)}</Trans></>}
      </p>
      <div className="meeting-steps">
        {mine && isSignable(estimate) && mayCall(method.signContract) && (
          <button type="button" className="button button-primary" onClick={() => act({ do: "sign", estimate })}><Trans>Подписать договор</Trans></button>
        )}
        {decides && (
          <>
            <StepButton primary send={async (once) => void (await once(contracts.approveEstimate, { name, etag }))} onDone={decided(t`Скидка одобрена`)}><Trans>Одобрить скидку</Trans></StepButton>
            <StepButton send={async (once) => void (await once(contracts.rejectEstimate, { name, etag }))} onDone={decided(t`Скидка отклонена`)}><Trans>Отклонить</Trans></StepButton>
          </>
        )}
        {mine && isOpenEstimate(estimate) && mayCall(method.updateEstimate) && (
          <button type="button" className="button" onClick={() => act({ do: "estimate", lead: estimate.lead, estimate })}><Trans>Изменить смету</Trans></button>
        )}
      </div>
    </Paper>
  );
}

export function ContractCard({ contract, lead, nameless = false, onChanged }: CardProps & { contract: Contract }) {
  const { t } = useLingui();
  const { department } = useDirectory();
  const formats = useFormats();
  const act = useAct();
  const say = useSay();
  const mayCall = useMayCall();
  const mine = useIsMine()(contract.designer);
  const { name, etag, state, signTime, cancelReason } = contract;
  const { method } = ContractService;
  const money = (minorUnits: number) => formats.money(minorUnits, department.currencyCode);
  const { total, paid, due, untilProduction, refund } = duesOf(contract, termsOf(department).prepaidShareBps);
  const handedOver = async () => {
    await onChanged();
    say(t`Передан в производство`);
  };
  return (
    <Paper designer={contract.designer} client={contract.lead} lead={lead} nameless={nameless} tone={contractTone(state)} state={wordOf(contractStates, state)} sum={total === undefined ? undefined : money(total)} testId="contract">
      <p className="row-about">
        {signTime && <Trans>подписан {formats.nearDay(timestampDate(signTime))}</Trans>} · <Trans>оплачено {money(paid)}</Trans>
        {due > 0 && <> · <b data-testid="due" data-value={due}><Trans>к оплате {money(due)}</Trans></b></>}
        {refund > 0 && <> · <b><Trans>вернуть {money(refund)}</Trans></b></>}
      </p>
      {untilProduction > 0 && <p className="row-note"><Trans>До производства не хватает {money(untilProduction)}.</Trans></p>}
      {cancelReason && <p className="row-note">{reasonText(cancelReason)}</p>}
      <div className="meeting-steps">
        {mine && state === Contract_State.PREPAID && mayCall(method.handOverToProduction) && (
          <StepButton primary send={async (once) => void (await once(contracts.handOverToProduction, { name, etag }))} onDone={handedOver}><Trans>Передать в производство</Trans></StepButton>
        )}
        {(due > 0 || refund > 0) && mayCall(method.recordPayment) && (
          <button type="button" className="button" onClick={() => act({ do: "pay", contract })}><Trans>Записать деньги</Trans></button>
        )}
        {mine && isBeforeProduction(contract) && mayCall(method.cancelContract) && (
          <button type="button" className="button" onClick={() => act({ do: "void", contract })}><Trans>Расторгнуть</Trans></button>
        )}
      </div>
    </Paper>
  );
}

interface PaperProps {
  designer: string;
  client: string;
  lead: Lead | undefined;
  nameless: boolean;
  tone: string;
  state: string;
  sum: string | undefined;
  testId: string;
  children: ReactNode;
}

function Paper({ designer, client, lead, nameless, tone, state, sum, testId, children }: PaperProps) {
  const { employee } = useSession();
  const { nameOf } = useDirectory();
  return (
    <article className="meeting" data-testid={testId}>
      <p className="meeting-when">
        <strong>{sum ?? <Trans>сумма не известна</Trans>}</strong>
        <span className={`state state-${tone}`}>{state}</span>
      </p>
      {!nameless && <Link className="meeting-client" href={leadPath(client)}>{lead ? <ClientName lead={lead} /> : <Trans>Клиент</Trans>}</Link>}
      {designer !== "" && designer !== employee && <p className="row-about">{nameOf(designer)}</p>}
      {children}
    </article>
  );
}

function estimateTone(state: Estimate_State): string {
  if (state === Estimate_State.APPROVAL_PENDING) return "new";
  if (state === Estimate_State.REJECTED) return "late";
  return state === Estimate_State.APPROVED || state === Estimate_State.SIGNED ? "won" : "on";
}

function contractTone(state: Contract_State): string {
  if (state === Contract_State.CANCELLED) return "off";
  if (state === Contract_State.SIGNED || state === Contract_State.PARTLY_PREPAID) return "new";
  return "won";
}
