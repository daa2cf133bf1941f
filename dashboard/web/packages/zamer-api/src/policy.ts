import { getOption, type DescMethod } from "@bufbuild/protobuf";
import { policy } from "./gen/zamer/type/v1/options_pb.js";
import { Role } from "./gen/zamer/type/v1/role_pb.js";

// Whether somebody with these roles, named as in the session, may call the method: what may not be called is better not
// offered. The services check again.
export function mayCall(method: DescMethod, roles: readonly string[]): boolean {
  return getOption(method, policy).roles.some((role) => roles.includes(Role[role]));
}
