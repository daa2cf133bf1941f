// A clock that services go by in place of the machine's (`--clock-file`): it stands still until somebody moves it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Clock {
  readonly #folder = mkdtempSync(join(tmpdir(), "zamer-clock-"));
  readonly file = join(this.#folder, "clock");

  // Times are in milliseconds since 1970.
  constructor(public now = 0) {
    writeFileSync(this.file, microsOf(now));
  }

  // Forward only: what falls due on the way is done.
  moveTo(time: number): void {
    this.now = time;
    writeFileSync(this.file, microsOf(time), { flag: "r+" }); // in place: the services have the file mapped
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function microsOf(time: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(time) * 1000n);
  return bytes;
}
