// Redis and the services as they are built, on free ports, with nothing kept: what the examples run against.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually, freePorts, Program, run } from "../e2e/processes.js";

const BINARIES = process.env["ZAMER_BIN_DIR"] ?? join(import.meta.dirname, "../../build/release/bin");
const ZAMERCTL = join(BINARIES, "zamerctl");

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
  const [redis, ...ports] = await freePorts(1 + 2 * NAMES.length);
  const portOf = (name: Service) => ports[NAMES.indexOf(name)]!;
  const addressFlags = (names: readonly Service[]) => names.map((name) => `--${name}-address=127.0.0.1:${portOf(name)}`);
  const programs = [
    new Program("redis", "redis-server", ["--bind", "127.0.0.1", "--port", `${redis}`, "--dir", folder, "--save", ""]),
    ...NAMES.map(
      (name, index) =>
        new Program(name, join(BINARIES, name), [
          "--mode=development",
          "--auth-development-key",
          "--drain-delay=0s",
          `--redis-address=127.0.0.1:${redis}`,
          `--listen-address=127.0.0.1:${portOf(name)}`,
          `--metrics-address=127.0.0.1:${ports[NAMES.length + index]}`,
          ...addressFlags(PEERS[name]),
        ]),
    ),
  ];
  const stop = async (): Promise<void> => {
    for (const program of programs.reverse()) await program.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await eventually("the services to be healthy", () => run(ZAMERCTL, [...addressFlags(NAMES), "health"]) !== "");
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    address: Object.fromEntries(NAMES.map((name) => [name, `http://127.0.0.1:${portOf(name)}`])) as Record<Service, string>,
    token: (subject, department, role) =>
      run(ZAMERCTL, ["token", "--subject", subject, "--department", department, "--role", role]).trim(),
    stop,
  };
}

