#include "services/lead/domain/import_rows.h"

#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/lead/domain/closing.h"
#include "services/lead/domain/first_response.h"
#include "services/lead/domain/interactions.h"
#include "services/lead/domain/outcomes.h"
#include "services/lead/domain/stages.h"
#include "tests/support/status_matchers.h"
#include "tests/unit/lead/domain/builders.h"

namespace zamer::lead {
namespace {

using Fact = v1::LeadEvent;
using Response = v1::ImportHistoryResponse;
using google::protobuf::util::MessageDifferencer;

v1::ImportedLead Row(const std::string& row_id, absl::Time time, v1::Lead::State state,
                     const std::string& channel = "vk") {
  v1::ImportedLead row;
  row.set_person_id("p1");
  row.set_row_id(row_id);
  *row.mutable_touch() = TouchAt(time, channel);
  row.set_state(state);
  if (state == v1::Lead::LOST) row.set_close_reason("reason of " + row_id);
  return row;
}

Response::Outcome Add(RowsChange& rows, const v1::ImportedLead& row) {
  return AddRow(rows, {"crm/" + row.row_id(), row, {}, {}});
}

// A batch of its own, as the next import would be.
RowsChange Continue(const RowsChange& rows) { return RowsChange::Continue(rows.change.record, Now()); }

RowsChange Imported(const v1::ImportedLead& row) {
  RowsChange rows = RowsChange::Start(kLead, Now());
  Add(rows, row);
  Finish(rows);
  return rows;
}

TEST(ImportRows, MakeALeadWithoutOwnersTurnOrTimer) {
  v1::ImportedLead row = Row("r1", Now() - absl::Hours(100), v1::Lead::NEW);
  row.set_owner(kAnna);
  row.set_meeting_unknown(true);
  RowsChange rows = Imported(row);
  const Change& change = rows.change;
  EXPECT_EQ(FactsOf(change), (std::vector{Fact::kLeadCreated, Fact::kLeadAssigned}));
  EXPECT_TRUE(change.facts[0].lead_created().imported());
  EXPECT_TRUE(change.facts[0].lead_created().meeting_unknown());
  EXPECT_FALSE(change.facts[0].lead_created().phone_unknown());
  EXPECT_EQ(change.facts[1].lead_assigned().cause(), v1::LeadAssigned::IMPORT);
  EXPECT_EQ(change.lead().owner(), kAnna);
  EXPECT_FALSE(CountsForOwner(change.record));
  EXPECT_EQ(ResponseDueAt(change.record), absl::InfiniteFuture());
}

TEST(ImportRows, KnowARowAgain) {
  RowsChange rows = Imported(Row("r1", Now(), v1::Lead::LOST));
  RowsChange again = Continue(rows);
  EXPECT_EQ(Add(again, Row("r1", Now(), v1::Lead::LOST)), Response::UNCHANGED);
  EXPECT_EQ(Add(again, Row("r2", Now(), v1::Lead::LOST)), Response::MERGED);
}

TEST(ImportRows, GiveTheCreditToTheEarliestAndTheStateToTheLatest) {
  RowsChange rows = Imported(Row("r2", Now(), v1::Lead::IN_CORRESPONDENCE, "site"));
  RowsChange more = Continue(rows);
  EXPECT_EQ(Add(more, Row("r1", Now() - absl::Hours(5), v1::Lead::LOST, "vk")), Response::MERGED);
  Finish(more);
  EXPECT_EQ(more.change.lead().state(), v1::Lead::IN_CORRESPONDENCE);
  EXPECT_EQ(FromTimestamp(more.change.lead().arrive_time()), Now() - absl::Hours(5));
  ASSERT_EQ(FactsOf(more.change), std::vector{Fact::kTouchAdded});
  EXPECT_EQ(more.change.facts[0].touch_added().dimensions().channel(), "departments/d1/channels/vk");
}

TEST(ImportRows, LeaveTheCloseTimeUnknownWhereHistoryDoes) {
  RowsChange rows = Imported(Row("r1", Now(), v1::Lead::LOST));
  EXPECT_FALSE(rows.change.lead().has_state_time());
  EXPECT_EQ(rows.change.lead().close_reason(), "reason of r1");
}

TEST(ImportRows, DoNotMoveALeadThatWasMovedHere) {
  RowsChange rows = Imported(Row("r1", Now() - absl::Hours(5), v1::Lead::LOST));
  ASSERT_THAT(Reopen(rows.change), testing::IsOk());
  RowsChange more = Continue(rows);
  Add(more, Row("r2", Now(), v1::Lead::LOST));
  Finish(more);
  EXPECT_EQ(more.change.lead().state(), v1::Lead::IN_CORRESPONDENCE);
  EXPECT_EQ(more.change.lead().touch_count(), 2);
}

TEST(ImportRows, DoNotTakeASignedContractBack) {
  RowsChange rows = Imported(Row("r1", Now() - absl::Hours(5), v1::Lead::NEW));
  ASSERT_THAT(ContractSigned(rows.change, "departments/d1/contracts/c1", Now()), testing::IsOk());
  RowsChange more = Continue(rows);
  Add(more, Row("r2", Now(), v1::Lead::LOST));
  Finish(more);
  EXPECT_EQ(more.change.lead().state(), v1::Lead::CONTRACT_SIGNED);
}

TEST(ImportRows, LeaveTheStateOfALeadThatWasBornHere) {
  RowsChange rows = RowsChange::Continue(NewLead().record, Now());
  v1::ImportedLead row = Row("r1", Now() - absl::Hours(5), v1::Lead::LOST);
  row.set_owner(kBoris);
  EXPECT_EQ(Add(rows, row), Response::MERGED);
  Finish(rows);
  EXPECT_EQ(rows.change.lead().state(), v1::Lead::NEW);
  EXPECT_EQ(rows.change.lead().owner(), "");
  EXPECT_EQ(rows.change.lead().touch_count(), 2);
}

TEST(ImportRows, KeepAPhoneThatCannotBeReadAsText) {
  RowsChange rows = RowsChange::Start(kLead, Now());
  v1::Phone phone;
  phone.set_raw("ask Masha");
  const v1::ImportedLead row = Row("r1", Now(), v1::Lead::NEW);
  AddRow(rows, {"crm/r1", row, {phone}, {}});
  Finish(rows);
  EXPECT_EQ(rows.change.lead().phones(0).raw(), "ask Masha");
  EXPECT_EQ(rows.change.lead().state(), v1::Lead::NEW);
}

TEST(CheckRow, SaysWhichFieldIsWrong) {
  const auto field_of = [](v1::ImportedLead row) {
    const auto fault = CheckRow(row, "d1", Now());
    return fault ? fault->field : std::string("none");
  };
  v1::ImportedLead row = Row("r1", Now(), v1::Lead::NEW);
  EXPECT_EQ(field_of(row), "none");
  row.set_state(v1::Lead::MEETING_HELD);
  EXPECT_EQ(field_of(row), "state");
  row.set_owner("departments/d2/employees/e1");
  EXPECT_EQ(field_of(row), "owner");
  row.mutable_touch()->set_channel("departments/d2/channels/vk");
  EXPECT_EQ(field_of(row), "touch.channel");
  *row.mutable_close_time() = ToTimestamp(Now() + absl::Hours(1));
  EXPECT_EQ(field_of(row), "close_time");
  row.mutable_touch()->mutable_time()->set_seconds(900'000'000);
  EXPECT_EQ(field_of(row), "touch.time") << "before 2000";
  row.mutable_touch()->clear_time();
  EXPECT_EQ(field_of(row), "touch.time");
}

// One thing that history says of a person: a deal's row, or a call.
struct Item {
  std::optional<v1::ImportedLead> row;
  std::optional<v1::Interaction> call;
};

std::vector<Item> AnyHistory() {
  std::vector<Item> items;
  const int rows = *rc::gen::inRange(1, 6);
  for (int i = 0; i < rows; ++i) {
    const auto state = *rc::gen::element(v1::Lead::NEW, v1::Lead::IN_CORRESPONDENCE, v1::Lead::PHONE_CAPTURED,
                                         v1::Lead::LOST, v1::Lead::DISQUALIFIED);
    v1::ImportedLead row = Row("r" + std::to_string(i), Now() - absl::Hours(*rc::gen::inRange(1, 6)), state,
                               *rc::gen::element<std::string>("vk", "site"));
    if (*rc::gen::arbitrary<bool>()) row.set_owner(*rc::gen::element(kAnna, kBoris));
    if (*rc::gen::arbitrary<bool>()) row.set_city(*rc::gen::element<std::string>("Samara", "Kazan"));
    if (*rc::gen::arbitrary<bool>()) row.set_client_name("name " + std::to_string(i));
    items.push_back({row, std::nullopt});
  }
  const int calls = *rc::gen::inRange(0, 5);
  for (int i = 0; i < calls; ++i) {
    v1::Interaction call;
    call.set_kind(v1::Interaction::CALL);
    call.set_direction(*rc::gen::element(v1::Interaction::INBOUND, v1::Interaction::OUTBOUND));
    call.set_external_id("call" + std::to_string(i));
    call.set_employee(*rc::gen::element(kAnna, kBoris));
    call.mutable_talk_duration()->set_seconds(*rc::gen::element(0, 30));
    *call.mutable_occurred_time() = ToTimestamp(Now() - absl::Minutes(*rc::gen::inRange(1, 400)));
    items.push_back({std::nullopt, call});
  }
  return items;
}

// Imports the items in their order, in batches; calls that come before the first row wait, as an import would reject
// them until the lead is there.
v1::Lead Import(std::vector<Item> items, bool one_batch) {
  const auto first_row = std::ranges::find_if(items, [](const Item& item) { return item.row.has_value(); });
  std::rotate(items.begin(), first_row, first_row + 1);
  const Roster roster(RosterOf({LeadManager(kAnna)}), Now());
  RowsChange rows = RowsChange::Start(kLead, Now());
  v1::HistoryPage page;
  ResponseBefore before(rows.change.record);
  const auto finish = [&] {
    if (rows.arrival_moved) Recount(rows.change.record, {page.interactions().begin(), page.interactions().end()});
    Finish(rows);
    TellResponse(rows.change, before, roster);
  };
  for (const Item& item : items) {
    if (item.row) Add(rows, *item.row);
    if (item.call) StoreInteraction(rows.change, page, *item.call);
    if (one_batch) continue;
    finish();
    rows = Continue(rows);
    before = ResponseBefore(rows.change.record);
  }
  finish();
  return rows.change.lead();
}

RC_GTEST_PROP(ImportRows, MakeTheSameLeadInAnyOrderAndInAnyBatches, ()) {
  const std::vector<Item> items = AnyHistory();
  std::vector<Item> shuffled = items;
  for (std::size_t i = shuffled.size(); i > 1; --i) {
    std::swap(shuffled[i - 1], shuffled[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(i)))]);
  }
  const v1::Lead expected = Import(items, true);
  for (const bool one_batch : {true, false}) {
    const v1::Lead lead = Import(shuffled, one_batch);
    std::string difference;
    MessageDifferencer differencer;
    // Touches are numbered as they come.
    differencer.IgnoreField(v1::Touch::descriptor()->FindFieldByName("touch_id"));
    differencer.ReportDifferencesToString(&difference);
    const bool same = differencer.Compare(expected, lead);
    RC_LOG() << difference;
    RC_ASSERT(same);
  }
}

}  // namespace
}  // namespace zamer::lead
