// What an expression of PromQL is made of: enough to hold its names against a scrape, no parser.

const keywords = new Set(['and', 'or', 'unless', 'bool', 'offset', 'inf', 'nan', 'Inf', 'NaN']);
const name = /[a-zA-Z_:][a-zA-Z0-9_:]*/;

// Without what may hold words that are no metrics: strings, ranges, lists of labels.
function bare(expr: string): string {
  return expr
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, '')
    .replace(/\boffset\s+\w+/g, '');
}

// Each selector as it is written: a metric with its matchers.
export function selectors(expr: string): string[] {
  const pattern = new RegExp(`"[^"]*"|(${name.source})\\s*(\\{(?:"[^"]*"|[^}"])*\\})?(\\s*\\()?`, 'g');
  return [...bare(expr).matchAll(pattern)]
    .filter(([, word, , call]) => word && !call && !keywords.has(word))
    .map(([, word, matchers]) => `${word}${matchers ?? ''}`);
}

export function metricNames(expr: string): string[] {
  return selectors(expr).map((selector) => selector.replace(/\{.*/s, ''));
}

// The variables that an expression or a query of a variable asks for.
export function variables(text: string): string[] {
  return [...text.matchAll(/\$\{?(\w+)(?::\w+)?\}?/g)].map(([, variable]) => variable!);
}

export function withValues(text: string, values: Record<string, string>): string {
  return text.replace(/\$\{?(\w+)(?::\w+)?\}?/g, (whole, variable: string) => values[variable] ?? whole);
}
