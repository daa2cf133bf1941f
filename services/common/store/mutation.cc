#include "services/common/store/mutation.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <openssl/sha.h>

namespace zamer::store {

std::string DigestOf(std::string_view method, const google::protobuf::Message& request) {
  std::string bytes(method);
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);  // maps in one order, so that a retry has the same bytes
    request.SerializeToCodedStream(&coded);
  }
  return DigestOf(bytes);
}

std::string DigestOf(std::string_view text) {
  unsigned char hash[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash);
  return {reinterpret_cast<const char*>(hash), 8};
}

}  // namespace zamer::store
