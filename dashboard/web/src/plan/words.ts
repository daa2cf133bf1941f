import { plural, t } from "@lingui/core/macro";

import { verdict } from "../sales/wilson.ts";
import type { Formats } from "../ui/format.ts";
import type { Goal } from "./goal.ts";

// An amount of a goal's kind, as short as it can be.
export function amountText({ kind }: Goal, amount: number | undefined, formats: Formats, currency: string): string {
  if (amount === undefined) return "—";
  if (kind === "share") return formats.share(amount);
  return kind === "money" ? formats.shortMoney(amount, currency) : formats.count(amount);
}

// What is still to be done, in one sentence.
export function needText(goal: Goal, formats: Formats, currency: string): string {
  if (goal.kind === "share") return shareText(goal, formats);
  if (goal.needed === undefined) return "";
  if (goal.needed === 0) return t`План выполнен.`;
  const missing = goal.kind === "money" ? formats.shortMoney(goal.needed, currency) : casesText(goal.kpi, goal.needed, formats);
  if (goal.neededPerDay === undefined) return t`До плана не хватило ${missing}.`;
  const daily = goal.kind === "money" ? formats.shortMoney(goal.neededPerDay, currency) : formats.decimal(goal.neededPerDay);
  return t`Нужно ещё ${missing}, ${daily} в рабочий день.`;
}

// The same for a narrow place.
export function shortNeed(goal: Goal, formats: Formats, currency: string): string {
  const { needed, neededPerDay } = goal;
  if (needed === undefined) return "";
  if (needed === 0) return t`план выполнен`;
  const missing = amountText(goal, needed, formats, currency);
  if (neededPerDay === undefined) return t`до плана не хватило ${missing}`;
  const daily = goal.kind === "money" ? formats.shortMoney(neededPerDay, currency) : formats.decimal(neededPerDay);
  return t`до плана ${missing}, ${daily} в день`;
}

// A share is held against its target by its whole interval only.
function shareText({ share, target }: Goal, formats: Formats): string {
  const wanted = formats.share(target);
  if (!share || share.rate === undefined) return t`Пока не из чего считать.`;
  const interval = share.lower === undefined || share.upper === undefined ? undefined : { lower: share.lower, upper: share.upper };
  switch (verdict(share.n, interval, target)) {
    case "few":
      return t`Случаев пока мало, чтобы судить.`;
    case "above":
      return t`Выше плана: ${formats.share(share.rate)} при плане ${wanted}.`;
    case "below":
      return t`Ниже плана: ${formats.share(share.rate)} при плане ${wanted}.`;
    case "same":
      return t`Около плана: ${formats.share(share.rate)} при плане ${wanted}.`;
  }
}

function casesText(kpi: string, count: number, formats: Formats): string {
  switch (kpi) {
    case "contracts":
      return plural(count, { one: "# договор", few: "# договора", many: "# договоров", other: "# договоров" });
    case "meetings":
      return plural(count, { one: "# встречу", few: "# встречи", many: "# встреч", other: "# встреч" });
    case "bookings":
      return plural(count, { one: "# запись", few: "# записи", many: "# записей", other: "# записей" });
    case "phones":
      return plural(count, { one: "# телефон", few: "# телефона", many: "# телефонов", other: "# телефонов" });
    case "leads":
      return plural(count, { one: "# лид", few: "# лида", many: "# лидов", other: "# лидов" });
    default:
      return formats.count(count);
  }
}
