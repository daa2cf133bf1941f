import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

const SayContext = createContext<(sentence: string) => void>(() => undefined);
const SHOWN = 4_000;

// Says in a few words that something is done, for a moment, over the page.
export function useSay(): (sentence: string) => void {
  return useContext(SayContext);
}

export function Said({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<{ sentence: string }>();
  useEffect(() => {
    const timer = said && setTimeout(() => setSaid(undefined), SHOWN);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <SayContext value={(sentence) => setSaid({ sentence })}>
      {children}
      <div className="said" role="status" aria-live="polite">{said && <span>{said.sentence}</span>}</div>
    </SayContext>
  );
}
