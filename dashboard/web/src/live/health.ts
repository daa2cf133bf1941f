// How fresh what is on the page is.
export type Mode = "connecting" | "stream" | "polling";

export interface Heard {
  mode: Mode;
  // When the numbers were last confirmed, and until when that holds, in milliseconds since 1970.
  heardAt: number;
  goodUntil: number;
}

export const unheard: Heard = { mode: "connecting", heardAt: 0, goodUntil: 0 };

// Two heartbeats of the stream, and a second for the way.
export const STREAM_PATIENCE = 11_000;
export const POLL_INTERVAL = 10_000;
const POLL_PATIENCE = 2 * POLL_INTERVAL + 1_000;

export function heardNow(mode: "stream" | "polling", now: number): Heard & { mode: "stream" | "polling" } {
  return { mode, heardAt: now, goodUntil: now + (mode === "stream" ? STREAM_PATIENCE : POLL_PATIENCE) };
}

export type Freshness = "waiting" | "live" | "polled" | "stale";

// Numbers that nobody has confirmed for too long are old, whatever the connection thinks of itself.
export function freshness(heard: Heard, now: number, since: number): Freshness {
  if (heard.heardAt === 0) return now - since > STREAM_PATIENCE ? "stale" : "waiting";
  if (now > heard.goodUntil) return "stale";
  return heard.mode === "polling" ? "polled" : "live";
}
