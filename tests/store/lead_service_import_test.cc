// Another CRM's history, over gRPC, on a real Redis.
#include "services/lead/lead_records.h"
#include "tests/store/lead_fixture.h"

namespace zamer::lead {
namespace {

using ::testing::SizeIs;
using Fact = v1::LeadEvent;
using Response = v1::ImportHistoryResponse;

class LeadServiceImport : public LeadFixture {
 protected:
  LeadServiceImport() {
    request_.set_parent(kDepartment);
    request_.set_system("crm");
  }

  v1::ImportedLead& AddDeal(const std::string& person, const std::string& row, absl::Time time,
                            v1::Lead::State state = v1::Lead::NEW) {
    v1::ImportedLead& deal = *request_.add_rows()->mutable_lead();
    deal.set_person_id(person);
    deal.set_row_id(row);
    deal.mutable_touch()->set_channel(kVk);
    *deal.mutable_touch()->mutable_time() = ToTimestamp(time);
    deal.set_state(state);
    return deal;
  }
  v1::Interaction& AddCall(const std::string& person, const std::string& id, absl::Time time) {
    v1::ImportedInteraction& row = *request_.add_rows()->mutable_interaction();
    row.set_person_id(person);
    *row.mutable_interaction() = OutboundCall(20, id);
    row.mutable_interaction()->set_employee(Employee("gone"));
    *row.mutable_interaction()->mutable_occurred_time() = ToTimestamp(time);
    return *row.mutable_interaction();
  }
  Response Import() {
    auto response = Call(Operator(), &Api::ImportHistory, request_);
    EXPECT_THAT(response, IsOk());
    request_.clear_rows();
    request_.clear_request_id();
    return response.value_or(Response());
  }
  static std::vector<Response::Outcome> Outcomes(const Response& response) {
    std::vector<Response::Outcome> outcomes;
    for (const auto& result : response.results()) outcomes.push_back(result.outcome());
    return outcomes;
  }
  using List = std::vector<Response::Outcome>;

  v1::ImportHistoryRequest request_;
};

TEST_F(LeadServiceImport, APersonsRowsBecomeOneLeadWithItsFirstAttempt) {
  AddDeal("p1", "r2", March(1, 12));
  AddCall("p1", "c1", March(1, 11));
  AddDeal("p1", "r1", March(1, 10), v1::Lead::LOST).mutable_touch()->set_channel(kSite);
  const Response response = Import();
  EXPECT_EQ(Outcomes(response), (List{Response::CREATED, Response::CREATED, Response::MERGED}));
  const v1::Lead lead = Read(response.results(0).lead());
  EXPECT_EQ(lead.name(), LeadNameOf("d1", ImportedLeadId("crm", "p1")));
  EXPECT_EQ(lead.state(), v1::Lead::IN_CORRESPONDENCE) << "the latest row is NEW, and somebody called";
  EXPECT_EQ(FromTimestamp(lead.arrive_time()), March(1, 10));
  EXPECT_EQ(FromTimestamp(lead.first_response().attempt_time()), March(1, 11)) << "after the first arrival";
  EXPECT_FALSE(lead.first_response().has_staffed_to_attempt());
  EXPECT_FALSE(lead.first_response().has_due_time());
  EXPECT_TRUE(lead.imported());
  EXPECT_EQ(Events().front().lead_created().dimensions().channel(), kSite);
  EXPECT_EQ(CountEvents(Fact::kLeadCreated), 1);
  EXPECT_EQ(CountEvents(Fact::kTouchAdded), 1);
  EXPECT_EQ(CountEvents(Fact::kLeadQueued), 0);
  EXPECT_EQ(FireAt(March(10, 12)), 0);
}

TEST_F(LeadServiceImport, ImportingTwiceChangesNothing) {
  for (const bool again : {false, true}) {
    AddDeal("p1", "r1", March(1, 10)).set_phone("8 912 345-67-89");
    AddDeal("p2", "r2", March(1, 11), v1::Lead::LOST);
    AddCall("p1", "c1", March(1, 12));
    const std::size_t events = again ? Events().size() : 0;
    const Response response = Import();
    if (!again) continue;
    EXPECT_EQ(Outcomes(response), (List{Response::UNCHANGED, Response::UNCHANGED, Response::UNCHANGED}));
    EXPECT_EQ(Events().size(), events);
  }
}

TEST_F(LeadServiceImport, ARetryGetsTheFirstResults) {
  AddDeal("p1", "r1", March(1, 10));
  request_.set_request_id("batch-1");
  const v1::ImportHistoryRequest copy = request_;
  const Response first = Import();
  request_ = copy;
  EXPECT_EQ(Import().SerializeAsString(), first.SerializeAsString());
}

TEST_F(LeadServiceImport, BadRowsAreRejectedWithTheirFieldAndTheRestIsTaken) {
  AddDeal("p1", "r1", March(1, 10));
  AddDeal("p2", "r2", March(30, 10));
  AddDeal("p3", "r3", March(1, 10)).mutable_touch()->set_channel("departments/d1/channels/none");
  AddCall("unknown", "c1", March(1, 12));
  AddCall("p1", "", March(1, 12));
  const Response response = Import();
  ASSERT_THAT(response.results(), SizeIs(5));
  EXPECT_EQ(response.results(0).outcome(), Response::CREATED);
  EXPECT_EQ(response.results(1).reason(), "TIME_INVALID");
  EXPECT_EQ(response.results(1).field(), "touch.time");
  EXPECT_EQ(response.results(2).reason(), "CHANNEL_NOT_FOUND");
  EXPECT_EQ(response.results(3).reason(), "LEAD_NOT_FOUND");
  EXPECT_EQ(response.results(4).field(), "interaction.external_id");
}

TEST_F(LeadServiceImport, ADryRunSaysTheSameAndChangesNothing) {
  AddDeal("p1", "r1", March(1, 10));
  AddDeal("p1", "r2", March(1, 11));
  request_.set_validate_only(true);
  EXPECT_EQ(Outcomes(Import()), (List{Response::CREATED, Response::MERGED}));
  EXPECT_TRUE(Events().empty());
  request_.clear_validate_only();
  AddDeal("p1", "r1", March(1, 10));
  EXPECT_EQ(Outcomes(Import()), List{Response::CREATED});
}

TEST_F(LeadServiceImport, AKnownPhoneLeadsToTheLeadThatIsHere) {
  const v1::Lead here = Create(Enquiry("+79123456789", kSite));
  AddDeal("p1", "r1", March(1, 10), v1::Lead::LOST).set_phone("8 912 345 67 89");
  AddCall("p1", "c1", March(1, 12));
  const Response response = Import();
  EXPECT_EQ(response.results(0).outcome(), Response::MERGED);
  EXPECT_EQ(response.results(0).lead(), here.name());
  EXPECT_EQ(response.results(1).outcome(), Response::CREATED) << "the person is found without a phone";
  const v1::Lead lead = Read(here.name());
  EXPECT_EQ(lead.state(), v1::Lead::PHONE_CAPTURED) << "history does not close what is open here";
  EXPECT_EQ(lead.owner(), here.owner());
  EXPECT_EQ(FromTimestamp(lead.arrive_time()), March(1, 10));
  AddDeal("p1", "r1", March(1, 10), v1::Lead::LOST);
  AddDeal("p1", "r2", March(1, 11), v1::Lead::LOST);
  EXPECT_EQ(Outcomes(Import()), (List{Response::UNCHANGED, Response::MERGED}));
}

TEST_F(LeadServiceImport, TwoPersonsWithOnePhoneBecomeOneLead) {
  AddDeal("p1", "r1", March(1, 10));
  AddDeal("p2", "r2", March(1, 11), v1::Lead::LOST).set_phone("+79123456789");
  AddCall("p2", "c1", March(1, 12));
  Import();
  AddDeal("p1", "r3", March(1, 12)).set_phone("8(912)3456789");
  AddCall("p2", "c1", March(1, 12));
  AddCall("p2", "c2", March(1, 13));
  const Response response = Import();
  EXPECT_EQ(Outcomes(response), (List{Response::MERGED, Response::UNCHANGED, Response::CREATED}));
  const v1::Lead lead = Read(response.results(0).lead());
  EXPECT_EQ(lead.name(), LeadNameOf("d1", ImportedLeadId("crm", "p1"))) << "the older one goes on";
  EXPECT_EQ(lead.touch_count(), 3);
  EXPECT_EQ(lead.interaction_count(), 2);
  EXPECT_EQ(FromTimestamp(lead.first_response().attempt_time()), March(1, 12));
  EXPECT_EQ(Read(response.results(2).lead()).name(), lead.name());
  EXPECT_EQ(CountEvents(Fact::kLeadMerged), 1);
}

TEST_F(LeadServiceImport, ManyInteractionsOfOnePersonFillPages) {
  AddDeal("p1", "r1", March(1, 10));
  for (int i = 0; i < 130; ++i) AddCall("p1", absl::StrCat("c", i), March(1, 11));
  Import();
  for (int i = 100; i < 160; ++i) AddCall("p1", absl::StrCat("c", i), March(1, 11));
  const Response response = Import();
  EXPECT_EQ(std::ranges::count(Outcomes(response), Response::UNCHANGED), 30);
  EXPECT_EQ(Read(response.results(0).lead()).interaction_count(), 160);
  EXPECT_EQ(CountEvents(Fact::kInteractionLogged), 160);
}

TEST_F(LeadServiceImport, AContractMovesAnImportedLeadAndALaterEnquiryFindsAnOwner) {
  AddDeal("p1", "r1", March(1, 10), v1::Lead::LOST).set_phone("+79123456789");
  const std::string name = Import().results(0).lead();
  contract::v1::ContractEvent event;
  event.mutable_meta()->set_subject("departments/d1/contracts/c1");
  event.mutable_contract_signed()->mutable_contract()->set_lead(name);
  ASSERT_THAT(Apply(event), IsOk());
  EXPECT_EQ(Read(name).state(), v1::Lead::CONTRACT_SIGNED);
  AddDeal("p2", "r2", March(1, 10), v1::Lead::LOST).set_phone("+79123456780");
  Import();
  EXPECT_EQ(Create(Enquiry("+79123456780")).owner(), Employee("anna"));
}

}  // namespace
}  // namespace zamer::lead
