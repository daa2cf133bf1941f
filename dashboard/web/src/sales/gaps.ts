// Free time of a designer's day, from the single slots that can be booked.
export interface Span {
  start: number;
  end: number;
}

// Slots overlap: a meeting may begin every so many minutes of a gap. Together they are the gap.
export function joined(slots: readonly Span[]): Span[] {
  const spans: Span[] = [];
  for (const slot of [...slots].sort((a, b) => a.start - b.start)) {
    const last = spans.at(-1);
    if (last && slot.start <= last.end) last.end = Math.max(last.end, slot.end);
    else spans.push({ ...slot });
  }
  return spans;
}
