#include "services/lead/phones.h"

#include <gtest/gtest.h>
#include <phonenumbers/phonenumberutil.h>

#include <cstdint>
#include <string>
#include <vector>

namespace zamer::lead {
namespace {

// The numbers found in a text, joined.
std::string Found(std::string_view text, std::string_view region = "RU") {
  std::string joined;
  for (const FoundPhone& phone : FindPhones(text, region)) {
    if (!joined.empty()) joined += ' ';
    joined += phone.e164;
    if (!phone.extension.empty()) joined += "x" + phone.extension;
  }
  return joined;
}

struct Case {
  std::string_view text;
  std::string_view expected;
};

class PhonesAsTyped : public ::testing::TestWithParam<Case> {};

TEST_P(PhonesAsTyped, AreRead) { EXPECT_EQ(Found(GetParam().text), GetParam().expected) << GetParam().text; }

INSTANTIATE_TEST_SUITE_P(
    Table, PhonesAsTyped,
    ::testing::Values(
        Case{"+79123456789", "+79123456789"}, Case{"8 912 345-67-89", "+79123456789"},
        Case{"89123456789", "+79123456789"}, Case{"+7 (912) 345-67-89", "+79123456789"},
        Case{"9123456789", "+79123456789"}, Case{"79123456789", "+79123456789"},
        Case{"7 912 345 67 89", "+79123456789"}, Case{"7(912)345-67-89", "+79123456789"},
        Case{"8(912)3456789", "+79123456789"}, Case{" +7.912.345.67.89 ", "+79123456789"},
        Case{"8 (846) 200-12-34 доб. 2", "+78462001234x2"}, Case{"+7 495 123-45-67 ext 15", "+74951234567x15"},
        Case{"+7 701 234 56 78", "+77012345678"}, Case{"8 701 234 56 78", "+77012345678"}, Case{"8-800-555-35-35", ""},
        Case{"+7 800 555 35 35", ""}, Case{"8 912 345-67-89, 8 927 111-22-33", "+79123456789 +79271112233"},
        Case{"8 912 345-67-89 или +79271112233", "+79123456789 +79271112233"},
        Case{"Позвоните 8 912 345-67-89 вечером", "+79123456789"}, Case{"мой номер 79123456789, жду", "+79123456789"},
        Case{"8 912 345-67-89 и ещё раз 89123456789", "+79123456789"}, Case{"8 9I2 345", ""},
        Case{"8 912 345-67-8O", "+79123456780"}, Case{"8 9О2 345-67-89", "+79023456789"}, Case{"", ""}, Case{"нет", ""},
        Case{"12345", ""}, Case{"кухня 3000 на 2400 мм", ""}, Case{"+1 650 253 0000", "+16502530000"},
        Case{"+375 29 123-45-67", "+375291234567"}, Case{"договор 4501234567890123", ""}, Case{"02", ""}));

TEST(Phones, WithoutTheirAreaCodeAreReadByTheCitys) {
  const auto found = [](std::string_view text, std::string_view area_code, std::string_view region = "RU") {
    const std::vector<FoundPhone> phones = FindPhones(text, region, area_code);
    return phones.empty() ? std::string() : phones.front().e164;
  };
  EXPECT_EQ(found("200-12-34", "846"), "+78462001234");
  EXPECT_EQ(found("200 12 34", "846"), "+78462001234");
  EXPECT_EQ(found("2001234", "846"), "+78462001234");
  EXPECT_EQ(found("20-12-34", "8482"), "+78482201234") << "a six-digit city";
  EXPECT_EQ(found("20-12-34", "846"), "") << "too short for this one";
  EXPECT_EQ(found("звоните 200-12-34 вечером", "846"), "+78462001234");
  EXPECT_EQ(found("200-12-34, кв. 5", "846"), "+78462001234");
  EXPECT_EQ(found("8 (846) 200-12-34", "495"), "+78462001234") << "it has one";
  EXPECT_EQ(found("8 912 345-67-89", "846"), "+79123456789");
  EXPECT_EQ(found("бюджет 2001234", "846"), "") << "a sum";
  EXPECT_EQ(found("бюджет 2 001 234 р.", "846"), "") << "a sum";
  EXPECT_EQ(found("250-12-34", "727", "KZ"), "+77272501234");
  EXPECT_EQ(found("200-12-34", ""), "");
  EXPECT_EQ(found("200-12-34", "846", "DE"), "");
  EXPECT_EQ(found("200-12-34", "0123456789"), "") << "no area code at all";
}

TEST(Phones, MayLackAnAreaCodeOnlyWhereTheyAreShort) {
  for (const char* text : {"200-12-34", "2001234", "20-12-34", "звоните 200-12-34"})
    EXPECT_TRUE(MayBeLocal(text)) << text;
  for (const char* text : {"", "123", "+79123456789", "8 912 345-67-89", "9123456789", "здравствуйте, 3 шкафа"}) {
    EXPECT_FALSE(MayBeLocal(text)) << text;
  }
}

TEST(Phones, AreReadByTheRegionWhenTheyNameNoCountry) {
  EXPECT_EQ(Found("701 234 56 78", "KZ"), "+77012345678");
  EXPECT_EQ(Found("030 123456", "DE"), "+4930123456");
  EXPECT_EQ(Found("8 912 345-67-89", "XX"), "") << "an unknown region knows no national numbers";
  EXPECT_EQ(Found("+79123456789", "XX"), "+79123456789");
}

TEST(Phones, HaveExtensionsInPlainDigitsWhateverScriptTheyAreTypedIn) {
  EXPECT_EQ(Found("+7 495 123-45-67 доб. ۲۵"), "+74951234567x25");
}

TEST(Phones, AreTakenFromTheBeginningOfALongTextOnly) {
  const std::string text = "8 912 345-67-89 " + std::string(3000, '.') + " 8 927 111-22-33";
  EXPECT_EQ(Found(text), "+79123456789");
}

TEST(Phones, AreAtMostFivePerText) {
  std::string text;
  for (char digit = '0'; digit <= '8'; ++digit) text += std::string("8 912 345-67-8") + digit + ", ";
  EXPECT_EQ(FindPhones(text, "RU").size(), kMaxPhonesInText);
}

// What is taken for granted without asking libphonenumber, in every block of ten thousand.
TEST(Phones, AreRussianMobilesToLibphonenumberTooWhereTheyBeginWithANine) {
  const auto& util = *i18n::phonenumbers::PhoneNumberUtil::GetInstance();
  i18n::phonenumbers::PhoneNumber number;
  number.set_country_code(7);
  for (std::uint64_t block = 900'000; block <= 999'999; block += 7) {
    number.set_national_number(block * 10'000 + block % 10'000);
    ASSERT_EQ(util.GetNumberType(number), i18n::phonenumbers::PhoneNumberUtil::MOBILE) << number.national_number();
    ASSERT_TRUE(util.IsValidNumber(number)) << number.national_number();
  }
}

TEST(Phones, DoNotMindBytesThatAreNoText) { EXPECT_EQ(Found("\xff\xfe 8 912 345-67-89\xc3"), "+79123456789"); }

}  // namespace
}  // namespace zamer::lead
