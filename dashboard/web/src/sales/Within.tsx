import { Num, type Opened } from "./Num.tsx";
import { useSales } from "./SalesContext.tsx";
import { ShareText } from "./ShareText.tsx";
import type { Value } from "./value.ts";
import { FEW } from "./wilson.ts";

// How many of the durations are within the limit of the first answer.
export function Within({ value: { within }, ...number }: { value: Value & { kind: "duration" } } & Opened) {
  const { formats } = useSales();
  if (within?.rate === undefined) return <>—</>;
  return (
    <>
      <b className={within.n < FEW ? "few" : ""}><Num {...number} part="within" raw={`${within.k}/${within.n}`}>{formats.share(within.rate)}</Num></b>{" "}
      <ShareText share={within} number={number} passed="within" all="numerator" />
    </>
  );
}
