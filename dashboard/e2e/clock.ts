// A clock that services go by in place of the machine's: it stands still until somebody moves it.
import {writeFileSync} from 'node:fs'

export class Clock {
  // Times are in milliseconds since 1970.
  constructor(readonly file: string, public now: number) { writeFileSync(file, microsOf(now)) }

  // Forward only: what falls due on the way is done.
  moveTo(time: number): void {
    this.now = time
    writeFileSync(this.file, microsOf(time), {flag: 'r+'}) // in place: the services have the file mapped
  }
}

function microsOf(time: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64LE(BigInt(time) * 1000n)
  return bytes
}
