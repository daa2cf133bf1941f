// Programs that a test starts, and ends whatever happens.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomInt } from "node:crypto";
import { createServer } from "node:net";

// A process with what it printed. Killed with the test's process at the latest.
export class Program {
  readonly child: ChildProcess;
  private printed = "";

  constructor(
    readonly name: string,
    command: string,
    args: readonly string[],
  ) {
    this.child = spawn(command, [...args], { stdio: ["ignore", "pipe", "pipe"], env: environment() });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.printed += text;
      });
    }
    running.add(this);
    this.child.once("exit", () => running.delete(this));
  }

  get log(): string {
    return this.printed;
  }
  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  // Asks it to end, and waits until it has.
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    if (this.ended) return;
    const exit = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill(signal);
    await within(30_000, `${this.name} to end`, exit);
  }
}

const running = new Set<Program>();
const lastThings: (() => void)[] = [];

// Has something done when the test's process ends, after its programs have ended.
export function atExit(last: () => void): void {
  lastThings.push(last);
}

process.once("exit", () => {
  for (const program of running) program.child.kill("SIGKILL");
  for (const last of lastThings) last();
});
// The test runner ends its workers by a signal.
process.once("SIGTERM", () => process.exit());

// The services refuse ZAMER_ variables that are not theirs.
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("ZAMER_")));
}

// Runs a program to its end and gives what it printed; throws when it fails.
export function run(command: string, args: readonly string[], input?: string): string {
  const done = spawnSync(command, [...args], { encoding: "utf8", env: environment(), input, maxBuffer: 1 << 26 });
  if (done.status !== 0) throw new Error(`${command} ${args[0]}: ${done.stderr}${done.stdout}`);
  return done.stdout;
}

// Below those that the system gives to connections: one of them could take the port of a program that a test has killed,
// before it is started again.
const FIRST_PORT = 10_000;
const LAST_PORT = 32_000;

// Ports of the loopback address that were free a moment ago.
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(FIRST_PORT, LAST_PORT);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

// The promise's value, or an error that says what did not happen in time.
export async function within<T>(milliseconds: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${milliseconds} ms for ${what}`)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

// Asks again and again until the answer is true; an error counts as no.
export async function eventually(what: string, holds: () => Promise<boolean> | boolean, milliseconds = 60_000): Promise<void> {
  const deadline = Date.now() + milliseconds;
  let last: unknown;
  while (Date.now() < deadline) {
    try {
      if (await holds()) return;
      last = undefined;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited ${milliseconds} ms for ${what}`, { cause: last });
}
