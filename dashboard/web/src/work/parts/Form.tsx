import { Trans } from "@lingui/react/macro";
import type { FieldViolation, ZamerError } from "@zamer/api";
import { createContext, type FormEvent, type ReactNode, useContext } from "react";

import { errorText } from "../../words/errors.ts";
import type { Submission } from "../data/submission.ts";

const ErrorContext = createContext<ZamerError | undefined>(undefined);

// What a service said of the field at this path of the request, for beside the field.
export function useViolation(path: string | undefined): string | undefined {
  const error = useContext(ErrorContext);
  return path && error && violationsOf(error).find(({ field }) => covers(path, field))?.sentence;
}

interface FormProps {
  submission: Submission;
  onSubmit: () => void;
  // On the button that sends.
  action: ReactNode;
  ready?: boolean;
  // Paths of the request that have a field here; what is wrong with others is said above the button.
  paths?: readonly string[];
  children: ReactNode;
}

// The frame of every form: one button at the thumb, what went wrong above it.
export function Form({ submission, onSubmit, action, ready = true, paths = [], children }: FormProps) {
  const { error, sending } = submission;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) onSubmit();
  };
  return (
    <ErrorContext value={error}>
      <form className="form" onSubmit={submit} noValidate>
        {children}
        <div className="form-foot">
          {error && <FormError error={error} paths={paths} />}
          <button type="submit" className="button button-primary button-wide" disabled={sending || !ready} aria-busy={sending}>
            {sending ? <Trans>Отправляем…</Trans> : action}
          </button>
        </div>
      </form>
    </ErrorContext>
  );
}

function FormError({ error, paths }: { error: ZamerError; paths: readonly string[] }) {
  const elsewhere = violationsOf(error).filter(({ field }) => !paths.some((path) => covers(path, field)));
  const known = violationsOf(error).length > 0 && elsewhere.length === 0;
  return (
    <div className="form-error" role="alert">
      {!known && <p>{errorText(error)}</p>}
      {known && <p><Trans>Поправьте отмеченное.</Trans></p>}
      {error.fieldViolations.length > 0 && elsewhere.map(({ field, sentence }) => <p key={field}>{field}: {sentence}</p>)}
    </div>
  );
}

// Some reasons name their field in the metadata; it is told in our words.
function violationsOf(error: ZamerError): FieldViolation[] {
  const field = error.metadata["field"];
  if (error.fieldViolations.length > 0 || !field) return error.fieldViolations;
  return [{ field, sentence: errorText(error) }];
}

function covers(path: string, field: string): boolean {
  return field === path || field.startsWith(`${path}.`) || field.startsWith(`${path}[`);
}

