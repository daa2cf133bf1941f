import { Trans } from "@lingui/react/macro";

import { amountText } from "../../plan/words.ts";
import { useSales } from "../SalesContext.tsx";
import { usePlanRead } from "../usePlan.ts";
import type { Explained } from "../view.ts";
import { Fact } from "./Panel.tsx";

// What the month's plan makes of a number: all that the card of the plan says of it.
export function PlanFacts({ explained }: { explained: Explained }) {
  const { formats, settings } = useSales();
  const goal = usePlanRead()?.goals.find(({ kpi, employee }) => kpi === explained.kpi && employee === (explained.of?.value ?? ""));
  if (!goal) return null;
  const text = (amount: number) => amountText(goal, amount, formats, settings.currencyCode);
  const perDay = goal.neededPerDay !== undefined && (goal.kind === "money" ? text(goal.neededPerDay) : formats.decimal(goal.neededPerDay));
  return (
    <>
      <Fact name={<Trans>План месяца</Trans>}>{text(goal.target)}</Fact>
      {goal.expected !== undefined && <Fact name={<Trans>По плану к этому часу</Trans>}>{text(Math.round(goal.expected))}</Fact>}
      {goal.forecast !== undefined && <Fact name={<Trans>Если так пойдёт</Trans>}>{text(Math.round(goal.forecast))}</Fact>}
      {goal.needed !== undefined && <Fact name={<Trans>До плана</Trans>}>{text(goal.needed)}</Fact>}
      {perDay && <Fact name={<Trans>В рабочий день</Trans>}>{perDay}</Fact>}
    </>
  );
}
