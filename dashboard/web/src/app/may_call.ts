import type { DescMethod } from "@bufbuild/protobuf";
import { mayCall } from "@zamer/api";

import { useSession } from "./session_context.ts";

// Whether who looks at the page may call a method, by the policy that the method itself carries: what may not be called
// is not offered.
export function useMayCall(): (method: DescMethod) => boolean {
  const { roles } = useSession();
  return (method) => mayCall(method, roles);
}
