const BYTES = 16;

// An id for one change: make it once when a form is opened or a button is pressed, and keep it over every retry of the
// same request, so that the change is made once. `crypto.randomUUID` would do, but pages served without TLS lack it.
export function newRequestId(): string {
  return randomHex(BYTES);
}

export function randomHex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
