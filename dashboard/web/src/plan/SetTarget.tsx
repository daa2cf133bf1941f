import { Trans, useLingui } from "@lingui/react/macro";
import { Dimension } from "@zamer/api/metrics/v1/kpi_pb";
import { type Employee, Employee_State } from "@zamer/api/scheduling/v1/department_pb";
import { Role } from "@zamer/api/type/v1/role_pb";
import { useState } from "react";

import { metrics } from "../app/api.ts";
import { useSession } from "../app/session_context.ts";
import { titleOf } from "../sales/titles.ts";
import { minorOf } from "../ui/format.ts";
import { useDirectory } from "../work/data/directory.ts";
import { useSubmission } from "../work/data/submission.ts";
import { Choice } from "../work/parts/Choice.tsx";
import { Input, Select } from "../work/parts/Field.tsx";
import { Form } from "../work/parts/Form.tsx";
import { kindOf, plannable, readAmount, writeAmount } from "./amount.ts";
import type { Goal } from "./goal.ts";
import { apiMonth, type Month } from "./month.ts";

const DEPARTMENT = "";

// What is to be reached in a month, by the department or by one person. Of a goal that is there only the amount changes.
export function SetTarget({ month, goal, onDone }: { month: Month; goal: Goal | undefined; onDone: () => Promise<void> }) {
  const { t } = useLingui();
  const { department: parent } = useSession();
  const { department, people } = useDirectory();
  const minor = minorOf(department.currencyCode);
  const [employee, setEmployee] = useState(goal?.employee ?? DEPARTMENT);
  const [kpi, setKpi] = useState(goal?.kpi);
  const [amount, setAmount] = useState(goal ? writeAmount(goal, minor) : "");
  const submission = useSubmission(onDone);
  const as = employee === DEPARTMENT ? "department" : creditOf(people.get(employee));
  const kind = kindOf(kpi ?? "");
  const value = readAmount(kind, amount, minor);
  const send = () =>
    submission.submit(async (once) => {
      if (kpi === undefined || value === undefined) return;
      await once(metrics.setTarget, {
        parent,
        target: { month: apiMonth(month), kpi, employee, dimension: dimensions[as], value: apiValue(kind, value, department.currencyCode) },
      });
    });
  const unit = { count: "", money: department.currencyCode, share: "%" }[kind];
  return (
    <Form submission={submission} onSubmit={send} action={<Trans>Поставить план</Trans>} ready={value !== undefined && kpi !== undefined} paths={["target.count", "target.money", "target.share_bps"]}>
      {goal === undefined && (
        <>
          <Select
            label={<Trans>Чей план</Trans>}
            value={employee}
            onChange={(next) => {
              setEmployee(next);
              setKpi(undefined);
            }}
            options={[{ value: DEPARTMENT, label: t`весь отдел` }, ...planned(people).map(({ name, displayName }) => ({ value: name, label: displayName }))]}
          />
          <Choice label={<Trans>Что</Trans>} options={plannable[as].map((each) => ({ value: each, label: titleOf(each) }))} value={kpi} onChange={setKpi} />
        </>
      )}
      {goal !== undefined && <p className="soft">{titleOf(goal.kpi)}</p>}
      <Input label={unit ? <Trans>Сколько за месяц, {unit}</Trans> : <Trans>Сколько за месяц</Trans>} path={path[kind]} inputMode="decimal" autoComplete="off" value={amount} onChange={setAmount} />
    </Form>
  );
}

const path = { count: "target.count", money: "target.money", share: "target.share_bps" };

const dimensions = { department: Dimension.DIMENSION_UNSPECIFIED, lead_manager: Dimension.LEAD_MANAGER, designer: Dimension.DESIGNER };

function apiValue(kind: Goal["kind"], value: number, currencyCode: string) {
  switch (kind) {
    case "money":
      return { case: "money" as const, value: { currencyCode, minorUnits: BigInt(value) } };
    case "share":
      return { case: "shareBps" as const, value };
    case "count":
      return { case: "count" as const, value: BigInt(value) };
  }
}

// As what a person gets the credit that counts.
function creditOf(person: Employee | undefined): "lead_manager" | "designer" {
  return person?.roles.includes(Role.DESIGNER) ? "designer" : "lead_manager";
}

const WORKERS = [Role.LEAD_MANAGER, Role.OFFICE_MANAGER, Role.DESIGNER];

function planned(people: ReadonlyMap<string, Employee>): Employee[] {
  return [...people.values()]
    .filter(({ roles, state }) => state !== Employee_State.DISMISSED && roles.some((role) => WORKERS.includes(role)))
    .sort((a, b) => a.displayName.localeCompare(b.displayName));
}
