import { Trans } from "@lingui/react/macro";

import { useSession } from "../../app/session_context.ts";
import { readPlan } from "../../plan/goal.ts";
import { monthOf } from "../../plan/month.ts";
import { amountText, needText } from "../../plan/words.ts";
import { GoalNum } from "../../sales/GoalNum.tsx";
import { dayIn } from "../../sales/period.ts";
import { titleOf } from "../../sales/titles.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useDirectory } from "../data/directory.ts";
import { useFormats } from "../words/words.ts";

const REFRESH = 60_000;

// What the head of sales has set for this month, and what is still to be done. Nothing where she has set nothing.
export function MyPlan() {
  const { department: parent, employee } = useSession();
  const { department, zone } = useDirectory();
  const formats = useFormats();
  const month = monthOf(dayIn(zone, new Date()));
  const { data: plan } = useFetched(`${employee} ${month}`, (signal) => readPlan(parent, month, signal, employee), { every: REFRESH });
  if (!plan || plan.goals.length === 0) return null;
  return (
    <section className="numbers" data-testid="my-plan">
      <h2><Trans>План месяца</Trans></h2>
      <div className="scores">
        {plan.goals.map((goal) => (
          <div key={goal.name} className="score">
            <p className="score-value">
              <GoalNum goal={goal}>{amountText(goal, goal.fact, formats, department.currencyCode)}</GoalNum>{" "}
              <GoalNum goal={goal} aside><span className="soft"><Trans>из {amountText(goal, goal.target, formats, department.currencyCode)}</Trans></span></GoalNum>
            </p>
            <p>{titleOf(goal.kpi)}</p>
            <p className="soft"><GoalNum goal={goal} aside>{needText(goal, formats, department.currencyCode)}</GoalNum></p>
          </div>
        ))}
      </div>
    </section>
  );
}
