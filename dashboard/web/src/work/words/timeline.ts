import { durationMs, timestampDate } from "@bufbuild/protobuf/wkt";
import { t } from "@lingui/core/macro";
import { type LeadEvent, LeadAssigned_Cause } from "@zamer/api/lead/v1/lead_events_pb";
import { Interaction_Direction, Interaction_Kind } from "@zamer/api/lead/v1/lead_pb";

import { reasonText } from "../../words/reasons.ts";
import type { Directory } from "../data/directory.ts";
import type { Formats } from "../../ui/format.ts";
import { callResults, interactionKinds, leadStates, touchKinds } from "./leads.ts";
import { wordOf } from "./words.ts";

// What an event says to a person; nothing for events that say it only to programs.
export function sentenceOf({ fact }: LeadEvent, directory: Directory, formats: Formats): string | undefined {
  switch (fact.case) {
    case "leadCreated":
      return join(t`Пришёл`, wordOf(touchKinds, fact.value.kind), channelIn(fact.value.dimensions?.channel, directory));
    case "touchAdded":
      return join(t`Обратился снова`, wordOf(touchKinds, fact.value.kind), channelIn(fact.value.channel, directory));
    case "leadAssigned":
      return assigned(fact.value.owner, fact.value.cause, directory);
    case "leadQueued":
      return t`Ждёт в очереди`;
    case "phoneCaptured":
      return fact.value.withLead ? undefined : t`Записан телефон`;
    case "interactionLogged":
      return interaction(fact.value, formats);
    case "firstResponseMissed":
      return t`Первый ответ опоздал`;
    case "stateChanged":
      return join(t`Теперь: ${wordOf(leadStates, fact.value.to)}`, fact.value.reason && reasonText(fact.value.reason));
    case "followUpScheduled":
      return t`Назначен шаг: ${when(fact.value.dueTime, formats)}`;
    case "followUpCompleted":
      return fact.value.late ? t`Шаг выполнен с опозданием` : t`Шаг выполнен`;
    case "followUpOverdue":
      return t`Шаг просрочен`;
    case "leadMerged":
      return t`Объединён с другим лидом`;
    case "leadUnmerged":
      return t`Снова отдельный лид`;
    case "doNotContactChanged":
      return fact.value.doNotContact ? t`Просит не беспокоить` : t`Снова можно беспокоить`;
    case "householdChanged":
      return fact.value.linked ? t`Отмечен как семья с другим лидом` : t`Больше не отмечен как семья`;
    case "nextStepMissed":
      return t`Остался без следующего шага`;
    case "leadErased":
      return t`Личные данные удалены`;
    default:
      return undefined;
  }
}

function assigned(owner: string, cause: LeadAssigned_Cause, directory: Directory): string {
  const name = directory.nameOf(owner);
  if (cause === LeadAssigned_Cause.CLAIM) return t`${name} берёт лид`;
  if (cause === LeadAssigned_Cause.MANUAL) return t`Передан вручную: ${name}`;
  return t`Отвечает ${name}`;
}

type Logged = Extract<LeadEvent["fact"], { case: "interactionLogged" }>["value"];

function interaction({ kind, direction, callResult, talkDuration }: Logged, formats: Formats): string {
  const talked = talkDuration ? durationMs(talkDuration) : 0;
  return join(
    wordOf(interactionKinds, kind),
    kind !== Interaction_Kind.NOTE && direction === Interaction_Direction.INBOUND && t`от клиента`,
    kind === Interaction_Kind.CALL && callResult !== 0 && wordOf(callResults, callResult),
    talked > 0 && formats.wait(talked),
  );
}

function channelIn(channel: string | undefined, directory: Directory): string | false {
  return channel !== undefined && channel !== "" && directory.channelOf(channel);
}

function when(time: Parameters<typeof timestampDate>[0] | undefined, formats: Formats): string {
  return time ? formats.nearTime(timestampDate(time)) : "";
}

function join(...parts: (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(" · ");
}
