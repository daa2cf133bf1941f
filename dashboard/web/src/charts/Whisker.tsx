// A share with its interval, on a line from 0 to 100 %. Said in words beside it, so it is only to be looked at.
export function Whisker({ rate, lower, upper, norm, few = false }: {
  rate: number | undefined;
  lower: number | undefined;
  upper: number | undefined;
  norm?: number | undefined;
  few?: boolean;
}) {
  const at = (share: number) => `${Math.min(Math.max(share, 0), 1) * 100}%`;
  return (
    <svg className={`whisker ${few ? "is-few" : ""}`} width="100%" height="20" aria-hidden="true" focusable="false">
      <line className="whisker-axis" x1="0" x2="100%" y1="10" y2="10" />
      {[0, 0.5, 1].map((tick) => <line key={tick} className="whisker-tick" x1={at(tick)} x2={at(tick)} y1="7" y2="13" />)}
      {norm !== undefined && <line className="whisker-norm" x1={at(norm)} x2={at(norm)} y1="2" y2="18" />}
      {lower !== undefined && upper !== undefined && <line className="whisker-interval" x1={at(lower)} x2={at(upper)} y1="10" y2="10" />}
      {rate !== undefined && rate <= 1 && <circle className="whisker-rate" cx={at(rate)} cy="10" r="4" />}
    </svg>
  );
}
