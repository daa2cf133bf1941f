import { readError, type ZamerError } from "@zamer/api";
import { useCallback, useEffect, useRef, useState } from "react";

export interface Fetched<T> {
  // Undefined until there is an answer to exactly this question.
  data: T | undefined;
  // When that answer came.
  readAt: Date | undefined;
  // Why the last asking failed; what is there stays beside it, and is old.
  error: ZamerError | undefined;
  // Whether there is anything to ask.
  asked: boolean;
  // Asks again; done when the page shows the answer, or why there is none.
  reload(): Promise<void>;
}

interface When {
  // Again after so many milliseconds, while somebody looks.
  every?: number;
  // Again whenever this is another.
  again?: unknown;
}

// After a failure it is asked again this much later, in milliseconds, so that what is old does not stay so.
const AGAIN = 5_000;

// Asks once for each `key`, after a failure, and again when the page is looked at after a while, one question at a time:
// what changes meanwhile is asked for after it, so that an answer comes however often there is something new. An answer to
// another key is never shown; one to the same key stays until there is a newer one. Nothing is asked without a key.
export function useFetched<T>(key: string | undefined, fetch: (signal: AbortSignal) => Promise<T>, { every, again }: When = {}): Fetched<T> {
  const [state, setState] = useState<{ key: string } & Pick<Fetched<T>, "data" | "readAt" | "error">>();
  const [turn, setTurn] = useState(0);
  const waiting = useRef<(() => void)[]>([]);
  const latest = useRef(fetch);
  latest.current = fetch;
  const asked = useRef<() => void>(undefined);
  useEffect(() => {
    if (key === undefined) return;
    const over = new AbortController();
    let later: ReturnType<typeof setTimeout> | undefined;
    const ask = oneAtATime(async () => {
      clearTimeout(later);
      const told = waiting.current.splice(0);
      const answer = await latest.current(over.signal).then((data) => ({ data, readAt: new Date(), error: undefined }), (error: unknown) => ({ error: readError(error) }));
      if (over.signal.aborted) {
        waiting.current.push(...told);
        return;
      }
      setState((before) => ({ ...(before?.key === key ? before : unread), ...answer, key }));
      if (answer.error) later = setTimeout(whenSeen, AGAIN);
      for (const done of told) done();
    });
    const whenSeen = () => document.hidden || ask();
    asked.current = ask;
    const timer = every === undefined ? undefined : setInterval(whenSeen, every);
    return () => {
      over.abort();
      clearTimeout(later);
      clearInterval(timer);
      asked.current = undefined;
    };
  }, [key, every]);
  useEffect(() => asked.current?.(), [key, every, again, turn]);
  const reload = useCallback(
    () =>
      new Promise<void>((resolve) => {
        waiting.current.push(resolve);
        setTurn((last) => last + 1);
      }),
    [],
  );
  useEffect(() => whenSeenAgain(() => setTurn((last) => last + 1)), []);
  const { data, readAt, error } = (state?.key === key ? state : undefined) ?? unread;
  return { data, readAt, error, asked: key !== undefined, reload };
}

const unread = { data: undefined, readAt: undefined, error: undefined };

function whenSeenAgain(listener: () => void): () => void {
  const seen = () => {
    if (!document.hidden) listener();
  };
  document.addEventListener("visibilitychange", seen);
  window.addEventListener("online", listener);
  return () => {
    document.removeEventListener("visibilitychange", seen);
    window.removeEventListener("online", listener);
  };
}

// Runs `act`, and once more after it when it was wanted meanwhile.
export function oneAtATime(act: () => Promise<void>): () => void {
  let acting = false;
  let wanted = false;
  return function run() {
    wanted = true;
    if (acting) return;
    acting = true;
    wanted = false;
    void act().finally(() => {
      acting = false;
      if (wanted) run();
    });
  };
}
