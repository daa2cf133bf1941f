import { Trans } from "@lingui/react/macro";
import type { ZamerError } from "@zamer/api";

import { Icon } from "../../ui/Icon.tsx";
import { errorText } from "../../words/errors.ts";
import type { Following } from "../data/following.ts";
import { useFormats } from "../words/words.ts";

// Says aloud that what is below is not the present.
export function Stale({ following }: { following: Following }) {
  const formats = useFormats();
  if (following.refused) return <Banner><p>{errorText(following.refused)}</p></Banner>;
  if (!following.lostSince) return null;
  return <Banner><p><Trans>Нет связи с {formats.time(following.lostSince)}: список мог устареть.</Trans></p></Banner>;
}

export function Failed({ error }: { error: ZamerError | undefined }) {
  return error ? <Banner><p>{errorText(error)}</p></Banner> : null;
}

function Banner({ children }: { children: React.ReactNode }) {
  return <div className="stale" role="alert"><Icon name="alert" />{children}</div>;
}
