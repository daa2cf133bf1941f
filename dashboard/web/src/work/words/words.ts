import { i18n, type MessageDescriptor } from "@lingui/core";
import type { ZamerError } from "@zamer/api";

import { locale } from "../../app/language.ts";
import { useDirectory } from "../data/directory.ts";
import { formatsOf, type Formats } from "../time/format.ts";
import { errorWord } from "./errors.ts";
import { other } from "./leads.ts";
import { reasonWord } from "./reasons.ts";

// The word for a value of a list; values that are not known are something else.
export function wordOf<Value extends number>(words: Partial<Record<Value, MessageDescriptor>>, value: Value): string {
  return i18n._(words[value] ?? other);
}

export function reasonText(code: string): string {
  const word = reasonWord(code);
  return word ? i18n._(word) : code;
}

// What to tell of an error: our words where we have them, else those of the service.
export function errorText(error: ZamerError): string {
  const word = errorWord(error);
  return word ? i18n._(word) : error.sentence;
}

// Times as the department's clocks show them, in the language of the page.
export function useFormats(): Formats {
  const { zone } = useDirectory();
  return formatsOf(locale(), zone);
}
