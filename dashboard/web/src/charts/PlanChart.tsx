import { area, curveStepAfter, line } from "d3-shape";

const HEIGHT = 190;
const TOP = 18;
const BOTTOM = 22;

export interface PlanLines {
  // What was to be reached by the end of each day of the month.
  plan: readonly number[];
  // What was reached by the end of each day that has begun.
  fact: readonly number[];
  forecast: number | undefined;
  fan: { low: number; high: number } | undefined;
}

// Plan and fact over a month: the plan as a dashed line that rises in working time, the fact in steps, and from now on where
// it leads. Read in words beside it.
export function PlanChart({ plan, fact, forecast, fan, days, targetLabel }: PlanLines & { days: readonly string[]; targetLabel: string }) {
  const target = plan.at(-1) ?? 0;
  const now = fact.at(-1) ?? 0;
  const most = Math.max(target, now, forecast ?? 0, fan?.high ?? 0, 1) * 1.06;
  const x = (day: number) => (day / plan.length) * 100;
  const y = (value: number) => 100 - (value / most) * 100;
  type Point = [day: number, value: number];
  const path = line<Point>().x(([day]) => x(day)).y(([, value]) => y(value));
  const begun = fact.length;
  const steps: Point[] = [[0, 0], ...fact.map((value, day): Point => [day + 1, value])];
  const isAhead = begun < plan.length;
  // The plan's label stands where the forecast does not end.
  const below = forecast !== undefined && isAhead && forecast >= target;
  const ahead: [number, number, number][] = fan && isAhead ? [[begun, now, now], [plan.length, fan.low, fan.high]] : [];
  const fanned = area<[number, number, number]>().x(([day]) => x(day)).y0(([, low]) => y(low)).y1(([, , high]) => y(high));
  return (
    <svg className="plan-chart" width="100%" height={HEIGHT} aria-hidden="true" focusable="false">
      <line className="axis-line" x1="0" x2="100%" y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
      {days.map((label, day) => label && <text key={day} className="tick" x={`${x(day)}%`} y={HEIGHT - 6}>{label}</text>)}
      <svg x="0" y={TOP} width="100%" height={HEIGHT - TOP - BOTTOM} viewBox="0 0 100 100" preserveAspectRatio="none" overflow="visible">
        {ahead.length > 0 && <path className="plan-fan" d={fanned(ahead) ?? ""} />}
        <path className="plan-line" d={path([[0, 0], ...plan.map((value, day): Point => [day + 1, value])]) ?? ""} vectorEffect="non-scaling-stroke" />
        {forecast !== undefined && isAhead && <path className="plan-forecast" d={path([[begun, now], [plan.length, forecast]]) ?? ""} vectorEffect="non-scaling-stroke" />}
        <path className="plan-fact" d={path.curve(curveStepAfter)(steps) ?? ""} vectorEffect="non-scaling-stroke" />
      </svg>
      <text className="tick plan-target" x="100%" y={TOP + (y(target) / 100) * (HEIGHT - TOP - BOTTOM) + (below ? 16 : -6)} textAnchor="end">{targetLabel}</text>
    </svg>
  );
}
