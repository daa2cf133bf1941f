// Checks dashboards, rules and their names.
//
//   tsx catalogue/check/main.ts                                        what can be seen on paper
//   tsx catalogue/check/main.ts --department d1 lead=127.0.0.1:7201 …   and against running services, by their metrics
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { committed, faultsOf } from './dashboards.ts';
import { scraped, unanswered, unknownNames } from './live.ts';
import { startPrometheus, type Targets } from './private_prometheus.ts';
import { Prometheus } from './prometheus.ts';
import { faultsOfRules } from './rules.ts';
import { faultsByTools } from './tools.ts';

// Rates and offsets need some history first.
const patience = 120_000;

async function faultsAgainst(targets: Targets, department: string): Promise<string[]> {
  const unknown = unknownNames(await scraped(Object.values(targets)));
  if (unknown.length > 0) return unknown;
  const server = await startPrometheus(targets);
  try {
    const prometheus = new Prometheus(server.url);
    const deadline = Date.now() + patience;
    let faults: string[];
    do {
      await sleep(5_000);
      faults = await unanswered(prometheus, department).catch((error: Error) => [error.message]);
    } while (faults.length > 0 && Date.now() < deadline);
    return faults;
  } finally {
    await server.stop();
  }
}

const { values, positionals } = parseArgs({
  options: { department: { type: 'string' } },
  allowPositionals: true,
});
const targets: Targets = Object.fromEntries(positionals.map((each) => each.split('=', 2) as [string, string]));

const dashboards = committed();
const faults = [...faultsOf(dashboards), ...faultsOfRules(), ...faultsByTools()];
if (values.department) faults.push(...(await faultsAgainst(targets, values.department)));
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
else console.log(`${dashboards.length} dashboards and their rules are sound`);
