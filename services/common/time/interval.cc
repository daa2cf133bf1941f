#include "services/common/time/interval.h"

#include <algorithm>
#include <utility>

namespace zamer {

Interval Intersect(const Interval& a, const Interval& b) {
  return {.start = std::max(a.start, b.start), .end = std::min(a.end, b.end)};
}

IntervalSet::IntervalSet(std::vector<Interval> intervals) {
  std::erase_if(intervals, [](const Interval& each) { return each.empty(); });
  std::ranges::sort(intervals, {}, &Interval::start);
  for (const Interval& next : intervals) {
    if (!intervals_.empty() && next.start <= intervals_.back().end) {
      intervals_.back().end = std::max(intervals_.back().end, next.end);
    } else {
      intervals_.push_back(next);
    }
  }
}

IntervalSet IntervalSet::Union(const IntervalSet& other) const {
  std::vector<Interval> both = intervals_;
  both.insert(both.end(), other.begin(), other.end());
  return IntervalSet(std::move(both));
}

IntervalSet IntervalSet::Intersect(const IntervalSet& other) const {
  IntervalSet result;
  auto a = begin();
  auto b = other.begin();
  while (a != end() && b != other.end()) {
    const Interval shared = zamer::Intersect(*a, *b);
    if (!shared.empty()) result.intervals_.push_back(shared);
    if (a->end < b->end) {
      ++a;
    } else {
      ++b;
    }
  }
  return result;
}

IntervalSet IntervalSet::Subtract(const IntervalSet& other) const {
  IntervalSet result;
  if (empty()) return result;
  auto hole = other.FirstEndingAfter(intervals_.front().start);
  for (Interval left : intervals_) {
    while (hole != other.end() && hole->end <= left.start) ++hole;
    // A hole may reach into the next interval, so it is not passed here for good.
    for (auto cut = hole; cut != other.end() && cut->start < left.end; ++cut) {
      if (left.start < cut->start) result.intervals_.push_back({left.start, cut->start});
      left.start = cut->end;
      hole = cut;
    }
    if (!left.empty()) result.intervals_.push_back(left);
  }
  return result;
}

IntervalSet IntervalSet::Clip(const Interval& range) const {
  IntervalSet result;
  for (auto each = FirstEndingAfter(range.start); each != end() && each->start < range.end; ++each) {
    const Interval part = zamer::Intersect(*each, range);
    if (!part.empty()) result.intervals_.push_back(part);
  }
  return result;
}

bool IntervalSet::Contains(absl::Time time) const {
  const auto candidate = FirstEndingAfter(time);
  return candidate != end() && candidate->Contains(time);
}

bool IntervalSet::Contains(const Interval& range) const {
  if (range.empty()) return true;
  const auto candidate = FirstEndingAfter(range.start);
  return candidate != end() && candidate->Contains(range);
}

bool IntervalSet::Overlaps(const Interval& range) const {
  const auto candidate = FirstEndingAfter(range.start);
  return candidate != end() && candidate->Overlaps(range);
}

absl::Duration IntervalSet::Total() const {
  absl::Duration total;
  for (const Interval& each : intervals_) total += each.length();
  return total;
}

std::vector<Interval>::const_iterator IntervalSet::FirstEndingAfter(absl::Time time) const {
  return std::ranges::upper_bound(intervals_, time, {}, &Interval::end);
}

}  // namespace zamer
