#include "services/gateway/http/core.h"

namespace zamer::gateway::http {

Share::~Share() {
  core_->body_bytes_ -= body_bytes_;
  if (begun_) --core_->requests_;
}

bool Share::HoldBody(std::size_t bytes) {
  if (core_->body_bytes_ - body_bytes_ + bytes > core_->limits_.bodies_bytes) return false;
  core_->body_bytes_ += bytes - body_bytes_;
  body_bytes_ = bytes;
  return true;
}

bool Share::Begin() {
  if (core_->requests_ >= core_->limits_.requests) return false;
  ++core_->requests_;
  begun_ = true;
  return true;
}

}  // namespace zamer::gateway::http
