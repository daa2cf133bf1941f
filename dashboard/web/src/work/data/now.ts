import { useEffect, useState } from "react";

// The present, good to so many milliseconds: what says "waits for 8 minutes" has to grow.
export function useNow(every = 15_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
