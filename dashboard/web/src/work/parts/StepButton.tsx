import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { errorText } from "../../words/errors.ts";
import { type Once, useSubmission } from "../data/submission.ts";

interface StepButtonProps {
  send: (once: Once) => Promise<void>;
  onDone: () => void | Promise<void>;
  primary?: boolean;
  children: ReactNode;
}

// A step that needs no form: one press, done once.
export function StepButton({ send, onDone, primary = false, children }: StepButtonProps) {
  const { sending, error, submit } = useSubmission(onDone);
  return (
    <>
      <button type="button" className={primary ? "button button-primary" : "button"} disabled={sending} aria-busy={sending} onClick={() => void submit(send)}>
        {sending ? <Trans>Отправляем…</Trans> : children}
      </button>
      {error && <p className="form-error" role="alert">{errorText(error)}</p>}
    </>
  );
}
