import { Trans } from "@lingui/react/macro";

import { useSales } from "./SalesContext.tsx";

// Up to when the events are counted.
export function AsOf({ time }: { time: Date | undefined }) {
  const { formats, today } = useSales();
  if (!time) return null;
  const isToday = formats.day(today) === formats.instant(time).split(",")[0];
  const text = isToday ? formats.clock(time) : formats.instant(time);
  return <Trans>события до {text}</Trans>;
}
