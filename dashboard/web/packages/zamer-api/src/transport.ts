import { Code, ConnectError, type Interceptor, type Transport } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { tracing } from "./interceptors.js";
import { Positions, readYourWrites } from "./positions.js";
import { retrying, type RetryOptions } from "./retry.js";

// A screen's patience: then say that it did not work, rather than nothing.
const DEADLINE = 10_000;

export interface ZamerOptions {
  // Milliseconds for a unary call that names none itself, retries included.
  deadline?: number;
  // Share it among the transports of one person.
  positions?: Positions;
  retry?: RetryOptions;
  // Called after those of this package, nearest to the wire.
  interceptors?: Interceptor[];
}

export interface ZamerTransportOptions extends ZamerOptions {
  // Where the edge is, such as `https://sales.example.ru`; the page's own origin when left out.
  baseUrl?: string;
  fetch?: typeof globalThis.fetch;
}

// How a browser speaks with Zamer: gRPC-Web, binary, with the session's cookie.
export function createZamerTransport(options: ZamerTransportOptions = {}): Transport {
  const transport = createGrpcWebTransport({
    baseUrl: options.baseUrl ?? globalThis.location.origin,
    useBinaryFormat: true,
    interceptors: [...zamerInterceptors(options), unreachableAsSuch],
    fetch: withCookie(options.fetch ?? globalThis.fetch),
  });
  return withDeadlines(transport, options.deadline);
}

// What each call goes through, for any transport of Connect: traced, retried, and aware of what was changed before it.
export function zamerInterceptors({ positions = new Positions(), retry, interceptors = [] }: ZamerOptions = {}): Interceptor[] {
  return [tracing, retrying(retry), readYourWrites(positions), ...interceptors];
}

// Gives unary calls a deadline, unless they name one by `timeoutMs`. Streams live as long as they are wanted.
export function withDeadlines(transport: Transport, deadline = DEADLINE): Transport {
  return {
    ...transport,
    unary: (method, signal, timeoutMs, ...rest) => transport.unary(method, signal, timeoutMs ?? deadline, ...rest),
  };
}

// The network's failures as UNAVAILABLE: fetch throws a TypeError when there is no connection and when it breaks, which
// Connect would call UNKNOWN.
const unreachableAsSuch: Interceptor = (next) => async (request) => {
  try {
    return await next(request);
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new ConnectError("There is no connection to the server.", Code.Unavailable, undefined, undefined, cause);
  }
};

function withCookie(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return (input, init) => fetch(input, { ...init, credentials: "same-origin" });
}
