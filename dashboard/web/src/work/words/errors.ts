import { Code } from "@connectrpc/connect";
import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { ZamerError } from "@zamer/api";

// What to tell a person who meets a reason of docs/errors.md on these pages. Others are told by the service's sentence.
const byReason: Record<string, MessageDescriptor> = {
  ETAG_STALE: msg`Пока вы смотрели, здесь что-то изменили. Проверьте и отправьте ещё раз.`,
  CONFLICT: msg`Коллеги меняют то же самое. Отправьте ещё раз.`,
  ILLEGAL_TRANSITION: msg`Сейчас так сделать нельзя: здесь уже всё изменилось.`,
  ROLE_NOT_ALLOWED: msg`Это может сделать не каждый: попросите того, чей это лид или встреча, или РОПа.`,
  OTHER_DEPARTMENT: msg`Это другой отдел.`,
  FIELD_INVALID: msg`Не всё заполнено верно.`,
  PHONE_UNREADABLE: msg`Здесь не видно номера. Проверьте цифры: российский номер — это 10 цифр после +7 или 8.`,
  LEAD_NOT_FOUND: msg`Такого лида нет.`,
  MEETING_NOT_FOUND: msg`Такой встречи нет.`,
  FOLLOW_UP_NOT_FOUND: msg`Этот шаг уже закрыт.`,
  QUEUE_EMPTY: msg`Очередь пуста.`,
  DO_NOT_CONTACT: msg`Клиент просил его не беспокоить.`,
  CONSENT_MISSING: msg`Нет согласия на звонок.`,
  PHONE_MISSING: msg`Сначала запишите телефон.`,
  LEAD_ERASED: msg`Данные этого клиента удалены.`,
  NEXT_STEP_MISSING: msg`У открытого лида должен быть следующий шаг: выберите, когда.`,
  BOTH_HAVE_MEETINGS: msg`Это телефон другого лида, и у обоих впереди встреча. Сначала отмените одну из них.`,
  SAME_HOUSEHOLD: msg`Это телефон другого человека из той же семьи.`,
  MEETING_AHEAD: msg`У лида впереди встреча: сначала проведите, перенесите или отмените её.`,
  MEETING_ALREADY_EXISTS: msg`У лида уже есть встреча в это время.`,
  SLOT_TAKEN: msg`Это время только что заняли.`,
  SLOT_NOT_OFFERED: msg`На это время записать нельзя.`,
  NO_DESIGNER_FREE: msg`Свободного дизайнера на это время нет.`,
  EMPLOYEE_ABSENT: msg`Дизайнер в это время не работает.`,
  HOLD_EXPIRED: msg`Время больше не придержано. Выберите его ещё раз.`,
  NOT_CHECKED_IN: msg`Смена уже закрыта.`,
  VISIT_HAS_PHONE: msg`Телефон этого посетителя уже записан.`,
  CHANNEL_NOT_FOUND: msg`Такого канала нет.`,
  OVERLOADED: msg`Сервер перегружен. Отправьте ещё раз через минуту.`,
  RATE_LIMITED: msg`Слишком часто. Отправьте ещё раз через минуту.`,
};

const byCode: Partial<Record<Code, MessageDescriptor>> = {
  [Code.Unavailable]: msg`Нет связи с сервером. Отправьте ещё раз: дважды это не сделается.`,
  [Code.DeadlineExceeded]: msg`Сервер не успел ответить. Отправьте ещё раз: дважды это не сделается.`,
  [Code.Unauthenticated]: msg`Нужно войти снова.`,
};

export function errorWord({ reason, code }: ZamerError): MessageDescriptor | undefined {
  return byReason[reason] ?? byCode[code];
}
