// What an import remembers, so that one that was killed goes on where it was.
#pragma once
#include <absl/container/flat_hash_map.h>
#include <absl/status/statusor.h>

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "services/zamerctl/import/phase.h"

namespace zamer::ctl {

// A text file to which each acknowledged batch is added by one write, so that a kill at any moment leaves whole batches
// and at most one torn end, which is dropped. Not synced: what a power loss takes is sent again and found unchanged.
// Any thread.
class StateFile {
 public:
  // Without a path nothing is kept on disk. `fingerprint` is that of mapping and data; a file of other data is
  // FAILED_PRECONDITION. `new_run_id` names the import when it begins here.
  static absl::StatusOr<std::unique_ptr<StateFile>> Open(const std::string& path, const std::string& fingerprint,
                                                         const std::string& new_run_id);
  ~StateFile();
  StateFile(const StateFile&) = delete;
  StateFile& operator=(const StateFile&) = delete;

  // Names this import in request ids; the same after a kill.
  const std::string& run_id() const { return run_id_; }
  // What became of a batch; null while it is not acknowledged. The pointer holds for the life of the object.
  const Outcome* Find(const std::string& batch);
  absl::Status Acknowledge(const std::string& batch, Outcome outcome);
  // The id of a person's lead; empty when none is known.
  std::string LeadOf(const std::string& person);

 private:
  StateFile() = default;
  absl::Status Load(const std::string& content, const std::string& fingerprint);
  void Keep(const std::string& batch, Outcome outcome);
  absl::Status Append(std::string_view text);

  std::mutex mutex_;
  int file_ = -1;
  std::string run_id_;
  absl::flat_hash_map<std::string, std::unique_ptr<const Outcome>> batches_;
  absl::flat_hash_map<std::string, std::string> leads_;
};

}  // namespace zamer::ctl
