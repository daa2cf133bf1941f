// Which methods of the services the edge offers, and under which paths.
#pragma once

#include <google/protobuf/descriptor.h>

#include <string>
#include <vector>

namespace zamer::gateway {

// Whether people may call the method: its policy names a role other than those of programs and operators, and it is no
// feed, since whoever follows one keeps a cursor and belongs inside. A method without a policy is closed to everybody.
bool IsOffered(const google::protobuf::MethodDescriptor& method);

// The methods of a file's services that are offered; unary ones and server streams, which is all that browsers can do.
std::vector<const google::protobuf::MethodDescriptor*> OfferedMethods(const google::protobuf::FileDescriptor& file);

// `/zamer.lead.v1.LeadService/GetLead`.
std::string PathOf(const google::protobuf::MethodDescriptor& method);

}  // namespace zamer::gateway
