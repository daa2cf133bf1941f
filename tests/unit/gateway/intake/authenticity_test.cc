#include "services/gateway/domain/intake/authenticity.h"

#include <gtest/gtest.h>

#include <string>

namespace zamer::gateway::intake {
namespace {

// RFC 4231, test case 2.
constexpr char kBody[] = "what do ya want for nothing?";
constexpr char kSignature[] = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

TEST(Signature, OfTheBodyUnderTheKeyIsBelieved) { EXPECT_TRUE(IsSignedBy(config::Secret("Jefe"), kSignature, kBody)); }

TEST(Signature, AnyOtherIsNot) {
  const config::Secret key("Jefe");
  const std::string good = kSignature;
  std::string flipped = good;
  flipped.back() = '4';
  for (const std::string& forged : {std::string(), std::string("sha256="), flipped, good + "0", good.substr(0, 70),
                                    good.substr(7), "sha1=" + good.substr(7), "SHA256=" + good.substr(7)}) {
    EXPECT_FALSE(IsSignedBy(key, forged, kBody)) << forged;
  }
  EXPECT_FALSE(IsSignedBy(key, good, std::string(kBody) + " "));
  EXPECT_FALSE(IsSignedBy(key, good, ""));
  EXPECT_FALSE(IsSignedBy(config::Secret("jefe"), good, kBody));
}

TEST(Signature, WithoutAKeyNothingIsBelieved) {
  // The HMAC of an empty text under an empty key.
  constexpr char kOfNothing[] = "sha256=b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad";
  EXPECT_FALSE(IsSignedBy(config::Secret(), kOfNothing, ""));
}

TEST(Secret, IsTheWholeTextAndNeverEmpty) {
  EXPECT_TRUE(IsSecret(config::Secret("correct horse"), "correct horse"));
  EXPECT_FALSE(IsSecret(config::Secret("correct horse"), "correct hors"));
  EXPECT_FALSE(IsSecret(config::Secret("correct horse"), "correct horsf"));
  EXPECT_FALSE(IsSecret(config::Secret("correct horse"), ""));
  EXPECT_FALSE(IsSecret(config::Secret(), ""));
}

}  // namespace
}  // namespace zamer::gateway::intake
