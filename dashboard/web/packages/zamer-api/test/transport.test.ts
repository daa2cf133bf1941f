import { Code, ConnectError, type HandlerContext } from "@connectrpc/connect";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LeadService } from "../src/gen/zamer/lead/v1/lead_service_pb.js";
import { SchedulingService } from "../src/gen/zamer/scheduling/v1/scheduling_service_pb.js";
import { createZamerTransport, leadClient, newRequestId, Positions, readError, schedulingClient } from "../src/index.js";
import { refusal } from "./refusal.js";
import { serve, type TestServer } from "./server.js";

const LEAD = "departments/d1/leads/l1";
let server: TestServer;
let seen: { context: HandlerContext; requestId?: string }[];
let failures: ConnectError[];

beforeEach(async () => {
  seen = [];
  failures = [];
  server = await serve((router) => {
    router.service(LeadService, {
      getLead: (request, context) => {
        seen.push({ context });
        return { name: request.name };
      },
      capturePhone: (request, context) => {
        seen.push({ context, requestId: request.requestId });
        const failure = failures.shift();
        if (failure) throw failure;
        context.responseTrailer.set("zamer-position", "lead/3/12-0");
        return { name: request.name };
      },
      async *watchFocus(_, context) {
        seen.push({ context });
        yield { sequence: 1n, changed: true };
      },
    });
    router.service(SchedulingService, {
      listMeetings: (_, context) => {
        seen.push({ context });
        return {};
      },
    });
  });
});

afterEach(() => server.close());

const transport = (options = {}) => createZamerTransport({ baseUrl: server.baseUrl, ...options });
const headerOf = (call: number, name: string) => seen[call]?.context.requestHeader.get(name);
const capture = () =>
  leadClient(transport({ retry: { firstDelay: 1 } })).capturePhone({
    name: LEAD,
    phone: { raw: "8 912 345-67-89" },
    requestId: newRequestId(),
  });

describe("a call", () => {
  it("is gRPC-Web in binary, traced, and has ten seconds", async () => {
    await leadClient(transport()).getLead({ name: LEAD });
    expect(headerOf(0, "content-type")).toBe("application/grpc-web+proto");
    expect(headerOf(0, "traceparent")).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    expect(headerOf(0, "grpc-timeout")).toBe("10000m");
  });

  it("has a trace of its own", async () => {
    const leads = leadClient(transport());
    await leads.getLead({ name: LEAD });
    await leads.getLead({ name: LEAD });
    expect(headerOf(0, "traceparent")).not.toBe(headerOf(1, "traceparent"));
  });

  it("may name another deadline", async () => {
    await leadClient(transport()).getLead({ name: LEAD }, { timeoutMs: 1500 });
    expect(headerOf(0, "grpc-timeout")).toBe("1500m");
  });

  it("takes the session's cookie along to its own origin only", async () => {
    const credentials: unknown[] = [];
    const fetch: typeof globalThis.fetch = (input, init) => {
      credentials.push(init?.credentials);
      return globalThis.fetch(input, init);
    };
    await leadClient(transport({ fetch })).getLead({ name: LEAD });
    expect(credentials).toEqual(["same-origin"]);
  });

  it("is made again with the same request id", async () => {
    failures = [refusal(Code.Unavailable, "Later.", { reason: "STORE_UNAVAILABLE" })];
    await capture();
    expect(seen).toHaveLength(2);
    expect(seen[0]?.requestId).toBe(seen[1]?.requestId);
  });

  it("brings the details of a refusal", async () => {
    failures = [refusal(Code.InvalidArgument, "Нет номера.", { reason: "PHONE_UNREADABLE", metadata: { field: "phone" } })];
    const error = readError(await capture().catch((caught: unknown) => caught));
    expect(error).toMatchObject({ reason: "PHONE_UNREADABLE", sentence: "Нет номера.", metadata: { field: "phone" } });
    expect(seen).toHaveLength(1);
  });

  it("fails as UNAVAILABLE when there is no connection", async () => {
    await server.close();
    const gone = leadClient(transport({ retry: { attempts: 1 } })).getLead({ name: LEAD });
    expect(readError(await gone.catch((caught: unknown) => caught)).code).toBe(Code.Unavailable);
  });

  it("fails as UNAVAILABLE when the connection breaks in the middle of the answer", async () => {
    const fetch: typeof globalThis.fetch = async () =>
      new Response(new ReadableStream({ pull: (body) => body.error(new TypeError("network error")) }), {
        headers: { "content-type": "application/grpc-web+proto" },
      });
    const broken = leadClient(transport({ fetch, retry: { attempts: 1 } })).getLead({ name: LEAD });
    expect(readError(await broken.catch((caught: unknown) => caught)).code).toBe(Code.Unavailable);
  });
});

describe("a stream", () => {
  it("has no deadline", async () => {
    const messages = [];
    for await (const message of leadClient(transport()).watchFocus({})) messages.push(message);
    expect(messages).toHaveLength(1);
    expect(headerOf(0, "grpc-timeout")).toBeNull();
  });
});

describe("a change", () => {
  it("is seen by the reads that follow, of the other services too", async () => {
    const shared = transport();
    await leadClient(shared).capturePhone({ name: LEAD, requestId: newRequestId() });
    await schedulingClient(shared).listMeetings({ parent: "departments/d1" });
    expect(headerOf(1, "zamer-position")).toBe("lead/3/12-0");
  });

  it("is seen through another transport that shares its positions", async () => {
    const positions = new Positions();
    await leadClient(transport({ positions })).capturePhone({ name: LEAD, requestId: newRequestId() });
    await schedulingClient(transport({ positions })).listMeetings({ parent: "departments/d1" });
    expect(headerOf(1, "zamer-position")).toBe("lead/3/12-0");
  });
});
