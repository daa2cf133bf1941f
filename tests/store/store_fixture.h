// A store on a real Redis, with two processes of one service.
#pragma once
#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <memory>
#include <string>
#include <vector>

#include "services/common/store/page.h"
#include "services/common/store/store.h"
#include "tests/support/loop.h"
#include "tests/support/redis_server.h"
#include "tests/support/status_matchers.h"
#include "tests/support/tcp_gate.h"
#include "zamer/type/v1/event.pb.h"

namespace zamer::store {

// Any stored message will do: `feed` is unique, `reason` names a list, `recorded_time` is the timer.
template <>
struct Indexer<type::v1::DeadLetter> {
  static Indexes Of(const type::v1::DeadLetter& letter) {
    Indexes indexes;
    if (!letter.feed().empty()) indexes.unique.push_back({"feed", letter.feed()});
    if (!letter.reason().empty())
      indexes.sorted.push_back({letter.reason(), static_cast<double>(letter.event().size())});
    if (letter.has_recorded_time()) indexes.timer = absl::FromUnixSeconds(letter.recorded_time().seconds());
    return indexes;
  }
};

using testing::RedisServer;
using testing::RunOnLoop;
using testing::StatusIs;
using Letter = type::v1::DeadLetter;
using Answer = asio::awaitable<absl::StatusOr<std::string>>;

inline Key LetterKey(std::string id, std::string kind = "letter") { return {"d1", std::move(kind), std::move(id)}; }

inline PageQuery ListOf(std::string index) {
  PageQuery query;
  query.department = "d1";
  query.index = std::move(index);
  return query;
}

class StoreTest : public ::testing::Test {
 protected:
  // One process of the service, with a connection of its own.
  struct Replica {
    explicit Replica(asio::io_context& loop, redis::Options options)
        : redis(loop, std::move(options)), store(redis, "test", KeySpace("test", 16), {.chained_kinds = {"hot"}}) {}
    ~Replica() { redis.Close(); }
    redis::Client redis;
    Store store;
  };

  static absl::Time Soon() { return absl::Now() + absl::Seconds(20); }

  Mutation Request(std::string id, std::string digest = "12345678") {
    return {"d1", std::move(id), std::move(digest), Soon()};
  }

  absl::StatusOr<Committed> Commit(Store& store, Mutation mutation, Store::Body body) {
    return RunOnLoop(loop_, store.Commit(std::move(mutation), std::move(body)));
  }

  absl::StatusOr<Committed> Put(std::string request, const std::string& id, const Letter& letter) {
    return Commit(a_.store, Request(std::move(request)), [=](Transaction& tx) -> Answer {
      ZAMER_CO_ASSIGN_OR_RETURN(auto now, co_await tx.Get<Letter>(LetterKey(id)));
      tx.Put(LetterKey(id), letter);
      tx.Emit(letter);
      co_return absl::StrCat(id, now ? " again" : "");
    });
  }

  std::optional<Letter> Read(std::string id) {
    return RunOnLoop(loop_, a_.store.Get<Letter>(LetterKey(std::move(id)), Soon()))->record;
  }

  std::string Lookup(std::string feed) {
    return *RunOnLoop(loop_, a_.store.Lookup("d1", {"feed", std::move(feed)}, Soon()));
  }

  std::vector<std::string> List(std::string index) {
    return RunOnLoop(loop_, ListIds(a_.store, ListOf(std::move(index)), Soon()))->ids;
  }

  // Adds one to the record's counter, as a read and a write.
  static Answer AddOne(Transaction& tx, Key key) {
    ZAMER_CO_ASSIGN_OR_RETURN(auto now, co_await tx.Get<Letter>(key));
    Letter next = now ? *now : Letter();
    next.set_cursor(std::to_string(now ? std::stoi(now->cursor()) + 1 : 1));
    tx.Put(key, next);
    co_return std::string();
  }

  asio::io_context loop_;
  RedisServer server_;
  Replica a_{loop_, server_.ClientOptions()};
  Replica b_{loop_, server_.ClientOptions()};
};

inline Letter MakeLetter(std::string feed, std::string reason = "", std::string event = "") {
  Letter letter;
  letter.set_feed(std::move(feed));
  letter.set_reason(std::move(reason));
  letter.set_event(std::move(event));
  return letter;
}

}  // namespace zamer::store
