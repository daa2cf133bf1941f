#include "services/zamerctl/simulator/names.h"

#include <absl/strings/str_cat.h>

#include <iterator>

namespace zamer::simulator {
namespace {

constexpr const char* kFirstNames[] = {"Дарья",  "Ирина",  "Ксения",   "Лидия",    "Марина",
                                       "Нина",   "Полина", "Раиса",    "Светлана", "Тамара",
                                       "Ульяна", "Фаина",  "Христина", "Эльвира",  "Яна"};
constexpr const char* kSurnames[] = {"Осипова",  "Власова",  "Ершова",  "Жукова", "Крылова",
                                     "Лазарева", "Миронова", "Носкова", "Панина", "Седова"};
constexpr const char* kClients[] = {"Алексей",  "Виктория", "Галина", "Денис",   "Евгения", "Захар", "Игорь",
                                    "Кристина", "Людмила",  "Максим", "Надежда", "Павел",   "Роман", "Софья"};

}  // namespace

std::string DesignerName(int n) {
  constexpr int kFirst = std::size(kFirstNames);
  constexpr int kLast = std::size(kSurnames);
  return absl::StrCat(kFirstNames[n % kFirst], " ", kSurnames[(n / kFirst + n % kFirst) % kLast]);
}

std::string ClientName(std::uint64_t luck) { return kClients[luck % std::size(kClients)]; }

}  // namespace zamer::simulator
