import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Contract_State, Estimate_State, LedgerEntry_Kind } from "@zamer/api/contract/v1/contract_pb";

export const estimateStates: Partial<Record<Estimate_State, MessageDescriptor>> = {
  [Estimate_State.DRAFT]: msg`смета готова`,
  [Estimate_State.APPROVAL_PENDING]: msg`скидку решает РОП`,
  [Estimate_State.APPROVED]: msg`скидка одобрена`,
  [Estimate_State.REJECTED]: msg`скидка отклонена`,
  [Estimate_State.SIGNED]: msg`подписана`,
  [Estimate_State.DECLINED]: msg`клиент отказался`,
  [Estimate_State.EXPIRED]: msg`срок вышел`,
};

export const contractStates: Partial<Record<Contract_State, MessageDescriptor>> = {
  [Contract_State.SIGNED]: msg`подписан, не оплачен`,
  [Contract_State.PARTLY_PREPAID]: msg`предоплаты мало`,
  [Contract_State.PREPAID]: msg`предоплачен`,
  [Contract_State.IN_PRODUCTION]: msg`в производстве`,
  [Contract_State.CLOSED]: msg`закрыт`,
  [Contract_State.CANCELLED]: msg`расторгнут`,
};

export const ledgerKinds: Partial<Record<LedgerEntry_Kind, MessageDescriptor>> = {
  [LedgerEntry_Kind.PAYMENT]: msg`клиент заплатил`,
  [LedgerEntry_Kind.REFUND]: msg`вернули клиенту`,
};
