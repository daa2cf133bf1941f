// The examples of a page about the API, and how what really comes back is held against them.
#pragma once
#include <google/protobuf/struct.pb.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/doc_page.h"

namespace zamer::testing {

// A call as a page shows it: a box ```json request METHOD as CALLER, and the one after it, ```json answer or ```json
// error.
struct ApiExample {
  int line = 0;  // of the page, where the request begins
  std::string method;
  std::string caller;
  google::protobuf::Value request;
  google::protobuf::Value answer;
  bool refused = false;  // the answer is an error
};

// All examples, in order. Throws std::runtime_error for a box that is not as above or no JSON.
std::vector<ApiExample> ApiExamplesIn(const DocPage& page);

google::protobuf::Value ParseJson(const std::string& json);
std::string ToJson(const google::protobuf::Value& value);

// What stands in the examples for values that only the service knows: "<name>", always the same one.
class Placeholders {
 public:
  // The value with those in it replaced. "<now>" and "<in 2 hours>" are known already: whole seconds, counted from when
  // they are used first.
  // Throws std::runtime_error for one that is not known yet.
  google::protobuf::Value Fill(google::protobuf::Value value);

  // What is other than expected, with its path; empty when nothing is. Objects may have fields that are not expected,
  // null expects that there is none; "…" at the end of a list expects anything more. Learns what is not known yet.
  std::string Difference(const google::protobuf::Value& expected, const google::protobuf::Value& actual,
                         const std::string& path = "");

 private:
  std::string OfText(const std::string& expected, const google::protobuf::Value& actual, const std::string& path);
  std::string OfObject(const google::protobuf::Struct& expected, const google::protobuf::Struct& actual,
                       const std::string& path);
  std::string OfList(const google::protobuf::ListValue& expected, const google::protobuf::ListValue& actual,
                     const std::string& path);

  std::map<std::string, std::string> known_;
};

}  // namespace zamer::testing
