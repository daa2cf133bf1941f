// What is counted. Each measure is a field of the counter hashes, by a short code that stays for ever.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace zamer::metrics {

// Distributions: enumerator and the code's stem. For each one: cases, their sum, cases that history cannot date. They
// are durations, but for Attempts, which counts a second for each.
#define ZAMER_METRICS_TIMINGS(X) \
  X(Attempt, "ta")               \
  X(Talk, "tt")                  \
  X(AttemptStaffed, "sa")        \
  X(TalkStaffed, "st")           \
  X(Phone, "tp")                 \
  X(Booking, "tb")               \
  X(Meeting, "tm")               \
  X(Contract, "tc")              \
  X(HandOver, "th")              \
  X(PhoneToBooking, "pb")        \
  X(BookingToMeeting, "bm")      \
  X(MeetingToContract, "mc")     \
  X(ContractToHandOver, "ch")    \
  X(Attempts, "an")              \
  X(AgeNew, "aw")                \
  X(AgeInCorrespondence, "ac")   \
  X(AgePhoneCaptured, "ap")      \
  X(AgeMeetingBooked, "ab")      \
  X(AgeMeetingHeld, "ah")        \
  X(AgeNurturing, "au")

// Plain counts and sums: enumerator, code. Amounts are minor units.
#define ZAMER_METRICS_COUNTS(X)                                                                    \
  X(Leads, "l")                     /* leads, duplicates merged */                                 \
  X(PhoneUnknown, "lu")             /* leads of which history does not know a phone */             \
  X(MeetingUnknown, "mu")           /* leads of which history does not know a meeting */           \
  X(PhoneOrMeetingUnknown, "pm")    /* leads of which it does not know one of both */              \
  X(Phones, "p")                    /* leads with a phone */                                       \
  X(PhonesMeetingUnknown, "pu")     /* of them: history does not know a meeting */                 \
  X(Bookings, "b")                  /* leads with a booked meeting */                              \
  X(BookingsWithoutPhone, "bn")     /* of them: without a phone */                                 \
  X(LeadsHeld, "h")                 /* leads with a held meeting */                                \
  X(LeadsHeldUnbooked, "hn")        /* of them: no booking is known */                             \
  X(RepeatMeetings, "hr")           /* held meetings after a lead's first */                       \
  X(MeetingsCancelled, "xm")        /* meetings called off */                                      \
  X(MeetingsMoved, "vm")            /* meetings moved */                                           \
  X(NoShowsClient, "nc")            /* meetings to which the client did not come */                \
  X(NoShowsDesigner, "nd")          /* meetings to which the designer did not come */              \
  X(FirstTouch, "ft")               /* leads signed at first touch, on the day of the meeting */   \
  X(LeadsSigned, "c")               /* leads with a contract */                                    \
  X(LeadsSignedUnheld, "cn")        /* of them: without a held meeting */                          \
  X(RepeatContracts, "cr")          /* contracts after a lead's first */                           \
  X(RepeatContractsUnheld, "ru")    /* of them: of leads without a held meeting */                 \
  X(ContractsCancelled, "x")        /* contracts cancelled */                                      \
  X(ContractsCancelledUnheld, "xn") /* of them: of leads without a held meeting */                 \
  X(ContractsUnpriced, "cu")        /* contracts of which history does not know the total */       \
  X(CancelledUnpriced, "xu")        /* of them: cancelled */                                       \
  X(LeadsHandedOver, "g")           /* leads with a contract in production */                      \
  X(RepeatHandOvers, "gr")          /* contracts in production after a lead's first */             \
  X(Revenue, "r")                   /* totals signed */                                            \
  X(RevenueCancelled, "rx")         /* totals cancelled */                                         \
  X(ListValue, "lv")                /* list totals, where total and list total are known */        \
  X(Discount, "d")                  /* list totals less totals of the same */                      \
  X(Cash, "k")                      /* payments less refunds */                                    \
  X(Spend, "s")                     /* marketing spend */                                          \
  X(Losses, "lo")                   /* leads that are lost */                                      \
  X(LossesBeforePhone, "l1")        /* of them: without a phone */                                 \
  X(LossesBeforeBooking, "l2")      /* of them: with a phone, without a booked meeting */          \
  X(LossesBeforeMeeting, "l3")      /* of them: with a booked meeting, without a held one */       \
  X(LossesBeforeContract, "l4")     /* of them: with a held meeting, without a contract */         \
  X(LossesOfUnknownStep, "l0")      /* of them: history does not know how far they came */         \
  X(LateFirstResponses, "la")       /* leads whose limit passed without an attempt */              \
  X(MeetingsDue, "du")              /* meetings that stood when their time came, or still stand */ \
  X(MeetingsDueOpen, "do")          /* of them: without a recorded outcome */                      \
  X(NextStepsMissed, "ns")          /* times that a lead was without a next step for too long */   \
  X(TooFewAttempts, "tf")           /* losses as unreachable with too few attempts */              \
  X(CallsWithoutConsent, "wc")      /* outbound calls without a recorded consent */                \
  X(CallsWithoutRecording, "wr")    /* longer calls without a recording */                         \
  X(LeadsByMessage, "ml")           /* leads whose first touch was a message */                    \
  X(LeadsByMessageWithPhone, "mw")  /* of them: with a phone */                                    \
  X(LeadsCalled, "cl")              /* leads with an outbound call */                              \
  X(LeadsReached, "re")             /* of them: with a talk */                                     \
  X(DespiteDoNotContact, "dn")      /* outbound interactions with who asked not to be contacted */ \
  X(FollowUpsCompleted, "fc")       /* follow-ups done */                                          \
  X(FollowUpsInTime, "fo")          /* of them: by their due time */                               \
  X(FollowUpsOverdue, "od")         /* follow-ups still open at their due time */                  \
  X(Visits, "vi")                   /* visitors of the showroom */                                 \
  X(VisitsWithPhone, "vp")          /* of them: who left a phone */                                \
  X(ThinHours, "hh")                /* opening hours with too few lead managers on shift */        \
  X(LeadsRedistributed, "rd")       /* leads taken over all at once */                             \
  X(ShiftsLate, "sl")               /* shifts to which somebody came late */                       \
  X(ShiftsMissed, "sm")             /* shifts to which he did not come */                          \
  X(MarketPhones, "mp")             /* a month's phones in cities of a known maximum */            \
  X(MarketMaximum, "mm")            /* that maximum */                                             \
  X(MarketPhonesUncapped, "mq")     /* a month's phones in cities of an unknown maximum */

enum class Measure : std::uint8_t {
#define ZAMER_METRICS_ENUMERATOR(name, code) k##name,
  ZAMER_METRICS_COUNTS(ZAMER_METRICS_ENUMERATOR)
#undef ZAMER_METRICS_ENUMERATOR
#define ZAMER_METRICS_ENUMERATOR(name, code) k##name##Cases, k##name##Millis, k##name##Undated,
      ZAMER_METRICS_TIMINGS(ZAMER_METRICS_ENUMERATOR)
#undef ZAMER_METRICS_ENUMERATOR
};

enum class Timing : std::uint8_t {
#define ZAMER_METRICS_ENUMERATOR(name, code) k##name,
  ZAMER_METRICS_TIMINGS(ZAMER_METRICS_ENUMERATOR)
#undef ZAMER_METRICS_ENUMERATOR
};

inline constexpr int kTimings = static_cast<int>(Timing::kAgeNurturing) + 1;
inline constexpr int kMeasures = static_cast<int>(Measure::kAgeNurturingUndated) + 1;

inline constexpr int Index(Measure measure) { return static_cast<int>(measure); }
inline constexpr int Index(Timing timing) { return static_cast<int>(timing); }

inline constexpr Measure CasesOf(Timing timing) {
  return static_cast<Measure>(Index(Measure::kAttemptCases) + 3 * Index(timing));
}
inline constexpr Measure MillisOf(Timing timing) { return static_cast<Measure>(Index(CasesOf(timing)) + 1); }
inline constexpr Measure UndatedOf(Timing timing) { return static_cast<Measure>(Index(CasesOf(timing)) + 2); }

// What never shrinks, for Prometheus' counters: enumerator, code, metric name, help.
#define ZAMER_METRICS_TOTALS(X)                                                                     \
  X(LeadsCreated, "l", "zamer_leads_created_total", "Leads created, before duplicates are merged.") \
  X(PhonesCaptured, "p", "zamer_phones_captured_total", "Leads of which a phone became known.")     \
  X(MeetingsBooked, "b", "zamer_meetings_booked_total", "Meetings booked.")                         \
  X(MeetingsHeld, "h", "zamer_meetings_held_total", "Meetings held.")                               \
  X(ContractsSigned, "c", "zamer_contracts_signed_total", "Contracts signed.")                      \
  X(ContractsCancelled, "x", "zamer_contracts_cancelled_total", "Contracts cancelled.")             \
  X(HandOvers, "g", "zamer_hand_overs_total", "Contracts handed over to production.")

enum class Total : std::uint8_t {
#define ZAMER_METRICS_ENUMERATOR(name, code, metric, help) k##name,
  ZAMER_METRICS_TOTALS(ZAMER_METRICS_ENUMERATOR)
#undef ZAMER_METRICS_ENUMERATOR
};

std::string_view CodeOf(Measure measure);
std::optional<Measure> MeasureOf(std::string_view code);
std::string_view CodeOf(Timing timing);
std::optional<Timing> TimingOf(std::string_view code);
std::string_view CodeOf(Total total);

}  // namespace zamer::metrics
