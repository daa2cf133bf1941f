// What the edge does for a browser, and no more: serves a page, takes gRPC-Web on the same origin, adds the token of who
// is signed in, and passes the bytes to the services by gRPC.
import { readFile } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { type ClientHttp2Session, connect } from "node:http2";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import type { Service, Services } from "./services.js";

const PASSED = ["grpc-timeout", "traceparent", "zamer-position"];
const TRAILER_FRAME = 0x80;

export interface SignedIn {
  session: Record<string, unknown>;
  token: string;
}

export interface Bridge {
  origin: string;
  // While it is set, calls are made and their answers lost, as on a bad network.
  losesAnswers: boolean;
  stop: () => Promise<void>;
}

export interface BridgeOptions {
  services: Services;
  // Who is signed in, by the request's cookie.
  signedIn: (cookie: string) => SignedIn;
  // The built page.
  page?: string;
}

const TYPES: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2" };

export async function startBridge({ services, signedIn, page }: BridgeOptions): Promise<Bridge> {
  const channels = new Map(
    Object.entries(services.address).map(([name, address]) => [name as Service, connect(address)] as const),
  );
  const server = createServer((request, response) => {
    const who = signedIn(request.headers.cookie ?? "");
    if (request.url === "/auth/session") return void response.end(JSON.stringify(who.session));
    const channel = channels.get(/^\/zamer\.(\w+)\./.exec(request.url ?? "")?.[1] as Service);
    if (channel) pass(request, response, channel, { token: who.token, loses: bridge.losesAnswers });
    else if (page) void show(page, new URL(request.url ?? "/", bridge.origin).pathname, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const bridge: Bridge = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    losesAnswers: false,
    stop: () =>
      new Promise((resolve) => {
        for (const channel of channels.values()) channel.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return bridge;
}

// A file of the page, or the page itself for an address within it.
async function show(page: string, path: string, response: ServerResponse): Promise<void> {
  const file = extname(path) ? path : "/index.html";
  const content = await readFile(join(page, file)).catch(() => undefined);
  if (!content) return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(content);
}

// Both speak in the same frames; only the end is told otherwise: gRPC-Web has it as a last frame of the body.
function pass(
  request: IncomingMessage,
  response: ServerResponse,
  channel: ClientHttp2Session,
  { token, loses }: { token: string; loses: boolean },
): void {
  const call = channel.request({
    ":method": "POST",
    ":path": request.url,
    te: "trailers",
    "content-type": "application/grpc+proto",
    authorization: `Bearer ${token}`,
    ...picked(request.headers),
  });
  request.pipe(call);
  response.on("close", () => call.close());
  response.writeHead(200, { "content-type": "application/grpc-web+proto" });
  let end: Record<string, unknown> = {};
  call.on("response", (headers) => {
    if ("grpc-status" in headers) end = headers;
  });
  call.on("trailers", (trailers) => (end = trailers));
  call.on("data", (chunk: Buffer) => response.write(chunk));
  call.on("error", () => response.destroy());
  call.on("end", () => (loses ? response.destroy() : response.end(trailerFrame(end))));
}

function picked(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(PASSED.flatMap((name) => (headers[name] ? [[name, String(headers[name])]] : [])));
}

function trailerFrame(trailers: Record<string, unknown>): Buffer {
  const lines = Object.entries(trailers).filter(([name]) => !name.startsWith(":"));
  const body = Buffer.from(lines.map(([name, value]) => `${name}: ${String(value)}\r\n`).join(""));
  const head = Buffer.alloc(5);
  head.writeUInt8(TRAILER_FRAME);
  head.writeUInt32BE(body.length, 1);
  return Buffer.concat([head, body]);
}
