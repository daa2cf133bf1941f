import { Code, ConnectError } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import { readError } from "../src/index.js";
import { refusal } from "./refusal.js";

describe("reading an error", () => {
  it("gives code, reason, sentence and metadata of what a service refused", () => {
    const caught = refusal(Code.FailedPrecondition, "The lead is closed.", {
      reason: "ILLEGAL_TRANSITION",
      metadata: { from: "LOST" },
      violations: [{ type: "LEAD_STATE", subject: "departments/d1/leads/l1", description: "LOST" }],
    });
    expect(readError(caught)).toMatchObject({
      code: Code.FailedPrecondition,
      reason: "ILLEGAL_TRANSITION",
      sentence: "The lead is closed.",
      metadata: { from: "LOST" },
      preconditions: [{ type: "LEAD_STATE", subject: "departments/d1/leads/l1", sentence: "LOST" }],
    });
  });

  it("lists every field that breaks a rule", () => {
    const caught = refusal(Code.InvalidArgument, "Two fields are wrong.", {
      reason: "FIELD_INVALID",
      fields: [
        { field: "phone.raw", description: "is required" },
        { field: "name", description: "is no name" },
      ],
    });
    expect(readError(caught).fieldViolations).toEqual([
      { field: "phone.raw", sentence: "is required" },
      { field: "name", sentence: "is no name" },
    ]);
  });

  it("says in milliseconds how long to wait", () => {
    expect(readError(refusal(Code.ResourceExhausted, "Wait.", { retrySeconds: 2 })).retryAfter).toBe(2000);
    expect(readError(refusal(Code.ResourceExhausted, "Wait.")).retryAfter).toBeUndefined();
  });

  it("gives no reason for what did not come from Zamer", () => {
    expect(readError(new ConnectError("bad gateway", Code.Unavailable))).toMatchObject({
      code: Code.Unavailable,
      reason: "",
      sentence: "bad gateway",
    });
    expect(readError(new Error("a bug")).reason).toBe("");
  });
});
