import { i18n, type MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";

// Why a lead is closed, put off or a meeting called off: short codes, the same for everybody, so that they can be counted.
// A department that has others says them by their codes.
export interface CodedReason {
  code: string;
  label: MessageDescriptor;
}

export const lossReasons: CodedReason[] = [
  { code: "price", label: msg`дорого` },
  { code: "competitor", label: msg`ушёл к конкуренту` },
  { code: "changed-mind", label: msg`передумал` },
  { code: "timing", label: msg`не подходят сроки` },
  { code: "other", label: msg`другое` },
];

export const unreachable = msg`не дозвониться`;

export const disqualifyReasons: CodedReason[] = [
  { code: "wrong-city", label: msg`другой город` },
  { code: "other-goods", label: msg`не наш товар` },
  { code: "wrong-number", label: msg`ошибся номером` },
  { code: "supplier", label: msg`поставщик или реклама` },
  { code: "other", label: msg`другое` },
];

export const pauseReasons: CodedReason[] = [
  { code: "renovation", label: msg`ремонт не готов` },
  { code: "money", label: msg`копит деньги` },
  { code: "new-home", label: msg`дом не сдан` },
  { code: "other", label: msg`другое` },
];

export const cancelReasons: CodedReason[] = [
  { code: "changed-mind", label: msg`передумал` },
  { code: "no-time", label: msg`нет времени` },
  { code: "competitor", label: msg`заказал у других` },
  { code: "designer-ill", label: msg`дизайнер не может` },
  { code: "other", label: msg`другое` },
];

// Codes that nobody is offered here and that other programs use.
const elsewhere: CodedReason[] = [{ code: "too-expensive", label: msg`дорого` }];

const known = [...lossReasons, ...elsewhere, ...disqualifyReasons, ...pauseReasons, ...cancelReasons];

// The word for a code, which is said as it is where it is one of the department's own.
export function reasonText(code: string): string {
  const word = code === "unreachable" ? unreachable : known.find((reason) => reason.code === code)?.label;
  return word ? i18n._(word) : code;
}
