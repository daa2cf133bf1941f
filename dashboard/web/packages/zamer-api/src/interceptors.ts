import type { Interceptor } from "@connectrpc/connect";
import { randomHex } from "./request-id.js";

const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;

// Gives each call a W3C trace of its own, which the services' log lines and events carry; one that is set stays.
export const tracing: Interceptor = (next) => (request) => {
  if (!request.header.has("traceparent")) {
    request.header.set("traceparent", `00-${randomHex(TRACE_ID_BYTES)}-${randomHex(SPAN_ID_BYTES)}-01`);
  }
  return next(request);
};

// For programs that hold a token. A page has a session cookie instead.
export function bearerToken(token: () => string | Promise<string>): Interceptor {
  return (next) => async (request) => {
    request.header.set("authorization", `Bearer ${await token()}`);
    return next(request);
  };
}
