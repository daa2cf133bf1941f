#include "services/common/store/mutation.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <openssl/evp.h>

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
  // Fetched once: OpenSSL's one-call functions look the algorithm up by name each time, which costs more than the hash.
  static const EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  unsigned char hash[EVP_MAX_MD_SIZE];
  EVP_Digest(text.data(), text.size(), hash, nullptr, kSha256, nullptr);
  return {reinterpret_cast<const char*>(hash), 8};
}

}  // namespace zamer::store
