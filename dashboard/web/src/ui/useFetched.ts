import { useEffect, useRef, useState } from "react";

export interface Fetched<T> {
  // Undefined until there is an answer to exactly this question.
  data: T | undefined;
  failed: boolean;
}

// Asks once for each `key`, again whenever `again` changes and every so often, one question at a time: what changes
// meanwhile is asked for after it, so that an answer comes however often there is something new. An answer to another key
// is never shown; one to the same key stays until there is a newer one.
export function useFetched<T>(key: string | undefined, fetch: (signal: AbortSignal) => Promise<T>, { every, again }: { every?: number; again?: unknown } = {}): Fetched<T> {
  const [state, setState] = useState<{ key: string; data: T | undefined; failed: boolean }>();
  const latest = useRef(fetch);
  latest.current = fetch;
  const asked = useRef<() => void>(undefined);
  useEffect(() => {
    if (key === undefined) return;
    const over = new AbortController();
    const ask = oneAtATime(() =>
      latest.current(over.signal).then(
        (data) => {
          if (!over.signal.aborted) setState({ key, data, failed: false });
        },
        () => {
          if (!over.signal.aborted) setState((before) => ({ key, data: before?.key === key ? before.data : undefined, failed: true }));
        },
      ),
    );
    asked.current = ask;
    const timer = every === undefined ? undefined : setInterval(() => document.hidden || ask(), every);
    return () => {
      over.abort();
      clearInterval(timer);
      asked.current = undefined;
    };
  }, [key, every]);
  useEffect(() => asked.current?.(), [key, every, again]);
  return state && state.key === key ? { data: state.data, failed: state.failed } : { data: undefined, failed: false };
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
