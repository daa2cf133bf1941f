import { i18n, type MessageDescriptor } from "@lingui/core";

import { locale } from "../../app/language.ts";
import { type Formats, formatsFor } from "../../ui/format.ts";
import { useDirectory } from "../data/directory.ts";
import { other } from "./leads.ts";

// The word for a value of a list; values that are not known are something else.
export function wordOf<Value extends number>(words: Partial<Record<Value, MessageDescriptor>>, value: Value): string {
  return i18n._(words[value] ?? other);
}

// Times as the department's clocks show them, in the language of the page.
export function useFormats(): Formats {
  const { zone } = useDirectory();
  return formatsFor(locale(), zone);
}
