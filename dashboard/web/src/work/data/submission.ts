import { readError, type ZamerError } from "@zamer/api";
import { useRef, useState } from "react";

import { RequestIds } from "./request_ids.ts";

// Sends one request of a submission. The service does it once, however often the person presses the button.
export type Once = <Request extends object, Answer>(call: (request: Request) => Promise<Answer>, request: Request) => Promise<Answer>;

export interface Submission {
  sending: boolean;
  error: ZamerError | undefined;
  submit(send: (once: Once) => Promise<void>): Promise<void>;
}

// What is behind a form: sends its requests one after the other, one submission at a time. After a failure the person
// presses again, and what was done already is not done twice. `onDone` is called once all are through; the submission
// lasts until that is done too, so that nobody presses what is no longer true.
export function useSubmission(onDone: () => void | Promise<void>): Submission {
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<ZamerError>();
  const busy = useRef(false);
  const [steps] = useState(() => new Steps());

  const submit = async (send: (once: Once) => Promise<void>): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    setSending(true);
    setError(undefined);
    try {
      await send(steps.begin());
      await onDone();
    } catch (caught) {
      setError(readError(caught));
    } finally {
      busy.current = false;
      setSending(false);
    }
  };
  return { sending, error, submit };
}

// The requests of a form by their order. One that has its answer is not sent again, even if the form says something else
// by now; one that failed is sent with the same id while it is the same.
export class Steps {
  readonly #ids = new RequestIds();
  readonly #answers: unknown[] = [];

  // An attempt to send them all, from the first.
  begin(): Once {
    let next = 0;
    return async <Request extends object, Answer>(call: (request: Request) => Promise<Answer>, request: Request) => {
      const step = next++;
      if (step >= this.#answers.length) this.#answers.push(await call({ ...request, requestId: this.#ids.of(step, request) }));
      return this.#answers[step] as Answer;
    };
  }
}
