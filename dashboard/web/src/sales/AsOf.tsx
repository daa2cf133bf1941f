import { Trans } from "@lingui/react/macro";

import { type Read, readAtOf } from "../ui/reads.ts";
import { dayIn } from "./period.ts";
import { type Sales, useSales } from "./SalesContext.tsx";

// Up to when the events are counted.
export function AsOf({ time }: { time: Date | undefined }) {
  const text = momentText(useSales(), time);
  return text && <Trans>события до {text}</Trans>;
}

// When what is shown was read.
export function ReadAt({ reads }: { reads: readonly Read[] }) {
  const text = momentText(useSales(), readAtOf(reads));
  return text && <Trans>данные на {text}</Trans>;
}

// A moment of another day says its day.
function momentText({ formats, today, zone }: Sales, time: Date | undefined): string | undefined {
  if (!time) return undefined;
  return dayIn(zone, time) === today ? formats.clock(time) : formats.instant(time);
}
