import { useEffect, useState } from "react";

import { type Day, dayIn } from "./period.ts";

// The zone's day, also after its midnight.
export function useToday(zone: string): Day {
  const [today, setToday] = useState(() => dayIn(zone, new Date()));
  useEffect(() => {
    const look = () => setToday(dayIn(zone, new Date()));
    look();
    const timer = setInterval(look, 10_000);
    return () => clearInterval(timer);
  }, [zone]);
  return today;
}
