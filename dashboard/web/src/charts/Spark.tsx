import { area, curveMonotoneX, line } from "d3-shape";

const WIDTH = 120;
const HEIGHT = 32;

// How a number went, day by day. Days without a value are left open. Only to be looked at: the number stands beside it.
export function Spark({ values }: { values: readonly (number | undefined)[] }) {
  const known = values.filter((value) => value !== undefined);
  if (known.length < 2) return <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" />;
  const [least, most] = [Math.min(0, ...known), Math.max(1, ...known)];
  const x = (index: number) => 2 + (index / (values.length - 1)) * (WIDTH - 6);
  const y = (value: number) => HEIGHT - 3 - ((value - least) / (most - least)) * (HEIGHT - 7);
  const points = values.map((value, index) => ({ x: x(index), value }));
  const isKnown = ({ value }: { value: number | undefined }) => value !== undefined;
  const shape = line<(typeof points)[number]>().defined(isKnown).x((point) => point.x).y(({ value }) => y(value ?? 0)).curve(curveMonotoneX);
  const filled = area<(typeof points)[number]>().defined(isKnown).x((point) => point.x).y0(y(0)).y1(({ value }) => y(value ?? 0)).curve(curveMonotoneX);
  const last = points.findLast(isKnown);
  return (
    <svg className="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <path className="spark-area" d={filled(points) ?? ""} />
      <path className="spark-line" d={shape(points) ?? ""} vectorEffect="non-scaling-stroke" />
      {last && <path className="spark-last" d={`M${last.x} ${y(last.value ?? 0)}h0`} vectorEffect="non-scaling-stroke" />}
    </svg>
  );
}
