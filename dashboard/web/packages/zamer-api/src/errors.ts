import { Code, ConnectError } from "@connectrpc/connect";
import { durationMs } from "@bufbuild/protobuf/wkt";
import {
  BadRequestSchema,
  ErrorInfoSchema,
  PreconditionFailureSchema,
  RetryInfoSchema,
} from "./gen/google/rpc/error_details_pb.js";

const DOMAIN = "zamer";

// A field of the request that breaks a rule: its path, such as `lead.phones[0].raw`, and what is wrong with it.
export interface FieldViolation {
  field: string;
  sentence: string;
}

// What the world is like that should be otherwise, such as the state that a lead is in.
export interface Precondition {
  type: string;
  subject: string;
  sentence: string;
}

// Why a call failed. Decide by `code` and `reason`; `sentence` is English and for people.
export interface ZamerError {
  code: Code;
  // A reason of docs/errors.md; empty for what did not come from Zamer, such as a proxy's or the network's failure.
  reason: string;
  sentence: string;
  metadata: Record<string, string>;
  fieldViolations: FieldViolation[];
  preconditions: Precondition[];
  // How many milliseconds to wait before the next try, when the service says so.
  retryAfter?: number;
  // What was caught, for details of other types.
  cause: ConnectError;
}

export function readError(caught: unknown): ZamerError {
  const cause = ConnectError.from(caught);
  const info = cause.findDetails(ErrorInfoSchema).find((detail) => detail.domain === DOMAIN);
  const delay = cause.findDetails(RetryInfoSchema)[0]?.retryDelay;
  return {
    code: cause.code,
    reason: info?.reason ?? "",
    sentence: cause.rawMessage,
    metadata: info?.metadata ?? {},
    fieldViolations: cause
      .findDetails(BadRequestSchema)
      .flatMap((detail) => detail.fieldViolations)
      .map(({ field, description }) => ({ field, sentence: description })),
    preconditions: cause
      .findDetails(PreconditionFailureSchema)
      .flatMap((detail) => detail.violations)
      .map(({ type, subject, description }) => ({ type, subject, sentence: description })),
    ...(delay && { retryAfter: durationMs(delay) }),
    cause,
  };
}
