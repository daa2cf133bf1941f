// What the edge does for the examples of a browser, and no more: takes gRPC-Web on one origin, adds the token of who is
// signed in, and passes the bytes to the services by gRPC.
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { type ClientHttp2Session, connect } from "node:http2";
import type { AddressInfo } from "node:net";
import type { Service, Services } from "./services.js";

const PASSED = ["grpc-timeout", "traceparent", "zamer-position"];
const TRAILER_FRAME = 0x80;

export interface SignedIn {
  session: Record<string, unknown>;
  token: string;
}

export interface Bridge {
  origin: string;
  stop: () => Promise<void>;
}

export async function startBridge(services: Services, signedIn: SignedIn): Promise<Bridge> {
  const channels = new Map(
    Object.entries(services.address).map(([name, address]) => [name as Service, connect(address)] as const),
  );
  const server = createServer((request, response) => {
    if (request.url === "/auth/session") return void response.end(JSON.stringify(signedIn.session));
    const channel = channels.get(/^\/zamer\.(\w+)\./.exec(request.url ?? "")?.[1] as Service);
    if (!channel) return void response.writeHead(404).end();
    pass(request, response, channel, signedIn.token);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        for (const channel of channels.values()) channel.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

// Both speak in the same frames; only the end is told otherwise: gRPC-Web has it as a last frame of the body.
function pass(request: IncomingMessage, response: ServerResponse, channel: ClientHttp2Session, token: string): void {
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
  call.on("end", () => response.end(trailerFrame(end)));
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
