import { Code, ConnectError, type Interceptor } from "@connectrpc/connect";
import { createZamerTransport, metricsClient, schedulingClient } from "@zamer/api";

import { sessionLost } from "./session.ts";

// An answer that the session is over sends the person to the sign-in page, whoever asked.
const noticeLostSession: Interceptor = (next) => async (request) => {
  try {
    return await next(request);
  } catch (error) {
    if (ConnectError.from(error).code === Code.Unauthenticated) sessionLost();
    throw error;
  }
};

// One for the whole page, so that whatever it reads knows of what it changed before.
export const transport = createZamerTransport({ interceptors: [noticeLostSession] });

export const scheduling = schedulingClient(transport);
export const metrics = metricsClient(transport);
