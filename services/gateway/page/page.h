#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "services/gateway/page/asset.h"
#include "services/gateway/page/embedded_files.h"
#include "services/gateway/router.h"

namespace zamer::gateway {

// Serves the web page: its files, and for the paths that the page makes up itself, such as `/funnel`, its index.html. A
// browser may run and show nothing but what comes from here. Must outlive the requests that it answers.
class Page {
 public:
  explicit Page(std::span<const EmbeddedFile> files);

  // Answers every GET and HEAD that nobody else answers.
  void AddTo(Router& router) const;

 private:
  asio::awaitable<absl::Status> Serve(http::Exchange& exchange) const;
  // Null where there is no such file.
  const Asset* Find(std::string_view path) const;

  std::map<std::string_view, Asset> assets_;
};

}  // namespace zamer::gateway
