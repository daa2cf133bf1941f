// What a session of nghttp2 takes from a socket and gives to it, whichever side of the connection it is.
#pragma once
#include <nghttp2/nghttp2.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace zamer::gateway::http {

// Takes what has come; false when the other end broke the protocol beyond repair.
bool ReceiveBytes(nghttp2_session* session, std::string_view bytes);

// Appends what is to be sent, until there are `enough` bytes; false as above.
bool ProduceBytes(nghttp2_session* session, std::size_t enough, std::string& out);

}  // namespace zamer::gateway::http
