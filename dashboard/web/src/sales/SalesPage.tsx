import { Trans } from "@lingui/react/macro";

export default function SalesPage() {
  return (
    <main id="main">
      <h1><Trans>Отдел продаж</Trans></h1>
    </main>
  );
}
