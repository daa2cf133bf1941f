import type { Timestamp } from "@bufbuild/protobuf/wkt";
import type { QueryKpisRequest, QueryKpisResponse } from "@zamer/api/metrics/v1/metrics_service_pb";

import { nothing, withMessage } from "./answers.ts";
import { type Source, openLink } from "./link.ts";
import { paced } from "./pacing.ts";

export type Queries = ReadonlyMap<string, QueryKpisRequest>;
export type News = ReadonlyMap<string, QueryKpisResponse>;

// Is told what is wanted now; sees to it that it comes.
export type Member = (queries: Queries) => void;

export type Publish = (news: News, asOf: Timestamp | undefined, mode: "stream" | "polling") => void;

// Keeps one link for the queries that are wanted. The link before goes on until the new one has answered, so that
// nothing on the page stands still meanwhile.
export function linked(source: Source, publishWanted: Publish): Member {
  let wanted: Queries = new Map();
  let together = "";
  let links: AbortController[] = [];
  const publish = paced((news, asOf, mode) => publishWanted(new Map([...news].filter(([key]) => wanted.has(key))), asOf, mode));

  const closeBefore = (link: AbortController | undefined) => {
    const index = link ? links.indexOf(link) : links.length;
    for (const older of links.splice(0, Math.max(index, 0))) older.abort();
  };
  const open = () => {
    if (wanted.size === 0) return closeBefore(undefined);
    const link = new AbortController();
    links.push(link);
    const keys = [...wanted.keys()];
    openLink(
      source,
      [...wanted.values()],
      {
        onMessage(message) {
          closeBefore(link);
          publish(withMessage(nothing, keys, message).byKey, message.asOfTime, "stream");
        },
        onPolled(answers) {
          closeBefore(link);
          publish(new Map(answers.map((answer, index) => [keys[index]!, answer])), answers[0]?.asOfTime, "polling");
        },
      },
      link.signal,
    );
  };
  reopenAfterSleep(open);
  return (queries) => {
    wanted = queries;
    const now = [...queries.keys()].sort().join("\n");
    if (now === together) return;
    together = now;
    open();
  };
}

const LOOK_EVERY = 5_000;

// A machine that slept finds its streams dead without being told: its clock has jumped.
function reopenAfterSleep(reopen: () => void): void {
  let last = Date.now();
  const look = () => {
    const slept = Date.now() - last > 3 * LOOK_EVERY;
    last = Date.now();
    if (slept && !document.hidden) reopen();
  };
  setInterval(look, LOOK_EVERY);
  document.addEventListener("visibilitychange", look);
  globalThis.addEventListener("online", reopen);
}
