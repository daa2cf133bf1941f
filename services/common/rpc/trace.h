#pragma once

#include <string>
#include <string_view>

namespace zamer::rpc {

// Whether the text is a W3C `traceparent`: version 00, a trace id and a span id that are not zero, flags.
bool IsTraceParent(std::string_view text);

// A new `traceparent`: the caller's trace with a span of ours, or a new trace when `parent` is not valid. Any thread.
std::string ChildTrace(std::string_view parent);

// The trace id within a valid `traceparent`: 32 hexadecimal digits.
std::string_view TraceIdOf(std::string_view trace_parent);

}  // namespace zamer::rpc
