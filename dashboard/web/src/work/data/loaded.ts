import { readError, type ZamerError } from "@zamer/api";
import { useCallback, useEffect, useRef, useState } from "react";

export interface Loaded<T> {
  value: T | undefined;
  error: ZamerError | undefined;
  // Reads again; done when the page shows what was read.
  reload(): Promise<void>;
}

// What a page shows, read when it opens, when it is looked at again and when something was changed on it. While it is
// read again, and when that fails, the last one stays, with the error beside it. `key` names what is read; with `every`, it
// is read again after so many milliseconds while the page is looked at.
export function useLoaded<T>(key: string, load: (signal: AbortSignal) => Promise<T>, every?: number): Loaded<T> {
  const [state, setState] = useState<{ key: string; value?: T; error?: ZamerError }>({ key });
  const [turn, setTurn] = useState(0);
  const waiting = useRef<(() => void)[]>([]);
  useEffect(() => {
    const leaving = new AbortController();
    const settle = () => {
      for (const done of waiting.current.splice(0)) done();
    };
    load(leaving.signal)
      .then(
        (value) => !leaving.signal.aborted && setState({ key, value }),
        (caught: unknown) =>
          !leaving.signal.aborted &&
          setState((last) => ({ key, ...(last.key === key && "value" in last ? { value: last.value } : {}), error: readError(caught) })),
      )
      .finally(() => leaving.signal.aborted || settle());
    return () => leaving.abort();
    // `load` is made anew with each render; the key says whether it reads something else.
  }, [key, turn]);
  const reload = useCallback(
    () =>
      new Promise<void>((resolve) => {
        waiting.current.push(resolve);
        setTurn((last) => last + 1);
      }),
    [],
  );
  useEffect(() => whenSeenAgain(() => void reload()), [reload]);
  useEffect(() => {
    const timer = every && setInterval(() => document.hidden || void reload(), every);
    return () => clearInterval(timer);
  }, [every, reload]);
  const current = state.key === key ? state : undefined;
  return { value: current?.value, error: current?.error, reload };
}

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
