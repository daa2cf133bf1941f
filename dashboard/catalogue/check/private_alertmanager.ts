// An Alertmanager of a test's own, with the committed configuration.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read } from '../generate/files.ts';
import { quick } from './pulse.ts';

// Writes what it reads into the folder, and gives its arguments. `edge`: the origin of the edge that it tells, soon.
export function prepareAlertmanager(folder: string, address: string, edge?: string): string[] {
  const committed = read('dashboard/prometheus/alertmanager.yml');
  writeFileSync(join(folder, 'alertmanager.yml'), edge === undefined ? committed : quick(withEdge(committed, edge)));
  return [
    `--config.file=${folder}/alertmanager.yml`,
    `--storage.path=${folder}`,
    `--web.listen-address=${address}`,
    '--cluster.listen-address=',
    '--log.level=error',
  ];
}

function withEdge(yaml: string, edge: string): string {
  return yaml.replace(/url: http:\/\/[^/]+/g, `url: ${edge}`);
}
