import { Trans } from "@lingui/react/macro";

import type { Formats } from "./format.ts";
import { Icon } from "./Icon.tsx";
import { failedOf, type Read, readAtOf } from "./reads.ts";
import { sinceText } from "./since.ts";

// Says that what comes after it, up to the end of what they are in, could not be read anew, and since when; that is greyed
// meanwhile. Old numbers are never shown as new ones.
export function Old({ reads, formats }: { reads: readonly Read[]; formats: Formats }) {
  const failed = failedOf(reads);
  if (failed.length === 0) return null;
  const readAt = readAtOf(failed);
  const since = readAt && sinceText(readAt, Date.now(), formats);
  return (
    <p className="old" role="status">
      <Icon name="alert" />
      {since ? <Trans>Не прочитать с {since}: здесь то, что было тогда. Обновится само.</Trans> : <Trans>Сейчас не прочитать. Появится само, как только получится.</Trans>}
    </p>
  );
}
