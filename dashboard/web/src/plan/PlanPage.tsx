import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";

import { metrics } from "../app/api.ts";
import { locale } from "../app/language.ts";
import { Link } from "../app/Link.tsx";
import { useSearch } from "../app/location.ts";
import { useSession } from "../app/session_context.ts";
import { dayIn } from "../sales/period.ts";
import { titleOf } from "../sales/titles.ts";
import { Icon } from "../ui/Icon.tsx";
import { useFetched } from "../ui/useFetched.ts";
import { useDirectory } from "../work/data/directory.ts";
import { Failed } from "../work/parts/Stale.tsx";
import { Sheet } from "../work/parts/Sheet.tsx";
import { StepButton } from "../work/parts/StepButton.tsx";
import { useSay } from "../work/parts/say.tsx";
import { Work } from "../work/parts/Work.tsx";
import { useFormats } from "../work/words/words.ts";
import { type Goal, type Plan, readPlan } from "./goal.ts";
import { isMonth, monthAfter, monthName, monthOf } from "./month.ts";
import { SetTarget } from "./SetTarget.tsx";
import { amountText, needText } from "./words.ts";

// Facts move, and so does what a day needs.
const REFRESH = 60_000;

export default function PlanPage() {
  return <Work><PlanOfMonth /></Work>;
}

function PlanOfMonth() {
  const { t } = useLingui();
  const { department } = useSession();
  const { zone } = useDirectory();
  const say = useSay();
  const asked = new URLSearchParams(useSearch()).get("month") ?? "";
  const month = isMonth(asked) ? asked : monthOf(dayIn(zone, new Date()));
  const { data: plan, error, reload } = useFetched(`${department} ${month}`, (signal) => readPlan(department, month, signal), { every: REFRESH });
  // A goal that is changed, or a new one.
  const [form, setForm] = useState<{ goal: Goal | undefined }>();
  const done = async (sentence: string) => {
    await reload();
    setForm(undefined);
    say(sentence);
  };
  const table = (goals: readonly Goal[], title: ReactNode) => (
    <GoalTable title={title} goals={goals} onChange={(goal) => setForm({ goal })} onRemoved={() => done(t`План убран`)} />
  );
  return (
    <>
      <div className="work-head">
        <h1><Trans>План</Trans></h1>
        <button type="button" className="button button-primary" onClick={() => setForm({ goal: undefined })}><Trans>Поставить план</Trans></button>
      </div>
      <div className="day-bar">
        <Link className="icon-button" href={`/plan?month=${monthAfter(month, -1)}`} aria-label={t`Месяц раньше`}><Icon name="left" /></Link>
        <h2>{monthName(month, locale())}</h2>
        <Link className="icon-button" href={`/plan?month=${monthAfter(month, 1)}`} aria-label={t`Месяц позже`}><Icon name="right" /></Link>
      </div>
      <Failed error={error} />
      {plan && <WorkingDays plan={plan} />}
      {plan?.goals.length === 0 && <p className="all-done"><Trans>План на этот месяц не поставлен.</Trans></p>}
      {plan && table(plan.goals.filter(({ employee }) => employee === ""), <Trans>Отдел</Trans>)}
      {plan && table(byPerson(plan.goals), <Trans>Сотрудники</Trans>)}
      {form && (
        <Sheet title={form.goal ? t`Изменить план` : t`Поставить план`} onClose={() => setForm(undefined)}>
          <SetTarget month={month} goal={form.goal} onDone={() => done(t`План поставлен`)} />
        </Sheet>
      )}
    </>
  );
}

function WorkingDays({ plan }: { plan: Plan }) {
  const { working, asOf } = plan;
  const formats = useFormats();
  if (!working) return null;
  const { workingDays: all, workingDaysLeft: left } = working;
  return (
    <p className="soft">
      <Plural value={all} one="# рабочий день" few="# рабочих дня" many="# рабочих дней" other="# рабочих дней" />
      {left > 0 && left < all && <>, <Trans>осталось {left}</Trans></>}
      {asOf && <> · <Trans>события до {formats.instant(asOf)}</Trans></>}
    </p>
  );
}

function byPerson(goals: readonly Goal[]): Goal[] {
  return goals.filter(({ employee }) => employee !== "").sort((a, b) => a.employee.localeCompare(b.employee));
}

interface GoalTableProps {
  title: ReactNode;
  goals: readonly Goal[];
  onChange: (goal: Goal) => void;
  onRemoved: () => Promise<void>;
}

function GoalTable({ title, goals, onChange, onRemoved }: GoalTableProps) {
  const { t } = useLingui();
  const { department, nameOf } = useDirectory();
  const formats = useFormats();
  if (goals.length === 0) return null;
  const text = (goal: Goal, amount: number | undefined) => amountText(goal, amount, formats, department.currencyCode);
  return (
    <section className="numbers">
      <h2>{title}</h2>
      <table className="plain to-cards" data-testid="goals">
        <thead>
          <tr>
            <th><Trans>Показатель</Trans></th>
            <th className="number"><Trans>Факт</Trans></th>
            <th className="number"><Trans>План</Trans></th>
            <th className="number"><Trans>Прогноз</Trans></th>
            <th><Trans>Что осталось</Trans></th>
            <td />
          </tr>
        </thead>
        <tbody>
          {goals.map((goal) => (
            <tr key={goal.name} data-testid="goal">
              <th scope="row">{goal.employee && <>{nameOf(goal.employee)}: </>}{titleOf(goal.kpi)}</th>
              <td className="number" data-label={t`Факт`} data-kpi={goal.kpi} data-basis="event" data-value={goal.raw}>{text(goal, goal.fact)}</td>
              <td className="number" data-label={t`План`}>{text(goal, goal.target)}</td>
              <td className="number" data-label={t`Прогноз`}>{goal.forecast === undefined ? <span className="nothing">—</span> : text(goal, Math.round(goal.forecast))}</td>
              <td data-label={t`Что осталось`}>{needText(goal, formats, department.currencyCode)}</td>
              <td>
                <div className="goal-steps">
                  <button type="button" className="button" onClick={() => onChange(goal)}><Trans>Изменить</Trans></button>
                  <StepButton send={async (once) => void (await once(metrics.deleteTarget, { name: goal.name }))} onDone={onRemoved}><Trans>Убрать</Trans></StepButton>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
