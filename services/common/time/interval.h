// Half-open spans of time and sets of them. Touching spans do not overlap.
#pragma once
#include <absl/time/time.h>

#include <compare>
#include <cstddef>
#include <vector>

namespace zamer {

// All instants t with start <= t < end; empty when end <= start.
struct Interval {
  absl::Time start;
  absl::Time end;

  bool empty() const { return end <= start; }
  // Zero when empty.
  absl::Duration length() const { return empty() ? absl::ZeroDuration() : end - start; }
  bool Contains(absl::Time time) const { return start <= time && time < end; }
  // Whether `other` lies in this one; an empty interval lies in every one.
  bool Contains(const Interval& other) const { return other.empty() || (start <= other.start && other.end <= end); }
  bool Overlaps(const Interval& other) const {
    return !empty() && !other.empty() && start < other.end && other.start < end;
  }
  friend bool operator==(const Interval& a, const Interval& b) { return a.start == b.start && a.end == b.end; }
};

// What two intervals share; empty when nothing.
Interval Intersect(const Interval& a, const Interval& b);

// A set of instants, kept as sorted, disjoint, non-touching, non-empty intervals. A value; operations cost the number
// of intervals, look-ups its logarithm.
class IntervalSet {
 public:
  IntervalSet() = default;
  // Any order, overlaps and empty intervals allowed.
  explicit IntervalSet(std::vector<Interval> intervals);

  const std::vector<Interval>& intervals() const { return intervals_; }
  std::vector<Interval>::const_iterator begin() const { return intervals_.begin(); }
  std::vector<Interval>::const_iterator end() const { return intervals_.end(); }
  bool empty() const { return intervals_.empty(); }
  std::size_t size() const { return intervals_.size(); }

  IntervalSet Union(const IntervalSet& other) const;
  IntervalSet Intersect(const IntervalSet& other) const;
  IntervalSet Subtract(const IntervalSet& other) const;
  // The part within `range`.
  IntervalSet Clip(const Interval& range) const;

  bool Contains(absl::Time time) const;
  // Whether all of `range` is in the set; true for an empty range.
  bool Contains(const Interval& range) const;
  bool Overlaps(const Interval& range) const;
  // The sum of the lengths.
  absl::Duration Total() const;

  // The first interval that ends after `time`; end() when there is none.
  std::vector<Interval>::const_iterator FirstEndingAfter(absl::Time time) const;

  friend bool operator==(const IntervalSet& a, const IntervalSet& b) { return a.intervals_ == b.intervals_; }

 private:
  std::vector<Interval> intervals_;
};

}  // namespace zamer
