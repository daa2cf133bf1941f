import { Code } from "@connectrpc/connect";
import { readError } from "./errors.js";
import { sleep } from "./retry.js";

// Opening the stream again would bring the same answer.
const FINAL = new Set([
  Code.InvalidArgument,
  Code.NotFound,
  Code.PermissionDenied,
  Code.Unauthenticated,
  Code.Unimplemented,
  Code.OutOfRange,
]);

const FIRST_DELAY = 500;
const LONGEST_DELAY = 15_000;

export interface FollowOptions<T> {
  // Opens the stream: anew, or from where it broke.
  open: (signal: AbortSignal) => AsyncIterable<T>;
  onMessage: (message: T) => void;
  // Told when the stream is lost, with why, before it is opened again. Show it: what is on the screen grows old.
  onLost?: (caught: unknown) => void;
  // Ends the following.
  signal: AbortSignal;
  // After so many milliseconds without any message, heartbeats too, a stream counts as dead.
  silence?: number;
}

// Follows a stream for as long as the page lives: opens it again whenever it ends, breaks or falls silent, soon after one
// that worked and with growing delays after those that did not. Returns when `signal` is aborted; throws when the stream
// is refused for good, such as with PERMISSION_DENIED.
export async function followed<T>({ open, onMessage, onLost, signal, silence = 15_000 }: FollowOptions<T>): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const watch = new Watchdog(silence, signal);
    try {
      for await (const message of open(watch.signal)) {
        if (signal.aborted) return;
        watch.feed();
        failures = 0;
        onMessage(message);
      }
    } catch (caught) {
      if (signal.aborted) return;
      if (FINAL.has(readError(caught).code)) throw caught;
      onLost?.(caught);
      ++failures;
    } finally {
      watch.stop();
    }
    await pause(delayAfter(failures), signal);
  }
}

function delayAfter(failures: number): number {
  return Math.min(FIRST_DELAY * 2 ** failures, LONGEST_DELAY) * (0.5 + Math.random() / 2);
}

// Over when the time is, when the network is back or the page is looked at again, and at the end of all.
async function pause(milliseconds: number, whole: AbortSignal): Promise<void> {
  const over = new AbortController();
  const end = (): void => over.abort();
  const endWhenSeen = (): void => {
    if (!globalThis.document.hidden) end();
  };
  whole.addEventListener("abort", end);
  globalThis.addEventListener?.("online", end);
  globalThis.document?.addEventListener("visibilitychange", endWhenSeen);
  try {
    await sleep(milliseconds, over.signal);
  } catch {
    // Cut short.
  } finally {
    whole.removeEventListener("abort", end);
    globalThis.removeEventListener?.("online", end);
    globalThis.document?.removeEventListener("visibilitychange", endWhenSeen);
  }
}

// Aborts what it watches over when it is not fed for too long, or when the whole is aborted.
class Watchdog {
  readonly #controller = new AbortController();
  readonly #patience: number;
  readonly #whole: AbortSignal;
  #timer: ReturnType<typeof setTimeout>;

  constructor(patience: number, whole: AbortSignal) {
    this.#patience = patience;
    this.#whole = whole;
    this.#timer = setTimeout(this.#bite, patience);
    whole.addEventListener("abort", this.#bite);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  feed(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#bite, this.#patience);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#whole.removeEventListener("abort", this.#bite);
    this.#controller.abort();
  }

  readonly #bite = (): void => this.#controller.abort();
}
