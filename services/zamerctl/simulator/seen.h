// What a caller has been told of, so that what he reads next holds it.
#pragma once
#include <grpcpp/grpcpp.h>

#include <map>
#include <string>

namespace zamer::simulator {

// The newest `zamer-position` of each feed. Not thread-safe.
class Seen {
 public:
  void Note(const std::string& position);
  // Adds what another caller has seen.
  void Note(const Seen& other);
  // Notes what an answer brought.
  void NoteTrailers(const grpc::ClientContext& context);
  // Asks the service to wait for all of it.
  void SendWith(grpc::ClientContext& context) const;

 private:
  // By service and partition.
  std::map<std::string, std::string> newest_;
};

}  // namespace zamer::simulator
