import { fromBinary } from "@bufbuild/protobuf";
import { type Timestamp, TimestampSchema } from "@bufbuild/protobuf/wkt";
import { QueryKpisRequestSchema, QueryKpisResponseSchema } from "@zamer/api/metrics/v1/metrics_service_pb";

import { type Store, createStore } from "../app/store.ts";
import { type Answers, keptOnly, nothing, withNews } from "./answers.ts";
import { type Heard, heardNow, unheard } from "./health.ts";
import { type Leader, becomeLeader, pack, unpack } from "./leader.ts";
import type { Source } from "./link.ts";
import { type Member, type News, type Queries, linked } from "./member.ts";
import type { Tabs } from "./sharing.ts";

// The numbers that a tab shows, kept fresh. Parts of the page ask for queries; what comes is for all of them.
export interface Board {
  readonly answers: Store<Answers>;
  readonly heard: Store<Heard>;
  // When the tab began to wait.
  readonly since: number;
  // Asks until the returned function is called.
  ask(queries: Queries): () => void;
}

export function createBoard(source: Source, tabs: Tabs | undefined): Board {
  const answers = createStore<Answers>(nothing);
  const heard = createStore<Heard>(unheard);
  const take = (news: News, asOf: Timestamp | undefined, note: Heard) => {
    answers.set(withNews(answers.get(), news, asOf));
    heard.set(note);
  };
  const member = tabs ? sharingMember(source, tabs, take) : soleMember(source, take);

  const asked = new Set<Queries>();
  let scheduled = false;
  // Parts that appear together ask together.
  const changed = () => {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      const queries: Queries = new Map([...asked].flatMap((each) => [...each]));
      answers.set(keptOnly(answers.get(), new Set(queries.keys())));
      member(queries);
    });
  };
  return {
    answers,
    heard,
    since: Date.now(),
    ask(queries) {
      asked.add(queries);
      changed();
      return () => {
        asked.delete(queries);
        changed();
      };
    },
  };
}

type TakeAll = (news: News, asOf: Timestamp | undefined, heard: Heard) => void;

// A tab with a stream of its own.
function soleMember(source: Source, take: TakeAll): Member {
  return linked(source, (news, asOf, mode) => take(news, asOf, heardNow(mode, Date.now())));
}

// A tab among others: it asks the leader, or is the leader. One whose queries do not fit in with those of the others
// has a stream of its own.
function sharingMember(source: Source, tabs: Tabs, takeAll: TakeAll): Member {
  let own: Queries = new Map();
  let leading: Leader | undefined;
  let alone: Member | undefined;
  const take: TakeAll = (news, asOf, heard) => takeAll(new Map([...news].filter(([key]) => own.has(key))), asOf, heard);
  const tell = () => tabs.say({ kind: "asks", tab: tabs.tab, queries: pack(QueryKpisRequestSchema, own) });

  tabs.onNote((note) => {
    if (note.kind === "asks") leading?.hear(note);
    else if (note.kind === "crowded" && note.tab === tabs.tab) (alone ??= soleMember(source, take))(own);
    else if (alone || leading) return;
    else if (note.kind === "who") tell();
    else if (note.kind === "heard") take(new Map(), undefined, note.heard);
    else if (note.kind === "answers") {
      take(unpack(QueryKpisResponseSchema, note.answers), note.asOf && fromBinary(TimestampSchema, note.asOf), note.heard);
    }
  });
  tabs.onLead(() => {
    alone?.(new Map());
    alone = undefined;
    leading = becomeLeader(source, tabs, own, take);
    tabs.say({ kind: "who" });
  });
  return (queries) => {
    own = queries;
    if (alone) alone(queries);
    else if (leading) leading.own(queries);
    else tell();
  };
}
