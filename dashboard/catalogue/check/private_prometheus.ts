// A Prometheus of a test's own, with the committed configuration and rules but a quicker pulse.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../generate/files.ts';
import { PrivateServer } from './private_server.ts';
import { quick } from './pulse.ts';

// By service, where its metrics are.
export type Targets = Record<string, string>;

export function startPrometheus(targets: Targets): Promise<PrivateServer> {
  return PrivateServer.start('prometheus', (folder, address) => preparePrometheus(folder, address, targets));
}

// Writes what it reads into the folder, and gives its arguments. `alertmanagers`: the addresses of those that it tells what
// fires.
export function preparePrometheus(folder: string, address: string, targets: Targets, alertmanagers: string[] = []): string[] {
  const own = join(root, 'dashboard/prometheus');
  const committed = ['prometheus.yml', ...readdirSync(join(own, 'rules')).map((name) => join('rules', name))];
  mkdirSync(join(folder, 'rules'), { recursive: true });
  for (const name of committed) writeFileSync(join(folder, name), quick(readFileSync(join(own, name), 'utf8')));
  const services = Object.entries(targets).map(([service, target]) => ({ targets: [target], labels: { service } }));
  writeFileSync(join(folder, 'services.json'), JSON.stringify(services));
  writeFileSync(join(folder, 'alertmanagers.json'), JSON.stringify([{ targets: alertmanagers }]));
  return [
    `--config.file=${folder}/prometheus.yml`,
    `--storage.tsdb.path=${folder}/data`,
    `--web.listen-address=${address}`,
    // Whatever fires before it has found the Alertmanager is told all the same.
    '--rules.alert.resend-delay=2s',
    '--log.level=warn',
  ];
}
