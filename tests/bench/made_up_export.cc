#include "tests/bench/made_up_export.h"

#include <absl/strings/str_format.h>
#include <absl/time/civil_time.h>

#include <array>
#include <random>
#include <string>

namespace zamer::bench {
namespace {

// Of ten deals eight are of a new contact, the others of one who comes back.
constexpr int kNewOfTen = 8;
constexpr int kOwners = 25;
constexpr int kCampaigns = 40;
constexpr std::array kSources = {"Facebook Ads", "Google Ads", "SMM", "Bloggers", "Organic", "Webinar"};
// Of a hundred deals four are paid and six are open.
constexpr int kPaid = 4;
constexpr int kOpen = 10;

class Writer {
 public:
  explicit Writer(const ExportSize& size) : size_(size) {}

  std::string Deals() {
    std::string rows =
        "deal,owner,created_at,closed_on,quality,stage,lost_reason,source,sla_seconds,payment_type,initial_paid_raw,"
        "offer_total_raw,contact\n";
    for (int deal = 1; deal <= size_.deals; ++deal) {
      const absl::CivilMinute created = Minute(0, 300);
      const int fate = Number(0, 99);
      const std::string closed = fate < kPaid || fate >= kOpen ? Day(absl::CivilDay(created) + Number(1, 40)) : "";
      const char* const stage = fate < kPaid ? "Payment Done" : fate < kOpen ? "Call Delayed" : "Lost";
      const std::string paid =
          fate < kPaid ? absl::StrFormat("Recurring Payments,%d.0,%d.0", Number(3, 10) * 100, Number(20, 110) * 100)
                       : ",,";
      absl::StrAppendFormat(&rows, "%d,%s,%s,%s,C - Low,%s,%s,%s,,%s,%d\n", deal, Owner(), Text(created), closed, stage,
                            fate >= kOpen ? "Expensive" : "", Source(), paid,
                            deal % 10 < kNewOfTen ? ++contacts_ : Contact());
    }
    return rows;
  }

  std::string Calls() {
    std::string rows = "started_at,owner,contact,type,duration_s,status\n";
    for (int call = 0; call < size_.calls; ++call) {
      const bool attended = Number(0, 1) == 1;
      absl::StrAppendFormat(&rows, "%s,%s,%d,Outbound,%d,%s\n", Text(Minute(0, 364)), Owner(), Contact(),
                            attended ? Number(5, 600) : 0, attended ? "Attended Dialled" : "Unattended Dialled");
    }
    return rows;
  }

  std::string Spend() {
    std::string rows = "date,source,campaign,impressions,spend,clicks\n";
    for (int row = 0; row < size_.spend; ++row) {
      absl::StrAppendFormat(&rows, "%s,%s,campaign-%d,%d,%d.%02d,%d\n", Day(kFirst + Number(0, 364)), Source(),
                            Number(1, kCampaigns), Number(100, 5000), Number(1, 200), Number(0, 99), Number(0, 50));
    }
    return rows;
  }

 private:
  static constexpr absl::CivilDay kFirst{2023, 7, 1};

  int Number(int from, int to) { return std::uniform_int_distribution(from, to)(random_); }
  std::string Owner() { return absl::StrFormat("M%02d", Number(1, kOwners)); }
  const char* Source() { return kSources[static_cast<std::size_t>(Number(0, kSources.size() - 1))]; }
  // Somebody who has a deal.
  int Contact() { return Number(1, contacts_); }
  // Not at night, when the zone's clocks are changed.
  absl::CivilMinute Minute(int first_day, int last_day) {
    return absl::CivilMinute(kFirst + Number(first_day, last_day)) + Number(8 * 60, 20 * 60);
  }
  static std::string Day(absl::CivilDay day) {
    return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
  }
  static std::string Text(absl::CivilMinute time) {
    return absl::StrFormat("%sT%02d:%02d", Day(absl::CivilDay(time)), time.hour(), time.minute());
  }

  const ExportSize size_;
  std::mt19937 random_{20240229};
  int contacts_ = 0;
};

}  // namespace

void WriteExport(const testing::TempDir& dir, const ExportSize& size) {
  Writer writer(size);
  testing::WriteFile(dir.File("deals.csv"), writer.Deals());
  testing::WriteFile(dir.File("calls.csv.gz"), writer.Calls());
  testing::WriteFile(dir.File("spend.csv"), writer.Spend());
}

}  // namespace zamer::bench
