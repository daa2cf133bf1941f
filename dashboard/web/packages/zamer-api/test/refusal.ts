import { Code, ConnectError } from "@connectrpc/connect";
import {
  BadRequestSchema,
  ErrorInfoSchema,
  PreconditionFailureSchema,
  RetryInfoSchema,
} from "../src/gen/google/rpc/error_details_pb.js";

export interface Refusal {
  reason?: string;
  metadata?: Record<string, string>;
  fields?: { field: string; description: string }[];
  violations?: { type: string; subject: string; description: string }[];
  retrySeconds?: number;
}

// An error as a service answers it.
export function refusal(code: Code, sentence: string, what: Refusal = {}): ConnectError {
  const details = [];
  if (what.reason !== undefined) {
    const value = { reason: what.reason, domain: "zamer", metadata: what.metadata ?? {} };
    details.push({ desc: ErrorInfoSchema, value });
  }
  if (what.fields) details.push({ desc: BadRequestSchema, value: { fieldViolations: what.fields } });
  if (what.violations) details.push({ desc: PreconditionFailureSchema, value: { violations: what.violations } });
  if (what.retrySeconds !== undefined) {
    details.push({ desc: RetryInfoSchema, value: { retryDelay: { seconds: BigInt(what.retrySeconds) } } });
  }
  return new ConnectError(sentence, code, undefined, details);
}
