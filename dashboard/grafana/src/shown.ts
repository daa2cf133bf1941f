// What an expression shows, in the words of the API, so that a test can ask there for the same.
import type { Dimension } from './variables.ts';

// What of a KPI's value: the value itself (of durations and spreads the median), or something beside it.
export type Part = 'value' | 'p90' | 'cases' | 'numerator' | 'denominator' | 'lower' | 'upper' | 'withinLimit';

export interface Shown {
  kpi: string;
  part: Part;
  // For each value of it, by a label of that name; in total without.
  by?: Dimension;
  // Where the reader has no choice.
  basis?: string;
  window?: string;
  // Tells its answers from others of the same expression.
  labels?: Record<string, string>;
}
