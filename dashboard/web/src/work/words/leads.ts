import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { FocusEntry_Reason } from "@zamer/api/lead/v1/focus_pb";
import {
  Consent_Kind,
  Interaction_CallResult,
  Interaction_Kind,
  Lead_State,
  Touch_Kind,
} from "@zamer/api/lead/v1/lead_pb";

// Words for the values of the lead service. Values may be added there: a word that is missing is said by `other`.
export const other = msg`другое`;

export const leadStates: Partial<Record<Lead_State, MessageDescriptor>> = {
  [Lead_State.NEW]: msg`новый`,
  [Lead_State.IN_CORRESPONDENCE]: msg`в переписке`,
  [Lead_State.PHONE_CAPTURED]: msg`есть телефон`,
  [Lead_State.MEETING_BOOKED]: msg`записан на замер`,
  [Lead_State.MEETING_HELD]: msg`встреча прошла`,
  [Lead_State.CONTRACT_SIGNED]: msg`договор подписан`,
  [Lead_State.IN_PRODUCTION]: msg`в производстве`,
  [Lead_State.NURTURING]: msg`отложен`,
  [Lead_State.LOST]: msg`потерян`,
  [Lead_State.DISQUALIFIED]: msg`не клиент`,
  [Lead_State.MERGED]: msg`объединён с другим`,
};

export const focusReasons: Partial<Record<FocusEntry_Reason, MessageDescriptor>> = {
  [FocusEntry_Reason.ANSWER]: msg`Ответить`,
  [FocusEntry_Reason.CALL_BACK]: msg`Обещан звонок`,
  [FocusEntry_Reason.FOLLOW_UP]: msg`Задача`,
  [FocusEntry_Reason.CONFIRM_MEETING]: msg`Подтвердить встречу`,
  [FocusEntry_Reason.NO_NEXT_STEP]: msg`Нет следующего шага`,
  [FocusEntry_Reason.STALE]: msg`Давно не связывались`,
};

export const touchKinds: Partial<Record<Touch_Kind, MessageDescriptor>> = {
  [Touch_Kind.FORM]: msg`заявка с формы`,
  [Touch_Kind.MESSAGE]: msg`сообщение`,
  [Touch_Kind.CALL]: msg`звонок`,
  [Touch_Kind.VISIT]: msg`пришёл в салон`,
  [Touch_Kind.MANUAL]: msg`внесён вручную`,
  [Touch_Kind.COLD]: msg`холодный номер`,
};

export const interactionKinds: Partial<Record<Interaction_Kind, MessageDescriptor>> = {
  [Interaction_Kind.MESSAGE]: msg`Сообщение`,
  [Interaction_Kind.CALL]: msg`Звонок`,
  [Interaction_Kind.VISIT]: msg`Визит в салон`,
  [Interaction_Kind.NOTE]: msg`Заметка`,
};

export const callResults: Partial<Record<Interaction_CallResult, MessageDescriptor>> = {
  [Interaction_CallResult.ANSWERED]: msg`поговорили`,
  [Interaction_CallResult.NO_ANSWER]: msg`не ответил`,
  [Interaction_CallResult.BUSY]: msg`занято`,
  [Interaction_CallResult.FAILED]: msg`не соединилось`,
  [Interaction_CallResult.VOICEMAIL]: msg`автоответчик`,
};

export const consentKinds: Partial<Record<Consent_Kind, MessageDescriptor>> = {
  [Consent_Kind.OWN_ENQUIRY]: msg`сам написал или позвонил`,
  [Consent_Kind.SPOKEN]: msg`согласился в разговоре`,
  [Consent_Kind.FORM]: msg`отметил в форме`,
  [Consent_Kind.NONE]: msg`согласия нет`,
};
