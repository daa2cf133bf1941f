// A Prometheus of the check's own, with the committed configuration and rules but a quicker pulse.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../generate/files.ts';
import { PrivateServer } from './private_server.ts';

// By service, where its metrics are.
export type Targets = Record<string, string>;

export function startPrometheus(targets: Targets): Promise<PrivateServer> {
  return PrivateServer.start('prometheus', (folder, address) => {
    configure(folder, targets);
    return [
      `--config.file=${folder}/prometheus.yml`,
      `--storage.tsdb.path=${folder}/data`,
      `--web.listen-address=${address}`,
      '--log.level=warn',
    ];
  });
}

function configure(folder: string, targets: Targets): void {
  const own = join(root, 'dashboard/prometheus');
  const configuration = readFileSync(join(own, 'prometheus.yml'), 'utf8');
  writeFileSync(join(folder, 'prometheus.yml'), quick(configuration));
  mkdirSync(join(folder, 'rules'));
  for (const name of readdirSync(join(own, 'rules'))) {
    writeFileSync(join(folder, 'rules', name), quick(readFileSync(join(own, 'rules', name), 'utf8')));
  }
  const services = Object.entries(targets).map(([service, address]) => ({ targets: [address], labels: { service } }));
  writeFileSync(join(folder, 'services.json'), JSON.stringify(services));
  writeFileSync(join(folder, 'alertmanagers.json'), '[]');
}

function quick(yaml: string): string {
  return yaml.replace(/((?:scrape_|evaluation_)?interval|scrape_timeout): \w+/g, '$1: 2s');
}
