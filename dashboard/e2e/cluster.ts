// The whole of Zamer as it is shipped, on free ports: Redis, the services, the edge and, where a test asks, Prometheus and
// Alertmanager.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { prepareAlertmanager } from "../catalogue/check/private_alertmanager.ts";
import { preparePrometheus } from "../catalogue/check/private_prometheus.ts";
import { atExit, eventually, freePorts, Program, run } from "./processes.js";

const services = ["lead", "scheduling", "contract", "metrics"] as const;
export type Service = (typeof services)[number];
export type Part = "redis" | "gateway" | "prometheus" | "alertmanager" | Service;

const bin = process.env.ZAMER_BIN_DIR ?? join(import.meta.dirname, "../../build/release/bin");
const host = "127.0.0.1";

// People of the simulated department who can sign in; everybody's password.
export const password = "замер на отлично";

export interface ClusterOptions {
  // Of every service and the edge, beside those that tell where everything is.
  flags?: readonly string[];
  // Whether Prometheus and Alertmanager watch it, and the edge is told of alerts.
  alerts?: boolean;
}

export class Cluster {
  private readonly folder = mkdtempSync(join(tmpdir(), "zamer-e2e-"));
  private readonly programs = new Map<Part, Program>();

  private constructor(
    private readonly ports: Record<Part | `${Service | "gateway"}-metrics` | "http" | "site", number>,
    private readonly options: Required<ClusterOptions>,
  ) {
    atExit(() => this.removeFolder());
  }

  static async start({ flags = [], alerts = false }: ClusterOptions = {}): Promise<Cluster> {
    const names = ["redis", "prometheus", "alertmanager", "http", "site", "gateway", "gateway-metrics", ...services, ...services.map((service) => `${service}-metrics` as const)] as const;
    const free = await freePorts(names.length);
    const cluster = new Cluster(Object.fromEntries(names.map((name, i) => [name, free[i]])) as Cluster["ports"], { flags, alerts });
    const watchers = alerts ? (["alertmanager", "prometheus"] as const) : [];
    for (const part of ["redis", ...services, "gateway", ...watchers] as const) cluster.begin(part);
    await cluster.ready();
    return cluster;
  }

  // Where a service answers gRPC, past the edge.
  serviceUrl(service: Service): string {
    return `http://${this.addressOf(service)}`;
  }
  // Where a site of the department `kitchens` may be, whose form the edge takes for the way in `site`.
  get siteUrl(): string {
    return `http://${this.addressOf("site")}`;
  }
  // Where the page is.
  get url(): string {
    return `http://${this.addressOf("http")}`;
  }
  get prometheusUrl(): string {
    return `http://${this.addressOf("prometheus")}`;
  }
  expositionUrl(service: Service | "gateway"): string {
    return `http://${this.addressOf(`${service}-metrics`)}/metrics`;
  }
  log(part: Part): string {
    return this.programs.get(part)?.log ?? "";
  }
  pid(part: Part): number {
    return this.programs.get(part)?.child.pid ?? -1;
  }

  // Starts a part on the ports it always has.
  begin(part: Part): void {
    this.programs.set(part, new Program(part, ...this.commandOf(part)));
  }

  async kill(part: Part): Promise<void> {
    await this.programs.get(part)?.stop("SIGKILL");
  }

  // What people do while a part is gone; it is started again whatever comes of that.
  async without(part: Part, meanwhile: () => Promise<void>): Promise<void> {
    await this.kill(part);
    try {
      await meanwhile();
    } finally {
      this.begin(part);
    }
  }

  async ready(): Promise<void> {
    await eventually("everything to be ready", async () => {
      for (const [part, program] of this.programs) {
        if (program.ended) throw new Error(`${part} has ended: ${program.log.slice(-2000)}`);
      }
      return (await fetch(`${this.url}/readyz`)).ok;
    });
  }

  async restartAll(): Promise<void> {
    const parts = [...this.programs.keys()];
    for (const part of [...parts].reverse()) await this.programs.get(part)?.stop();
    for (const part of parts) this.begin(part);
    await this.ready();
  }

  // The operator's tool.
  ctl(...args: string[]): string {
    return run(join(bin, "zamerctl"), [...this.addresses(), ...args]);
  }
  ctlWithInput(input: string, ...args: string[]): string {
    return run(join(bin, "zamerctl"), [...this.addresses(), ...args], input);
  }
  // The same, going on beside the test.
  beginCtl(...args: string[]): Program {
    return new Program("zamerctl", join(bin, "zamerctl"), [...this.addresses(), ...args]);
  }

  // Makes a login for an employee, with the password that all have.
  addLogin(department: string, employee: string): void {
    this.ctlWithInput(password, "login", "set", `--department=${department}`, `--employee=${employee}`, `--login=${employee}`);
  }

  // A token of the development key, for calls past the edge.
  token(department: string, subject: string, ...roles: string[]): string {
    return this.ctl("token", `--department=${department}`, `--subject=${subject}`, ...roles.map((role) => `--role=${role}`)).trim();
  }

  async stop(): Promise<void> {
    // Each takes its time to end well, and none needs another for it but Redis.
    const others = [...this.programs].filter(([part]) => part !== "redis");
    await Promise.all(others.map(([, program]) => program.stop()));
    await this.programs.get("redis")?.stop();
    this.removeFolder();
  }

  private removeFolder(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private addresses(): string[] {
    return [...services, "gateway" as const].map((part) => `--${part}-address=${this.addressOf(part)}`);
  }

  private commandOf(part: Part): [string, string[]] {
    switch (part) {
      case "redis": {
        const place = ["--bind", host, "--port", `${this.ports.redis}`, "--dir", this.folder];
        return ["redis-server", [...place, "--appendonly", "yes", "--appendfsync", "always", "--save", "", "--maxmemory-policy", "noeviction"]];
      }
      case "prometheus": {
        const alertmanagers = this.options.alerts ? [this.addressOf("alertmanager")] : [];
        return ["prometheus", preparePrometheus(this.folderOf(part), this.addressOf(part), this.targets(), alertmanagers)];
      }
      case "alertmanager":
        return ["prometheus-alertmanager", prepareAlertmanager(this.folderOf(part), this.addressOf(part), this.url)];
      default:
        return [join(bin, part), this.flagsOf(part)];
    }
  }

  private flagsOf(part: Service | "gateway"): string[] {
    const flags = [
      "--mode=development",
      "--auth-development-key",
      "--drain-delay=0s",
      `--redis-address=${this.addressOf("redis")}`,
      `--listen-address=${this.addressOf(part)}`,
      `--metrics-address=${this.addressOf(`${part}-metrics`)}`,
      ...this.options.flags,
    ];
    if (part === "gateway") flags.push(`--http-address=${this.addressOf("http")}`, `--ways-in-file=${this.waysIn()}`);
    if (part === "gateway" && this.options.alerts) flags.push(`--alertmanager-url=http://${this.addressOf("alertmanager")}`);
    for (const peer of peers[part]) {
      // --metrics-address is where a program's own metrics are.
      const option = peer === "metrics" ? "metrics-service" : peer;
      flags.push(`--${option}-address=${this.addressOf(peer)}`);
    }
    return flags;
  }

  private waysIn(): string {
    const file = join(this.folder, "ways_in.yaml");
    writeFileSync(file, `ways_in:\n  - {id: site, kind: form, department: kitchens, channel: site, origins: ["${this.siteUrl}"]}\n`);
    return file;
  }

  // What Prometheus scrapes.
  private targets(): Record<string, string> {
    return Object.fromEntries([...services, "gateway" as const].map((part) => [part, this.addressOf(`${part}-metrics`)]));
  }

  private addressOf(name: keyof Cluster["ports"]): string {
    return `${host}:${this.ports[name]}`;
  }

  private folderOf(part: Part): string {
    const folder = join(this.folder, part);
    mkdirSync(folder, { recursive: true });
    return folder;
  }
}

const peers: Record<Service | "gateway", readonly Service[]> = {
  lead: ["scheduling", "contract"],
  scheduling: ["lead"],
  contract: ["lead", "scheduling"],
  metrics: ["lead", "scheduling", "contract"],
  gateway: services,
};
