import { toBinary } from "@bufbuild/protobuf";
import { type QueryKpisRequest, QueryKpisRequestSchema, type QueryKpisResponse } from "@zamer/api/metrics/v1/metrics_service_pb";
import { useEffect, useSyncExternalStore } from "react";

import { metrics } from "../app/api.ts";
import { sessionStore } from "../app/session.ts";
import { useStore } from "../app/store.ts";
import { type Board, createBoard } from "./board.ts";
import { type Freshness, freshness } from "./health.ts";
import type { Source } from "./link.ts";
import { openTabs } from "./sharing.ts";

const source: Source = {
  watch: (queries, signal) => metrics.watchBoard({ queries: [...queries] }, { signal }),
  query: (query, signal) => metrics.queryKpis(query, { signal }),
};

let board: Board | undefined;

// One board for the page's life.
function theBoard(): Board {
  const current = sessionStore.get();
  const who = current.state === "signed-in" ? current.session.employee || current.session.department : "";
  return (board ??= createBoard(source, openTabs(`zamer-board/${who}`)));
}

export interface BoardAnswers {
  // In the order of the queries; undefined until there is an answer to exactly this query.
  answers: (QueryKpisResponse | undefined)[];
  asOf: Date | undefined;
}

// Asks for queries as long as the part of the page is there.
export function useBoard(queries: readonly QueryKpisRequest[]): BoardAnswers {
  const board = theBoard();
  const keys = queries.map((query) => toBinary(QueryKpisRequestSchema, query).join());
  const together = keys.join("\n");
  useEffect(() => board.ask(new Map(keys.map((key, index) => [key, queries[index]!]))), [board, together]);
  const known = useStore(board.answers);
  return {
    answers: keys.map((key) => known.byKey.get(key)),
    asOf: known.asOf && new Date(Number(known.asOf.seconds) * 1000),
  };
}

// Waits for the first answer to anything that is asked, but for three seconds at most.
export function firstAnswer(): Promise<void> {
  const { answers } = theBoard();
  return new Promise((resolve) => {
    const look = () => {
      if (answers.get().byKey.size > 0) end();
    };
    const forget = answers.subscribe(look);
    const timer = setTimeout(() => end(), 3000);
    const end = () => {
      forget();
      clearTimeout(timer);
      resolve();
    };
    look();
  });
}

// How fresh the numbers are, looked at every second; who shows it is drawn again only when it is another.
export function useFreshness(): Freshness {
  const board = theBoard();
  return useSyncExternalStore(eachSecond, () => freshness(board.heard.get(), Date.now(), board.since));
}

// When the numbers were last confirmed.
export function useHeardAt(): Date | undefined {
  const { heardAt } = useStore(theBoard().heard);
  return heardAt ? new Date(heardAt) : undefined;
}

function eachSecond(look: () => void): () => void {
  const forget = theBoard().heard.subscribe(look);
  const timer = setInterval(look, 1000);
  return () => {
    forget();
    clearInterval(timer);
  };
}
