// The garden as a process of its own, for tests of signals and of running out of descriptors. Its only argument, if
// any, is how many descriptors it may have open.
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>

#include "garden.h"

int main(int argc, char** argv) {
  if (argc > 1) {
    const rlimit limit{std::strtoul(argv[1], nullptr, 10), std::strtoul(argv[1], nullptr, 10)};
    setrlimit(RLIMIT_NOFILE, &limit);
  }
  zamer::rpc::Garden garden;
  garden.server = zamer::rpc::Server::Start(garden.host, {},
                                            {{&garden.service, zamer::test::v1::GardenService::service_full_name()}})
                      .value();
  std::printf("port %d\n", garden.server->port());
  std::fflush(stdout);
  zamer::rpc::RunUntilSignal(garden.host, *garden.server, {.delay = absl::ZeroDuration(), .grace = absl::Seconds(1)});
  return 0;
}
