// Names of the simulated people, all invented.
#pragma once
#include <cstdint>
#include <string>

namespace zamer::simulator {

// The n-th designer's; the first 150 differ.
std::string DesignerName(int n);
// What a client says that he is called.
std::string ClientName(std::uint64_t luck);

}  // namespace zamer::simulator
