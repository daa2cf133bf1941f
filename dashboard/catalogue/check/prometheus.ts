// A Prometheus that is asked.

export interface Sample {
  metric: Record<string, string>;
  // The newest value of a range.
  value: number;
}

interface Answer {
  status: string;
  error?: string;
  data: unknown;
}

interface Series {
  metric: Record<string, string>;
  value?: [number, string];
  values?: [number, string][];
}

export class Prometheus {
  constructor(private readonly url: string) {}

  // As it was at a time in seconds since 1970; now without.
  async now(query: string, time?: number): Promise<Sample[]> {
    return samples(await this.ask('query', { query, ...(time !== undefined && { time: time.toFixed(3) }) }));
  }

  async lately(query: string, seconds: number): Promise<Sample[]> {
    const end = Date.now() / 1000;
    const range = { query, start: String(end - seconds), end: String(end), step: '5' };
    return samples(await this.ask('query_range', range));
  }

  // Of every rule that could not be evaluated, why.
  async failures(): Promise<string[]> {
    const { groups } = (await this.ask('rules', {})) as {
      groups: { rules: { name: string; health: string; lastError?: string }[] }[];
    };
    return groups
      .flatMap((group) => group.rules)
      .filter((rule) => rule.health !== 'ok')
      .map((rule) => `${rule.name}: ${rule.lastError ?? rule.health}`);
  }

  private async ask(what: string, parameters: Record<string, string>): Promise<unknown> {
    const response = await fetch(`${this.url}/api/v1/${what}?${new URLSearchParams(parameters)}`);
    const answer = (await response.json()) as Answer;
    if (answer.status !== 'success') throw new Error(answer.error ?? `HTTP ${response.status}`);
    return answer.data;
  }
}

function samples(data: unknown): Sample[] {
  const { result } = data as { result: Series[] };
  return result.map(({ metric, value, values }) => ({ metric, value: Number((value ?? values!.at(-1)!)[1]) }));
}
