import { Trans } from "@lingui/react/macro";

// In place of a split that is not counted beside the filters.
export function Unsplit() {
  return <p className="note"><Trans>С этими фильтрами такой разрез не считается: уберите один из них.</Trans></p>;
}
