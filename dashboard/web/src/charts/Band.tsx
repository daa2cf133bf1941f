interface Rated {
  rate: number | undefined;
  lower: number | undefined;
  upper: number | undefined;
}

// A person's share with its interval, before the band of the team and the notch of the own past. Its numbers are said in
// words beside it.
export function Band({ share, past, team, few }: { share: Rated; past: number | undefined; team: Rated | undefined; few: boolean }) {
  const at = (value: number) => `${Math.min(Math.max(value, 0), 1) * 100}%`;
  return (
    <svg className={`whisker band ${few ? "is-few" : ""}`} width="100%" height="18" aria-hidden="true" focusable="false">
      {team?.lower !== undefined && team.upper !== undefined && <rect className="band-team" x={at(team.lower)} width={at(team.upper - team.lower)} y="1" height="16" rx="3" />}
      <line className="whisker-axis" x1="0" x2="100%" y1="9" y2="9" />
      {past !== undefined && <line className="band-past" x1={at(past)} x2={at(past)} y1="2" y2="16" />}
      {share.lower !== undefined && share.upper !== undefined && <line className="whisker-interval" x1={at(share.lower)} x2={at(share.upper)} y1="9" y2="9" />}
      {share.rate !== undefined && share.rate <= 1 && <circle className="whisker-rate" cx={at(share.rate)} cy="9" r="4" />}
    </svg>
  );
}
