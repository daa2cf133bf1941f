#include "services/gateway/page/gzip.h"

#include <zlib.h>

#include <cstdio>
#include <cstdlib>

namespace zamer::gateway {
namespace {

constexpr int kGzipWindow = 15 + 16;  // the largest window, with gzip's head and tail
constexpr int kMemory = 9;

}  // namespace

std::string Gzip(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
    std::fputs("zlib has no memory\n", stderr);
    std::abort();
  }
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib only reads it
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);  // the bound leaves room for all
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace zamer::gateway
