// One stream for all tabs of a browser: the tab that holds the lock is the leader, which asks for what all of them show
// and passes the answers on. When it is closed, its lock goes to another tab by itself.

// What tabs say to each other. Queries and answers are in their binary form, by the query's key.
export type Note =
  | { kind: "asks"; tab: string; queries: Packed }
  | { kind: "who" }
  | { kind: "crowded"; tab: string }
  | { kind: "answers"; answers: Packed; asOf: Uint8Array | undefined; heard: HeardNote }
  | { kind: "heard"; heard: HeardNote };

export type Packed = [key: string, message: Uint8Array][];

export interface HeardNote {
  mode: "stream" | "polling";
  heardAt: number;
  goodUntil: number;
}

// The API takes so many queries in one stream.
const MOST_QUERIES = 32;

export interface Ask<Q> {
  tab: string;
  queries: ReadonlyMap<string, Q>;
}

// What the leader asks for: its own queries, then those of the others as long as they fit. A tab whose queries do not
// fit opens a stream of its own.
export function union<Q>(asks: readonly Ask<Q>[], most = MOST_QUERIES): { queries: Map<string, Q>; crowded: string[] } {
  const queries = new Map<string, Q>();
  const crowded: string[] = [];
  for (const ask of asks) {
    const news = [...ask.queries].filter(([key]) => !queries.has(key));
    if (queries.size + news.length > most) crowded.push(ask.tab);
    else for (const [key, query] of news) queries.set(key, query);
  }
  return { queries, crowded };
}

export interface Tabs {
  readonly tab: string;
  say(note: Note): void;
  onNote(listener: (note: Note) => void): void;
  // Runs `lead` once this tab is the leader.
  onLead(lead: () => void): void;
  // Runs `gone` once another tab has been closed, however that came about.
  onGone(tab: string, gone: () => void): void;
}

// Tabs of the same person of the same department. Undefined where the browser has no locks, such as on plain http to
// another machine.
export function openTabs(name: string): Tabs | undefined {
  if (!("locks" in navigator) || !("BroadcastChannel" in globalThis)) return undefined;
  const tab = crypto.randomUUID();
  const channel = new BroadcastChannel(name);
  const forever = new Promise<never>(() => undefined);
  void navigator.locks.request(`${name}/${tab}`, () => forever);
  return {
    tab,
    say: (note) => channel.postMessage(note),
    onNote: (listener) => channel.addEventListener("message", (event: MessageEvent<Note>) => listener(event.data)),
    onLead: (lead) => void navigator.locks.request(name, () => (lead(), forever)),
    onGone: (other, gone) => void navigator.locks.request(`${name}/${other}`, gone),
  };
}
