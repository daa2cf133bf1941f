import { Code, type Interceptor } from "@connectrpc/connect";
import { readError, type ZamerError } from "./errors.js";

export interface RetryOptions {
  // Calls in all, the first one counted.
  attempts?: number;
  // Milliseconds before the second call; doubled for each one after.
  firstDelay?: number;
  // No call is made that would begin later than this many milliseconds after the first.
  within?: number;
  signal?: AbortSignal;
  // For tests: what passes the time, and numbers from 0 to 1.
  sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  random?: () => number;
}

const DEFAULTS = { attempts: 4, firstDelay: 200, within: 8_000, sleep, random: Math.random };

// Makes the call, and makes it again where that is safe and may help: the service was out of reach (UNAVAILABLE), others
// kept changing the same records (ABORTED/CONFLICT), or it asked to wait (OVERLOADED, RATE_LIMITED). The request, with its
// request id, has to be the same each time. What comes out in the end is the last error.
export async function retried<T>(call: () => Promise<T>, options: RetryOptions = {}): Promise<T> {
  const { attempts, firstDelay, within, sleep, random, signal } = { ...DEFAULTS, ...options };
  let waited = 0;
  for (let attempt = 1; ; ++attempt) {
    try {
      return await call();
    } catch (caught) {
      const error = readError(caught);
      if (attempt >= attempts || !mayHelp(error) || signal?.aborted) throw caught;
      const delay = Math.max(error.retryAfter ?? 0, firstDelay * 2 ** (attempt - 1) * jitter(random()));
      if (waited + delay > within) throw caught;
      await sleep(delay, signal);
      waited += delay;
    }
  }
}

// The same for every unary call of a transport.
export function retrying(options: RetryOptions = {}): Interceptor {
  return (next) => (request) =>
    request.stream ? next(request) : retried(() => next(request), { ...options, signal: request.signal });
}

function mayHelp({ code, reason }: ZamerError): boolean {
  return (
    code === Code.Unavailable ||
    (code === Code.Aborted && reason === "CONFLICT") ||
    (code === Code.ResourceExhausted && ["OVERLOADED", "RATE_LIMITED"].includes(reason))
  );
}

// Half of the delay is left to chance, so that those who failed together do not come back together.
function jitter(random: number): number {
  return 0.5 + random / 2;
}

export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", give);
      resolve();
    }, milliseconds);
    if (signal?.aborted) give();
    signal?.addEventListener("abort", give, { once: true });
  });
}
