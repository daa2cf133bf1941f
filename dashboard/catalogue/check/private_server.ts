// A server of the check's own, on a free port, with a folder that goes with it.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class PrivateServer {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly process: ChildProcess,
  ) {}

  // `prepare` writes into the folder what the program wants to read, and gives its arguments. Does not wait for it to answer.
  static async start(program: string, prepare: (folder: string, address: string) => string[]): Promise<PrivateServer> {
    const folder = mkdtempSync(join(tmpdir(), 'zamer-check-'));
    const address = `127.0.0.1:${await freePort()}`;
    const process = spawn(program, prepare(folder, address), { stdio: ['ignore', 'inherit', 'inherit'] });
    return new PrivateServer(`http://${address}`, folder, process);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    if (this.process.exitCode === null && this.process.kill('SIGTERM')) await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
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
