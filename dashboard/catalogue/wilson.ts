// The 95 % Wilson interval of `num` of `den` cases, as PromQL; the same as services/metrics/domain/wilson.cc, and like
// there it is absent where there are no cases, or more passed than there are.
const z = 1.959964;
const zSquared = z * z;

export function wilson(end: 'lower' | 'upper', num: string, den: string): string {
  const sign = end === 'lower' ? '-' : '+';
  const passed = `(${num} <= (${den} > 0))`;
  const deviation = `${z} * sqrt(${passed} * (1 - ${passed} / ${den}) + ${(zSquared / 4).toFixed(6)})`;
  return `(${passed} + ${(zSquared / 2).toFixed(6)} ${sign} ${deviation}) / (${den} + ${zSquared.toFixed(6)})`;
}
