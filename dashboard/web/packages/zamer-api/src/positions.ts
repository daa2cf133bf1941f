import type { Interceptor } from "@connectrpc/connect";

const HEADER = "zamer-position";
// A service looks at so many at most.
const MOST = 8;

// How far each service's events have been seen by this program: `<service>/<partition>/<cursor>`, as every change tells
// in its trailing metadata. Sent with later calls, each service waits until it knows of what was changed elsewhere.
export class Positions {
  readonly #newest = new Map<string, string>();

  // Notes what an answer carried: one position, or several parted by commas.
  note(header: string | null): void {
    for (const position of header?.split(",") ?? []) this.#noteOne(position.trim());
  }

  // The newest ones, the last noted at the end.
  all(): string[] {
    return Array.from(this.#newest, ([feed, cursor]) => `${feed}/${cursor}`).slice(-MOST);
  }

  #noteOne(position: string): void {
    const end = position.lastIndexOf("/");
    if (end < 0) return;
    const feed = position.slice(0, end);
    const cursor = position.slice(end + 1);
    const known = this.#newest.get(feed);
    if (known !== undefined && !isLater(cursor, known)) return;
    this.#newest.delete(feed);
    this.#newest.set(feed, cursor);
  }
}

// Lets every call see what this program has changed before it, whichever service it asks.
export function readYourWrites(positions: Positions): Interceptor {
  return (next) => async (request) => {
    const sent = positions.all();
    if (sent.length > 0) request.header.set(HEADER, sent.join(", "));
    const response = await next(request);
    if (!response.stream) positions.note(response.trailer.get(HEADER));
    return response;
  };
}

// Cursors are `<milliseconds>-<number>`, and too long for the numbers of JavaScript only in theory.
function isLater(cursor: string, than: string): boolean {
  const [time = 0, number = 0] = cursor.split("-").map(Number);
  const [thanTime = 0, thanNumber = 0] = than.split("-").map(Number);
  return time === thanTime ? number > thanNumber : time > thanTime;
}
