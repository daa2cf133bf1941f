// Zamer's API for TypeScript: what a browser or a Node program needs beside the generated messages, which are imported
// by their file, such as "@zamer/api/lead/v1/lead_pb".
export { contractClient, leadClient, metricsClient, schedulingClient } from "./clients.js";
export type { Client } from "./clients.js";
export { readError } from "./errors.js";
export type { FieldViolation, Precondition, ZamerError } from "./errors.js";
export { bearerToken, tracing } from "./interceptors.js";
export { mayCall } from "./policy.js";
export { Positions, readYourWrites } from "./positions.js";
export { newRequestId } from "./request-id.js";
export { retried, retrying } from "./retry.js";
export type { RetryOptions } from "./retry.js";
export { followed } from "./stream.js";
export type { FollowOptions } from "./stream.js";
export { createZamerTransport, withDeadlines, zamerInterceptors } from "./transport.js";
export type { ZamerOptions, ZamerTransportOptions } from "./transport.js";
