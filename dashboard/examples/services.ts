// Redis and the services as they are built, on free ports, with nothing kept: what the examples run against.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const BINARIES = process.env["ZAMER_BIN_DIR"] ?? join(import.meta.dirname, "../../build/release/bin");

// Each with those that it asks.
const PEERS = {
  lead: ["scheduling", "contract"],
  scheduling: ["lead"],
  contract: ["lead", "scheduling"],
  metrics: ["lead", "scheduling", "contract"],
} as const;

export type Service = keyof typeof PEERS;
const NAMES = Object.keys(PEERS) as Service[];

export interface Services {
  // Where a service answers gRPC, such as `http://127.0.0.1:40001`.
  address: Record<Service, string>;
  // A token of the development key. `subject` is an employee's id, or a whole name such as `services/zamerctl`.
  token: (subject: string, department: string, role: string) => string;
  stop: () => Promise<void>;
}

export async function startServices(): Promise<Services> {
  const folder = await mkdtemp(join(tmpdir(), "zamer-examples-"));
  const ports = Object.fromEntries(await Promise.all(NAMES.map(async (name) => [name, await freePort()]))) as Record<Service, number>;
  const redis = await freePort();
  const children = [
    run("redis-server", ["--bind", "127.0.0.1", "--port", `${redis}`, "--dir", folder, "--save", "", "--daemonize", "no"]),
  ];
  for (const name of NAMES) children.push(run(join(BINARIES, name), await flagsOf(name, ports, redis)));
  const stop = async (): Promise<void> => {
    await Promise.all(children.map(end));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await Promise.race([healthy(ports), ...children.map(ended)]);
  } catch (error) {
    await stop();
    throw error;
  }
  const addressOf = (name: Service): string => `http://127.0.0.1:${ports[name]}`;
  return { address: Object.fromEntries(NAMES.map((name) => [name, addressOf(name)])) as Record<Service, string>, token, stop };
}

function run(program: string, args: string[]): ChildProcess {
  // Programs refuse ZAMER_ variables that are not theirs.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("ZAMER_")));
  return spawn(program, args, { env, stdio: ["ignore", "ignore", "ignore"] });
}

async function flagsOf(name: Service, ports: Record<Service, number>, redis: number): Promise<string[]> {
  return [
    "--mode=development",
    "--auth-development-key",
    "--drain-delay=0s",
    `--listen-address=127.0.0.1:${ports[name]}`,
    `--metrics-address=127.0.0.1:${await freePort()}`,
    `--redis-address=127.0.0.1:${redis}`,
    ...PEERS[name].map((peer) => `--${peer}-address=127.0.0.1:${ports[peer]}`),
  ];
}

// The tool waits and asks again by itself only once a service listens, so it is asked until it is content.
async function healthy(ports: Record<Service, number>): Promise<void> {
  const flags = NAMES.map((name) => `--${name}-address=127.0.0.1:${ports[name]}`);
  const isHealthy = (): Promise<boolean> =>
    new Promise((resolve) => run(join(BINARIES, "zamerctl"), [...flags, "health"]).on("exit", (code) => resolve(code === 0)));
  while (!(await isHealthy()));
}

function ended(child: ChildProcess): Promise<never> {
  return new Promise((_, reject) => {
    child.on("error", reject);
    child.on("exit", () => reject(new Error(`${child.spawnfile} has ended: is it built?`)));
  });
}

function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    child.removeAllListeners("exit");
    child.on("exit", () => resolve());
    child.kill();
  });
}

function token(subject: string, department: string, role: string): string {
  const args = ["token", "--subject", subject, "--department", department, "--role", role];
  return execFileSync(join(BINARIES, "zamerctl"), args, { encoding: "utf8" }).trim();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
