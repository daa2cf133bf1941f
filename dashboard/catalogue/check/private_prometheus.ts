// A Prometheus of the check's own, with the committed configuration and rules but a quicker pulse.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../generate/files.ts';

// By service, where its metrics are.
export type Targets = Record<string, string>;

export class PrivatePrometheus {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(targets: Targets): Promise<PrivatePrometheus> {
    const folder = mkdtempSync(join(tmpdir(), 'zamer-check-'));
    configure(folder, targets);
    const address = `127.0.0.1:${await freePort()}`;
    const process = spawn(
      'prometheus',
      [
        `--config.file=${folder}/prometheus.yml`,
        `--storage.tsdb.path=${folder}/data`,
        `--web.listen-address=${address}`,
        '--log.level=warn',
      ],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    return new PrivatePrometheus(`http://${address}`, folder, process);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    if (this.process.exitCode === null && this.process.kill('SIGTERM')) await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
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

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
