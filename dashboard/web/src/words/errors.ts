import { Code } from "@connectrpc/connect";
import { i18n, type MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import type { ZamerError } from "@zamer/api";

const signInAgain = msg`Нужно войти снова.`;
const busy = msg`Сервер перегружен. Отправьте ещё раз через минуту.`;
const resting = msg`Нет связи с сервером. Отправьте ещё раз: дважды это не сделается.`;
const late = msg`Сервер не успел ответить. Отправьте ещё раз: дважды это не сделается.`;
const moved = msg`Пока вы смотрели, здесь что-то изменили. Проверьте и отправьте ещё раз.`;
const reload = msg`Страница устарела. Обновите её и попробуйте снова.`;
const ours = msg`На сервере ошибка. Она записана; попробуйте ещё раз, а если не выйдет — скажите администратору.`;
const tooMany = msg`Слишком часто. Отправьте ещё раз через минуту.`;

// What to tell a person of a reason of docs/errors.md: what is wrong and what to do. What only programs of the department
// meet has no sentence here: a test names those.
export const sentences: Record<string, MessageDescriptor> = {
  FIELD_INVALID: msg`Не всё заполнено верно.`,
  REQUEST_ID_REUSED: reload,
  PAGE_TOKEN_INVALID: reload,
  ETAG_STALE: moved,
  CONFLICT: msg`Коллеги меняют то же самое. Отправьте ещё раз.`,
  ILLEGAL_TRANSITION: msg`Сейчас так сделать нельзя: здесь уже всё изменилось.`,
  INTERNAL: ours,

  TOKEN_MISSING: signInAgain,
  TOKEN_INVALID: signInAgain,
  TOKEN_EXPIRED: signInAgain,
  SESSION_ENDED: signInAgain,
  ROLE_NOT_ALLOWED: msg`Это может сделать не каждый: попросите того, чей это лид или встреча, или РОПа.`,
  OTHER_DEPARTMENT: msg`Это другой отдел.`,
  METHOD_CLOSED: msg`Это здесь никому не открыто.`,
  METHOD_NOT_OFFERED: msg`Это здесь никому не открыто.`,
  SIGN_IN_REFUSED: msg`Отдел, логин или пароль не подходят.`,
  SIGN_INS_TOO_MANY: msg`Слишком много попыток. Подождите минуту и попробуйте снова.`,
  ORIGIN_REFUSED: msg`Этот адрес страницы не разрешён. Откройте её по адресу, который дал администратор.`,
  PASSWORD_WEAK: msg`Пароль слишком простой или слишком короткий.`,
  LOGIN_ALREADY_EXISTS: msg`Такой логин уже есть у другого сотрудника.`,
  LOGIN_NOT_FOUND: msg`У этого сотрудника нет логина.`,
  SESSION_NOT_FOUND: msg`Этот вход уже закрыт.`,
  DISPLAY_NOT_FOUND: msg`Такого экрана нет.`,
  IDENTITY_PROVIDER_FAILED: msg`Вход через компанию не подтвердил, кто вы, или такого сотрудника здесь нет. Попробуйте ещё раз или скажите администратору.`,

  HTTP_REQUEST_INVALID: reload,
  MESSAGE_TOO_LARGE: msg`Слишком много данных за один раз.`,
  RATE_LIMITED: tooMany,
  PATH_NOT_FOUND: reload,

  DEADLINE_MISSING: reload,
  DEADLINE_EXPIRED: late,
  CALL_CANCELLED: late,
  OVERLOADED: busy,
  DRAINING: resting,
  STREAM_EXPIRED: resting,
  PEER_UNAVAILABLE: resting,
  STORE_UNAVAILABLE: resting,
  OUTCOME_UNKNOWN: msg`Сервер не сказал, сделано ли это. Отправьте ещё раз: дважды это не сделается.`,
  POSITION_NOT_REACHED: msg`Последнее изменение ещё не дошло. Попробуйте ещё раз.`,

  TIME_INVALID: msg`Такого времени нет.`,
  TIME_ZONE_UNKNOWN: msg`Такого часового пояса нет.`,
  TIME_NOT_IN_ZONE: msg`Такого времени в этот день нет: часы переводят.`,
  TIME_AMBIGUOUS: msg`Такое время в этот день бывает дважды: часы переводят.`,
  SHIFT_INVALID: msg`Смена без дня недели, пустая или слишком длинная.`,
  CURRENCY_MISMATCH: msg`Суммы в разных валютах не складываются.`,
  AMOUNT_OUT_OF_RANGE: msg`Такая сумма не годится: проверьте её и её знак.`,
  PHONE_UNREADABLE: msg`Здесь не видно номера. Проверьте цифры: российский номер — это 10 цифр после +7 или 8.`,

  LEAD_NOT_FOUND: msg`Такого лида нет.`,
  CHANNEL_NOT_FOUND: msg`Такого канала нет.`,
  CAMPAIGN_NOT_FOUND: msg`Такой кампании нет.`,
  CITY_NOT_FOUND: msg`Такого города нет.`,
  FOLLOW_UP_NOT_FOUND: msg`Этот шаг уже закрыт.`,
  INTERACTION_NOT_FOUND: msg`Такой записи нет.`,
  TOUCH_NOT_FOUND: msg`Такого обращения нет.`,
  VISIT_NOT_FOUND: msg`Такого визита нет.`,
  REDISTRIBUTION_NOT_FOUND: msg`Такой передачи лидов нет.`,
  QUEUE_EMPTY: msg`Очередь пуста.`,
  LEAD_ALREADY_EXISTS: msg`Такой открытый лид уже есть.`,
  CHANNEL_ALREADY_EXISTS: msg`Такой канал уже есть.`,
  CAMPAIGN_ALREADY_EXISTS: msg`Такая кампания уже есть.`,
  DO_NOT_CONTACT: msg`Клиент просил его не беспокоить.`,
  CONSENT_MISSING: msg`Нет согласия на звонок.`,
  PHONE_MISSING: msg`Сначала запишите телефон.`,
  LEAD_ERASED: msg`Данные этого клиента удалены.`,
  NEXT_STEP_MISSING: msg`У открытого лида должен быть следующий шаг: выберите, когда.`,
  BOTH_HAVE_MEETINGS: msg`Это телефон другого лида, и у обоих впереди встреча. Сначала отмените одну из них.`,
  MERGE_CYCLE: msg`Эти лиды уже объединены.`,
  SAME_HOUSEHOLD: msg`Это телефон другого человека из той же семьи.`,
  MEETING_AHEAD: msg`У лида впереди встреча: сначала проведите, перенесите или отмените её.`,
  VISIT_HAS_PHONE: msg`Телефон этого посетителя уже записан.`,
  NOBODY_ELIGIBLE: msg`Сейчас этот лид некому отдать.`,

  DEPARTMENT_NOT_FOUND: msg`Такого отдела нет.`,
  EMPLOYEE_NOT_FOUND: msg`Такого сотрудника нет.`,
  MEETING_NOT_FOUND: msg`Такой встречи нет.`,
  HOLD_NOT_FOUND: msg`Время больше не придержано. Выберите его ещё раз.`,
  SHIFT_NOT_FOUND: msg`Такой смены нет.`,
  SHOWROOM_NOT_FOUND: msg`Такого салона нет.`,
  EMPLOYEE_ALREADY_EXISTS: msg`Такой сотрудник уже есть.`,
  MEETING_ALREADY_EXISTS: msg`У лида уже есть встреча в это время.`,
  EMPLOYEE_DISMISSED: msg`Этот сотрудник больше здесь не работает.`,
  EMPLOYEE_ABSENT: msg`Дизайнер в это время не работает.`,
  NOT_CHECKED_IN: msg`Смена уже закрыта.`,
  SLOT_TAKEN: msg`Это время только что заняли.`,
  SLOT_NOT_OFFERED: msg`На это время записать нельзя.`,
  HOLD_EXPIRED: msg`Время больше не придержано. Выберите его ещё раз.`,
  NO_DESIGNER_FREE: msg`Свободного дизайнера на это время нет.`,
  MEETING_NOT_HELD: msg`Сначала нужна состоявшаяся встреча с клиентом: запишите её итог.`,
  OUTCOME_MISSING: msg`Сначала запишите итог встречи.`,

  ESTIMATE_NOT_FOUND: msg`Такой сметы нет.`,
  CONTRACT_NOT_FOUND: msg`Такого договора нет.`,
  PRODUCTION_ORDER_NOT_FOUND: msg`Такого заказа в производстве нет.`,
  PAYMENT_NOT_FOUND: msg`Такого платежа нет.`,
  PRODUCT_NOT_FOUND: msg`Такого товара нет.`,
  CONTRACT_ALREADY_EXISTS: msg`Договор по этой смете уже есть.`,
  DISCOUNT_OVER_LIMIT: msg`Скидка больше вашего предела: её должен одобрить РОП.`,
  APPROVAL_STALE: msg`Одобрили другую версию сметы: её надо одобрить снова.`,
  APPROVER_IS_REQUESTER: msg`Свою смету одобряет другой РОП.`,
  QUOTE_EXPIRED: msg`Срок сметы вышел: составьте новую.`,
  PREPAYMENT_MISSING: msg`Предоплаты ещё мало, чтобы передать договор в производство.`,
  DRAWINGS_NOT_APPROVED: msg`Чертежи ещё не согласованы.`,
  MEASUREMENTS_NOT_CONFIRMED: msg`Замер ещё не подтверждён.`,
  AMENDMENT_OPEN: msg`Сначала нужно подписать дополнительное соглашение.`,
  ALREADY_HANDED_OVER: msg`Договор уже в производстве.`,
  CONTRACT_CANCELLED: msg`Договор расторгнут.`,
  PAYMENT_ID_REUSED: msg`Платёж с таким номером уже записан, но с другой суммой.`,
  REFUND_OVER_BALANCE: msg`Возврат больше, чем клиент заплатил.`,

  KPI_NOT_FOUND: msg`Такого показателя нет.`,
  SCORECARD_NOT_FOUND: msg`Такой анкеты разбора нет.`,
  REVIEW_NOT_FOUND: msg`Такого разбора нет.`,
  TARGET_NOT_FOUND: msg`Такого плана нет.`,
  OWN_WORK: msg`Свою работу не разбирают.`,
  TOO_FEW_CASES: msg`Случаев слишком мало, чтобы сказать честно.`,
};

const byCode: Partial<Record<Code, MessageDescriptor>> = {
  [Code.Unavailable]: resting,
  [Code.DeadlineExceeded]: late,
  [Code.Unauthenticated]: signInAgain,
};

// What to tell of a reason; nothing where we have no words for it.
export function reasonSentence(reason: string | undefined): string | undefined {
  const word = reason === undefined ? undefined : sentences[reason];
  return word && i18n._(word);
}

// What to tell of an error: our words where we have them, else those of the service, which are English.
export function errorText({ reason, code, sentence }: ZamerError): string {
  const word = byCode[code];
  return reasonSentence(reason) ?? (word ? i18n._(word) : sentence || i18n._(ours));
}
