import { followed } from "@zamer/api";
import type { QueryKpisRequest, QueryKpisResponse, WatchBoardResponse } from "@zamer/api/metrics/v1/metrics_service_pb";

import { POLL_INTERVAL, STREAM_PATIENCE } from "./health.ts";

// What the link needs of the metrics service.
export interface Source {
  watch(queries: readonly QueryKpisRequest[], signal: AbortSignal): AsyncIterable<WatchBoardResponse>;
  query(query: QueryKpisRequest, signal: AbortSignal): Promise<QueryKpisResponse>;
}

export interface LinkEvents {
  onMessage(message: WatchBoardResponse): void;
  onPolled(answers: readonly QueryKpisResponse[]): void;
}

// One stream for a set of queries, and polling while the stream cannot be had. Ends when `signal` does.
export function openLink(source: Source, queries: readonly QueryKpisRequest[], events: LinkEvents, signal: AbortSignal): void {
  let polling: ReturnType<typeof setInterval> | undefined;

  const poll = async () => {
    try {
      const answers = await Promise.all(queries.map((query) => source.query(query, signal)));
      if (polling !== undefined && !signal.aborted) events.onPolled(answers);
    } catch {
      // The page grows stale by itself, and says so.
    }
  };
  const startPolling = () => {
    if (polling !== undefined || signal.aborted) return;
    polling = setInterval(() => void poll(), POLL_INTERVAL);
    void poll();
  };
  const stopPolling = () => {
    clearInterval(polling);
    polling = undefined;
  };
  signal.addEventListener("abort", stopPolling);

  followed({
    open: (whole) => source.watch(queries, whole),
    onMessage: (message) => {
      stopPolling();
      events.onMessage(message);
    },
    onLost: startPolling,
    signal,
    silence: STREAM_PATIENCE,
  }).catch(startPolling);
}
