import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { QueryKpisResponse, WatchBoardResponse } from "@zamer/api/metrics/v1/metrics_service_pb";

// What is known of the queries that were asked, by their keys.
export interface Answers {
  byKey: ReadonlyMap<string, QueryKpisResponse>;
  // All of them are of all events up to this time.
  asOf?: Timestamp;
}

export const nothing: Answers = { byKey: new Map() };

// A message of the stream laid over what was known: `keys` are those of the stream's queries, in its order.
export function withMessage(known: Answers, keys: readonly string[], message: WatchBoardResponse): Answers {
  const news = new Map<string, QueryKpisResponse>();
  for (const { query, answer } of message.answers) {
    const key = keys[query];
    if (key !== undefined && answer) news.set(key, answer);
  }
  return withNews(known, news, message.asOfTime);
}

export function withNews(known: Answers, news: ReadonlyMap<string, QueryKpisResponse>, asOf: Timestamp | undefined): Answers {
  const next: Answers = { byKey: news.size === 0 ? known.byKey : new Map([...known.byKey, ...news]) };
  const time = asOf ?? known.asOf;
  if (time) next.asOf = time;
  return next;
}

// Only what somebody still asks for.
export function keptOnly(known: Answers, keys: ReadonlySet<string>): Answers {
  const kept = [...known.byKey].filter(([key]) => keys.has(key));
  return kept.length === known.byKey.size ? known : { ...known, byKey: new Map(kept) };
}
