import { type DescMessage, type MessageShape, fromBinary, toBinary } from "@bufbuild/protobuf";
import { type Timestamp, TimestampSchema } from "@bufbuild/protobuf/wkt";
import { type QueryKpisRequest, QueryKpisRequestSchema, QueryKpisResponseSchema } from "@zamer/api/metrics/v1/metrics_service_pb";

import { type Answers, keptOnly, nothing, withNews } from "./answers.ts";
import { heardNow } from "./health.ts";
import type { Source } from "./link.ts";
import { type News, type Queries, linked } from "./member.ts";
import { type Ask, type HeardNote, type Note, type Packed, type Tabs, union } from "./sharing.ts";

export interface Leader {
  // What the leader's own tab shows has changed.
  own(queries: Queries): void;
  // Another tab says what it shows.
  hear(note: Note & { kind: "asks" }): void;
}

export type Take = (news: News, asOf: Timestamp | undefined, heard: HeardNote) => void;

// Hears what the tabs ask for, keeps one link for all of it, and passes on what comes. `take` is for its own tab.
export function becomeLeader(source: Source, tabs: Tabs, first: Queries, take: Take): Leader {
  const others = new Map<string, Ask<QueryKpisRequest>>();
  let ownQueries = first;
  let known: Answers = nothing;
  let heard: HeardNote | undefined;

  const pass = (news: News) => {
    if (!heard) return;
    const asOf = known.asOf && toBinary(TimestampSchema, known.asOf);
    tabs.say(news.size > 0 ? { kind: "answers", answers: pack(QueryKpisResponseSchema, news), asOf, heard } : { kind: "heard", heard });
  };
  const link = linked(source, (news, asOf, mode) => {
    known = withNews(known, news, asOf);
    heard = heardNow(mode, Date.now());
    take(news, asOf, heard);
    pass(news);
  });
  const follow = () => {
    const { queries, crowded } = union([{ tab: tabs.tab, queries: ownQueries }, ...others.values()]);
    for (const tab of crowded) {
      others.delete(tab);
      tabs.say({ kind: "crowded", tab });
    }
    known = keptOnly(known, new Set(queries.keys()));
    link(queries);
  };
  // What another tab's asking has brought already.
  const repeated = (wanted: Queries): News => new Map([...known.byKey].filter(([key]) => wanted.has(key)));

  follow();
  return {
    own(queries) {
      ownQueries = queries;
      follow();
      if (heard) take(repeated(queries), known.asOf, heard);
    },
    hear({ tab, queries: packed }) {
      if (!others.has(tab)) {
        tabs.onGone(tab, () => {
          others.delete(tab);
          follow();
        });
      }
      const queries = unpack(QueryKpisRequestSchema, packed);
      others.set(tab, { tab, queries });
      follow();
      pass(repeated(queries));
    },
  };
}

export function pack<D extends DescMessage>(schema: D, messages: ReadonlyMap<string, MessageShape<D>>): Packed {
  return [...messages].map(([key, message]) => [key, toBinary(schema, message)]);
}

export function unpack<D extends DescMessage>(schema: D, packed: Packed): Map<string, MessageShape<D>> {
  return new Map(packed.map(([key, bytes]) => [key, fromBinary(schema, bytes)]));
}
