// The table of stages as text for docs/lead-states.md.
#pragma once
#include <string>

namespace zamer::lead {

// A Mermaid state diagram of the usual ways: each step from the stage just before it, what leads back, and the ways out
// of work and back to it.
std::string StateDiagram();

// The whole table in Markdown: a row per command, a column per state.
std::string StateTable();

}  // namespace zamer::lead
