#include "services/common/store/commit_script.h"

#include <absl/strings/str_format.h>

#include <utility>

namespace zamer::store {
namespace {

// ARGV is a list of operations, each taking the next of KEYS: checks, then '!', then writes.
constexpr std::string_view kSource = R"lua(
local call = redis.call
local i, k, n = 1, 0, #ARGV
while ARGV[i] ~= '!' do
  local op = ARGV[i]
  k = k + 1
  if op == 'V' then
    if call('GETRANGE', KEYS[k], 0, 7) ~= ARGV[i + 1] then return {'C'} end
    i = i + 2
  elseif op == 'E' then
    if (call('GET', KEYS[k]) or '') ~= ARGV[i + 1] then return {'C'} end
    i = i + 2
  elseif op == 'T' then
    if tonumber(call('ZSCORE', KEYS[k], ARGV[i + 1]) or '') ~= tonumber(ARGV[i + 2]) then return {'C'} end
    i = i + 3
  elseif op == 'L' then
    if #call('XRANGE', KEYS[k], ARGV[i + 1], ARGV[i + 1]) == 0 then return {'C'} end
    i = i + 2
  else
    local seen = call('GET', KEYS[k])
    if seen then return {'S', seen} end
    i = i + 1
  end
end
i = i + 1
local reply = {'O'}
while i <= n do
  local op = ARGV[i]
  k = k + 1
  if op == 'S' then
    call('SET', KEYS[k], ARGV[i + 1])
    i = i + 2
  elseif op == 'Z' then
    call('ZADD', KEYS[k], ARGV[i + 1], ARGV[i + 2])
    i = i + 3
  elseif op == 'X' then
    reply[#reply + 1] = call('XADD', KEYS[k], '*', 'e', ARGV[i + 1])
    i = i + 2
  elseif op == 'W' then
    call('RPUSH', KEYS[k], reply[#reply])
    i = i + 1
  elseif op == 'I' then
    local row, columns = ARGV[i + 1], ARGV[i + 2] * 2
    local packed = call('HGET', KEYS[k], row)
    local counters = packed and cmsgpack.unpack(packed) or {}
    for c = i + 3, i + 2 + columns, 2 do
      local sum = (counters[ARGV[c]] or 0) + ARGV[c + 1]
      counters[ARGV[c]] = sum ~= 0 and sum or nil
    end
    if next(counters) then
      call('HSET', KEYS[k], row, cmsgpack.pack(counters))
    else
      call('HDEL', KEYS[k], row)
    end
    i = i + 3 + columns
  elseif op == 'P' then
    call('SET', KEYS[k], ARGV[i + 1], 'PX', ARGV[i + 2])
    i = i + 3
  elseif op == 'R' then
    call('ZREM', KEYS[k], ARGV[i + 1])
    i = i + 2
  elseif op == 'x' then
    call('XDEL', KEYS[k], ARGV[i + 1])
    i = i + 2
  else
    call('DEL', KEYS[k])
    i = i + 1
  end
end
return reply
)lua";

std::string ScoreText(double score) { return absl::StrFormat("%.17g", score); }

}  // namespace

std::string_view CommitScriptSource() { return kSource; }

void CommitArguments::Op(std::string_view op, std::string key) {
  keys_.push_back(std::move(key));
  arguments_.emplace_back(op);
}

void CommitArguments::BeginWrites() {
  if (writing_) return;
  writing_ = true;
  arguments_.emplace_back("!");
}

void CommitArguments::CheckRequest(std::string key) { Op("Q", std::move(key)); }

void CommitArguments::CheckVersion(std::string key, std::int64_t version) {
  Op("V", std::move(key));
  arguments_.push_back(version == 0 ? std::string() : EncodeVersion(version));
}

void CommitArguments::CheckValue(std::string key, std::string_view value) {
  Op("E", std::move(key));
  arguments_.emplace_back(value);
}

void CommitArguments::CheckScore(std::string key, std::string_view member, double score) {
  Op("T", std::move(key));
  arguments_.emplace_back(member);
  arguments_.push_back(ScoreText(score));
}

void CommitArguments::CheckEntry(std::string key, std::string_view id) {
  Op("L", std::move(key));
  arguments_.emplace_back(id);
}

void CommitArguments::Set(std::string key, std::string_view value) {
  BeginWrites();
  Op("S", std::move(key));
  arguments_.emplace_back(value);
}

void CommitArguments::SetFor(std::string key, std::string_view value, std::int64_t ttl_ms) {
  BeginWrites();
  Op("P", std::move(key));
  arguments_.emplace_back(value);
  arguments_.push_back(std::to_string(ttl_ms));
}

void CommitArguments::Delete(std::string key) {
  BeginWrites();
  Op("D", std::move(key));
}

void CommitArguments::AddSorted(std::string key, double score, std::string_view member) {
  BeginWrites();
  Op("Z", std::move(key));
  arguments_.push_back(ScoreText(score));
  arguments_.emplace_back(member);
}

void CommitArguments::RemoveSorted(std::string key, std::string_view member) {
  BeginWrites();
  Op("R", std::move(key));
  arguments_.emplace_back(member);
}

void CommitArguments::Increment(std::string key, std::string_view row, const Columns& deltas) {
  BeginWrites();
  Op("I", std::move(key));
  arguments_.emplace_back(row);
  arguments_.push_back(std::to_string(deltas.size()));
  for (const auto& [column, delta] : deltas) {
    arguments_.emplace_back(column);
    arguments_.push_back(std::to_string(delta));
  }
}

void CommitArguments::Append(std::string key, std::string_view payload) {
  BeginWrites();
  Op("X", std::move(key));
  arguments_.emplace_back(payload);
}

void CommitArguments::AddToTimeline(std::string key) {
  BeginWrites();
  Op("W", std::move(key));
}

void CommitArguments::RemoveEntry(std::string key, std::string_view id) {
  BeginWrites();
  Op("x", std::move(key));
  arguments_.emplace_back(id);
}

redis::Command CommitArguments::Build(const redis::Script& script) const {
  redis::Command command = script.Call(keys_);
  for (const std::string& argument : arguments_) command.Add(argument);
  if (!writing_) command.Add("!");
  return command;
}

std::optional<CommitReply> ParseCommitReply(const redis::Reply& reply) {
  if (!reply.is_array() || reply.size() == 0) return std::nullopt;
  const std::string_view kind = reply[0].text();
  if (kind == "C") return CommitReply{CommitReply::Kind::kConflict, {}, {}};
  if (kind == "S") return CommitReply{CommitReply::Kind::kSeen, std::string(reply[1].text()), {}};
  if (kind != "O") return std::nullopt;
  CommitReply committed{CommitReply::Kind::kCommitted, {}, {}};
  for (std::size_t i = 1; i < reply.size(); ++i) committed.cursors.emplace_back(reply[i].text());
  return committed;
}

std::string EncodeVersion(std::int64_t version) {
  std::string bytes(8, '\0');
  for (int i = 7; i >= 0; --i, version >>= 8) bytes[i] = static_cast<char>(version & 0xff);
  return bytes;
}

std::int64_t DecodeVersion(std::string_view eight_bytes) {
  std::int64_t version = 0;
  for (const char c : eight_bytes.substr(0, 8)) version = version << 8 | static_cast<unsigned char>(c);
  return version;
}

}  // namespace zamer::store
