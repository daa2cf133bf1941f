import type { Timestamp } from "@bufbuild/protobuf/wkt";

import type { News, Publish } from "./member.ts";

// People read no faster, and a page that draws itself for each of many changes does nothing else.
export const DRAW_PAUSE = 250;

// Passes news on at once, and what comes soon after it together: a single change is seen immediately, and of a flood of
// them the newest state, a few times a second.
export function paced(publish: Publish): Publish {
  let waiting: { news: News; asOf: Timestamp | undefined; mode: "stream" | "polling" } | undefined;
  let pausing = false;

  const pass = (...[news, asOf, mode]: Parameters<Publish>) => {
    pausing = true;
    setTimeout(resume, DRAW_PAUSE);
    publish(news, asOf, mode);
  };
  const resume = () => {
    pausing = false;
    if (!waiting) return;
    const { news, asOf, mode } = waiting;
    waiting = undefined;
    pass(news, asOf, mode);
  };
  return (news, asOf, mode) => {
    if (!pausing) return pass(news, asOf, mode);
    waiting = { news: new Map([...(waiting?.news ?? []), ...news]), asOf: asOf ?? waiting?.asOf, mode };
  };
}
