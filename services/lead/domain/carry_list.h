// A change of a list without another change that came before it.
#pragma once
#include <google/protobuf/message.h>
#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <map>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace zamer::lead {

template <class Item>
bool AreSame(const Item& a, const Item& b) {
  if constexpr (std::is_base_of_v<google::protobuf::Message, Item>) {
    return google::protobuf::util::MessageDifferencer::Equals(a, b);
  } else {
    return a == b;
  }
}

// Items by key, each of which is taken once: of two with one key the first comes first.
template <class Item>
class ItemsByKey {
 public:
  template <class List, class KeyOf>
  ItemsByKey(const List& list, KeyOf key_of) {
    for (int i = list.size(); i-- > 0;) items_[key_of(list[i])].push_back(&list[i]);
  }
  // Null where there is none, or none any more.
  const Item* Take(const std::string& key) {
    const auto found = items_.find(key);
    if (found == items_.end() || found->second.empty()) return nullptr;
    const Item* item = found->second.back();
    found->second.pop_back();
    return item;
  }

 private:
  std::map<std::string, std::vector<const Item*>> items_;
};

// Takes out of `now` what `was` has beyond `wanted`; an item that has not changed since is as `wanted` has it; and what
// `was` had lost is added again at the end. True when there was such a thing.
template <class List, class KeyOf>
bool CarryList(const List& wanted, const List& was, List& now, KeyOf key_of) {
  using Item = typename List::value_type;
  const bool unchanged = std::equal(now.begin(), now.end(), was.begin(), was.end(), AreSame<Item>);
  if (unchanged) {
    now = wanted;
    return false;
  }
  ItemsByKey<Item> wants(wanted, key_of);
  ItemsByKey<Item> had(was, key_of);
  List kept;
  for (const Item& item : now) {
    const Item* before = had.Take(key_of(item));
    const Item* want = wants.Take(key_of(item));
    if (before != nullptr && want == nullptr) continue;
    *kept.Add() = before != nullptr && AreSame(item, *before) ? *want : item;
  }
  // What is wanted and neither was nor is there: the other change had pushed it out.
  bool added = false;
  ItemsByKey<Item> known(was, key_of);
  for (const Item& item : wanted) {
    if (known.Take(key_of(item)) != nullptr || wants.Take(key_of(item)) == nullptr) continue;
    *kept.Add() = item;
    added = true;
  }
  now = std::move(kept);
  return added;
}

// What `list` has beyond `other`.
template <class List, class KeyOf>
List ItemsBeyond(const List& list, const List& other, KeyOf key_of) {
  using Item = typename List::value_type;
  ItemsByKey<Item> known(other, key_of);
  List beyond;
  for (const Item& item : list) {
    if (known.Take(key_of(item)) == nullptr) *beyond.Add() = item;
  }
  return beyond;
}

}  // namespace zamer::lead
