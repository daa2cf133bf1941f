// Texts of strangers made fit for fields of ours.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace zamer::gateway::intake {

// The text with U+FFFD for each byte that is not UTF-8, and with nothing for control characters but line breaks and
// tabs.
std::string Readable(std::string_view text);

// The text if it is short enough, else its beginning, cut between two characters, and `…`. `most` is at least 3.
std::string Shortened(std::string text, std::size_t most);

// Without white space around it.
std::string Trimmed(std::string_view text);

}  // namespace zamer::gateway::intake
