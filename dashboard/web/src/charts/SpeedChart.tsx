import { scaleLog } from "d3-scale";

const FIRST = 5;
const LAST = 3 * 86_400;
const BINS = 32;
const TOP = 96;
const ticks = [10, 60, 300, 1800, 7200, 28_800, 86_400];

export interface Clock {
  id: string;
  label: string;
  p50: number | undefined;
  p90: number | undefined;
}

const position = scaleLog([FIRST, LAST], [0, 100]).clamp(true);
const at = (seconds: number) => `${position(Math.max(seconds, FIRST))}%`;

// How long answers took: their distribution over a scale on which each step is several times the one before, the limit as
// a line through all of it, and a median with its 90th percentile for each clock.
export function SpeedChart({ limit, limitLabel, label, bins, clocks }: {
  limit: number;
  limitLabel: string;
  label: (seconds: number) => string;
  bins: readonly Bin[];
  clocks: readonly Clock[];
}) {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const bottom = TOP + clocks.length * 16 + 8;
  return (
    <svg className="speed" width="100%" height={bottom + 22} aria-hidden="true" focusable="false">
      {ticks.map((tick) => (
        <g key={tick}>
          <line className="grid-line" x1={at(tick)} x2={at(tick)} y1="18" y2={bottom} />
          <text className="tick" x={at(tick)} y={bottom + 16} textAnchor="middle">{label(tick)}</text>
        </g>
      ))}
      {bins.map(({ from, to, count }) => {
        const height = (count / most) * (TOP - 24);
        return <rect key={from} className={from >= limit ? "bin is-late" : "bin"} x={at(from)} width={`${Math.max(position(to) - position(from) - 0.4, 0)}%`} y={TOP - height} height={height} rx="1.5" />;
      })}
      <line className="axis-line" x1="0" x2="100%" y1={TOP} y2={TOP} />
      {clocks.map(({ id, p50, p90 }, index) => {
        const y = TOP + 14 + index * 16;
        return (
          <g key={id} className="clock">
            {p50 !== undefined && p90 !== undefined && <line x1={at(p50)} x2={at(p90)} y1={y} y2={y} />}
            {p50 !== undefined && <circle cx={at(p50)} cy={y} r="4.5" />}
            {p90 !== undefined && <line className="clock-end" x1={at(p90)} x2={at(p90)} y1={y - 4} y2={y + 4} />}
          </g>
        );
      })}
      <line className="limit-line" x1={at(limit)} x2={at(limit)} y1="14" y2={bottom} />
      <text className="limit-label" x={at(limit)} y="10" textAnchor="middle">{limitLabel}</text>
    </svg>
  );
}

export interface Bin {
  // Seconds.
  from: number;
  to: number;
  count: number;
}

// How many of the durations lie in each step of the scale, empty ones left out.
export function binned(durations: readonly number[]): Bin[] {
  const edges = Array.from({ length: BINS + 1 }, (_, index) => position.invert((index * 100) / BINS));
  const counts = new Array<number>(BINS).fill(0);
  for (const duration of durations) {
    const bin = Math.min(BINS - 1, Math.floor((position(Math.max(duration, FIRST)) / 100) * BINS));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, index) => ({ from: edges[index]!, to: edges[index + 1]!, count })).filter(({ count }) => count > 0);
}
