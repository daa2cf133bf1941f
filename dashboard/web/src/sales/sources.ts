import { Code } from "@connectrpc/connect";

import type { Fetched } from "../ui/useFetched.ts";
import { type Fire, worstFirst } from "./fires.ts";

// What one of those that know of fires says.
export interface Source {
  // What it last said; undefined before.
  fires: Fire[] | undefined;
  // It could not be read anew, so that there may be fires that nobody sees.
  unread: boolean;
}

export interface Burning {
  // The worst first.
  fires: Fire[];
  unread: boolean;
}

// What is burning, of what the sources say; undefined is one that may not be asked. Nothing is said before there is a fire or
// all have been heard: that nothing burns is known only then.
export function burningOf(sources: readonly (Source | undefined)[]): Burning | undefined {
  const asked = sources.filter((source) => source !== undefined);
  const fires = asked.flatMap((source) => source.fires ?? []).sort(worstFirst);
  const unread = asked.some((source) => source.unread);
  const awaited = asked.some((source) => source.fires === undefined);
  return fires.length === 0 && awaited && !unread ? undefined : { fires, unread };
}

// A source that is asked by a call. Who is refused has no such source.
export function sourceOf<T>({ data, error, asked }: Pick<Fetched<T>, "data" | "error" | "asked">, firesOf: (data: T) => Fire[]): Source | undefined {
  if (!asked || error?.code === Code.PermissionDenied) return undefined;
  return { fires: data === undefined ? undefined : firesOf(data), unread: error !== undefined };
}
