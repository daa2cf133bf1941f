// The one list of error reasons. Each line: enumerator, wire name, canonical code, meaning in one sentence.
//
// A reason is part of the API: add lines freely, never rename or reuse one. docs/errors.md has a row for each, and a
// test compares the two.
#pragma once

// clang-format off
#define ZAMER_REASON_LIST(X) \
  /* Any call. */ \
  X(kFieldInvalid, "FIELD_INVALID", kInvalidArgument, "Fields of the request break their rules; all are listed.") \
  X(kRequestIdReused, "REQUEST_ID_REUSED", kInvalidArgument, "The request id was used before with another body.") \
  X(kPageTokenInvalid, "PAGE_TOKEN_INVALID", kInvalidArgument, "The page token is not one that this list gave.") \
  X(kEtagStale, "ETAG_STALE", kAborted, "The resource changed since the caller read it.") \
  X(kConflict, "CONFLICT", kAborted, "Others kept changing the same records, so the commit gave up.") \
  X(kIllegalTransition, "ILLEGAL_TRANSITION", kFailedPrecondition, "The resource's state does not allow this step.") \
  X(kInternal, "INTERNAL", kInternal, "The service broke one of its own rules.") \
  /* Who calls. */ \
  X(kTokenMissing, "TOKEN_MISSING", kUnauthenticated, "The call carries no token.") \
  X(kTokenInvalid, "TOKEN_INVALID", kUnauthenticated, "The token is malformed, badly signed or not meant for this service.") \
  X(kTokenExpired, "TOKEN_EXPIRED", kUnauthenticated, "The token's time is over.") \
  X(kRoleNotAllowed, "ROLE_NOT_ALLOWED", kPermissionDenied, "None of the caller's roles may call this method.") \
  X(kOtherDepartment, "OTHER_DEPARTMENT", kPermissionDenied, "The resource belongs to a department that is not the caller's.") \
  X(kMethodClosed, "METHOD_CLOSED", kPermissionDenied, "The method names no roles, so nobody may call it.") \
  X(kSignInRefused, "SIGN_IN_REFUSED", kUnauthenticated, "Department, login and password do not belong together.") \
  X(kSignInsTooMany, "SIGN_INS_TOO_MANY", kResourceExhausted, "Too many attempts to sign in failed.") \
  X(kSessionEnded, "SESSION_ENDED", kUnauthenticated, "The session is over, was ended, or never began.") \
  X(kOriginRefused, "ORIGIN_REFUSED", kPermissionDenied, "A browser sent this from a page of another site.") \
  X(kPasswordWeak, "PASSWORD_WEAK", kInvalidArgument, "The password is too short, too long or too well known.") \
  X(kLoginAlreadyExists, "LOGIN_ALREADY_EXISTS", kAlreadyExists, "Another employee has this login.") \
  X(kLoginNotFound, "LOGIN_NOT_FOUND", kNotFound, "The employee has no login.") \
  X(kSessionNotFound, "SESSION_NOT_FOUND", kNotFound, "There is no session of this name.") \
  X(kDisplayNotFound, "DISPLAY_NOT_FOUND", kNotFound, "There is no display of this name.") \
  X(kIdentityProviderFailed, "IDENTITY_PROVIDER_FAILED", kUnauthenticated, "The identity provider did not vouch for the caller.") \
  /* The edge. */ \
  X(kMethodNotOffered, "METHOD_NOT_OFFERED", kUnimplemented, "The edge does not offer this method.") \
  X(kHttpRequestInvalid, "HTTP_REQUEST_INVALID", kInvalidArgument, "The HTTP request is not one that the edge understands.") \
  X(kMessageTooLarge, "MESSAGE_TOO_LARGE", kResourceExhausted, "The message is larger than allowed.") \
  X(kRateLimited, "RATE_LIMITED", kResourceExhausted, "The caller sends more than its share.") \
  X(kPathNotFound, "PATH_NOT_FOUND", kNotFound, "Nothing is served at this path.") \
  X(kWayInNotFound, "WAY_IN_NOT_FOUND", kNotFound, "There is no way in of this name.") \
  X(kDeliveryRefused, "DELIVERY_REFUSED", kPermissionDenied, "The delivery's signature or secret is not its platform's.") \
  X(kDeliveryUnreadable, "DELIVERY_UNREADABLE", kInvalidArgument, "The delivery is not what its platform sends.") \
  X(kDeliveryNotFound, "DELIVERY_NOT_FOUND", kNotFound, "There is no delivery of this name.") \
  /* Time, load, storage. */ \
  X(kDeadlineMissing, "DEADLINE_MISSING", kInvalidArgument, "The call has no deadline.") \
  X(kDeadlineExpired, "DEADLINE_EXPIRED", kDeadlineExceeded, "The deadline passed before the work was done.") \
  X(kCallCancelled, "CALL_CANCELLED", kCancelled, "The caller gave up.") \
  X(kOverloaded, "OVERLOADED", kResourceExhausted, "The service sheds load.") \
  X(kDraining, "DRAINING", kUnavailable, "The process is shutting down.") \
  X(kStreamExpired, "STREAM_EXPIRED", kUnavailable, "The stream reached its longest life; resume it from the last cursor.") \
  X(kPeerUnavailable, "PEER_UNAVAILABLE", kUnavailable, "A service that this call asks did not answer.") \
  X(kStoreUnavailable, "STORE_UNAVAILABLE", kUnavailable, "Redis is out of reach; nothing was changed.") \
  X(kOutcomeUnknown, "OUTCOME_UNKNOWN", kUnavailable, "The store did not say whether the change was made.") \
  X(kCursorUnknown, "CURSOR_UNKNOWN", kOutOfRange, "The cursor is not a place in this event log.") \
  X(kPositionNotReached, "POSITION_NOT_REACHED", kUnavailable, "The awaited events have not arrived yet.") \
  X(kAddressUnusable, "ADDRESS_UNUSABLE", kUnavailable, "A server cannot listen on the configured address.") \
  X(kCredentialsUnusable, "CREDENTIALS_UNUSABLE", kFailedPrecondition, "A file with keys, certificates or tokens cannot be used.") \
  /* Values. */ \
  X(kTimeInvalid, "TIME_INVALID", kInvalidArgument, "The text or message is not a time, date or duration in range.") \
  X(kTimeZoneUnknown, "TIME_ZONE_UNKNOWN", kInvalidArgument, "The name is not an IANA time zone.") \
  X(kTimeNotInZone, "TIME_NOT_IN_ZONE", kInvalidArgument, "The zone's clocks never show this wall time.") \
  X(kTimeAmbiguous, "TIME_AMBIGUOUS", kInvalidArgument, "The zone's clocks show this wall time twice.") \
  X(kShiftInvalid, "SHIFT_INVALID", kInvalidArgument, "A working shift has no weekday, no length or too much of it.") \
  X(kCurrencyMismatch, "CURRENCY_MISMATCH", kInvalidArgument, "Amounts of different currencies cannot be combined.") \
  X(kAmountOutOfRange, "AMOUNT_OUT_OF_RANGE", kInvalidArgument, "The amount of money is too large or has the wrong sign.") \
  X(kPhoneUnreadable, "PHONE_UNREADABLE", kInvalidArgument, "No phone number can be read from the text.") \
  /* Leads. */ \
  X(kLeadNotFound, "LEAD_NOT_FOUND", kNotFound, "There is no lead of this name.") \
  X(kChannelNotFound, "CHANNEL_NOT_FOUND", kNotFound, "There is no channel of this name.") \
  X(kCampaignNotFound, "CAMPAIGN_NOT_FOUND", kNotFound, "There is no campaign of this name.") \
  X(kCityNotFound, "CITY_NOT_FOUND", kNotFound, "There is no city of this name.") \
  X(kFollowUpNotFound, "FOLLOW_UP_NOT_FOUND", kNotFound, "There is no follow-up of this name.") \
  X(kInteractionNotFound, "INTERACTION_NOT_FOUND", kNotFound, "There is no interaction of this name.") \
  X(kImportNotFound, "IMPORT_NOT_FOUND", kNotFound, "There is no import of this name.") \
  X(kTouchNotFound, "TOUCH_NOT_FOUND", kNotFound, "The lead has no touch of this id.") \
  X(kVisitNotFound, "VISIT_NOT_FOUND", kNotFound, "There is no visit of this name.") \
  X(kRedistributionNotFound, "REDISTRIBUTION_NOT_FOUND", kNotFound, "There is no redistribution of this name.") \
  X(kQueueEmpty, "QUEUE_EMPTY", kNotFound, "No lead waits that the caller may take.") \
  X(kLeadAlreadyExists, "LEAD_ALREADY_EXISTS", kAlreadyExists, "An open lead has this identity already.") \
  X(kChannelAlreadyExists, "CHANNEL_ALREADY_EXISTS", kAlreadyExists, "There is a channel of this name already.") \
  X(kCampaignAlreadyExists, "CAMPAIGN_ALREADY_EXISTS", kAlreadyExists, "There is a campaign of this name already.") \
  X(kDoNotContact, "DO_NOT_CONTACT", kFailedPrecondition, "The person asked not to be contacted.") \
  X(kConsentMissing, "CONSENT_MISSING", kFailedPrecondition, "No consent to contact this person is recorded.") \
  X(kPhoneMissing, "PHONE_MISSING", kFailedPrecondition, "The lead has no phone yet.") \
  X(kLeadErased, "LEAD_ERASED", kFailedPrecondition, "The lead's personal data were erased.") \
  X(kNextStepMissing, "NEXT_STEP_MISSING", kFailedPrecondition, "An open lead needs a follow-up or a meeting.") \
  X(kBothHaveMeetings, "BOTH_HAVE_MEETINGS", kFailedPrecondition, "Both leads have a meeting ahead, so they cannot be merged.") \
  X(kMergeCycle, "MERGE_CYCLE", kFailedPrecondition, "The leads are merged into one another already.") \
  X(kSameHousehold, "SAME_HOUSEHOLD", kFailedPrecondition, "The leads are known to be different people.") \
  X(kMeetingAhead, "MEETING_AHEAD", kFailedPrecondition, "The lead has a meeting ahead.") \
  X(kVisitHasPhone, "VISIT_HAS_PHONE", kFailedPrecondition, "The visitor is a lead already.") \
  X(kNobodyEligible, "NOBODY_ELIGIBLE", kFailedPrecondition, "No employee may take this lead now.") \
  /* People and meetings. */ \
  X(kDepartmentNotFound, "DEPARTMENT_NOT_FOUND", kNotFound, "There is no department of this name.") \
  X(kEmployeeNotFound, "EMPLOYEE_NOT_FOUND", kNotFound, "There is no employee of this name.") \
  X(kMeetingNotFound, "MEETING_NOT_FOUND", kNotFound, "There is no meeting of this name.") \
  X(kHoldNotFound, "HOLD_NOT_FOUND", kNotFound, "There is no hold of this name.") \
  X(kShiftNotFound, "SHIFT_NOT_FOUND", kNotFound, "There is no shift of this name.") \
  X(kShowroomNotFound, "SHOWROOM_NOT_FOUND", kNotFound, "There is no showroom of this name.") \
  X(kDepartmentAlreadyExists, "DEPARTMENT_ALREADY_EXISTS", kAlreadyExists, "There is a department of this name already.") \
  X(kEmployeeAlreadyExists, "EMPLOYEE_ALREADY_EXISTS", kAlreadyExists, "There is an employee of this name already.") \
  X(kMeetingAlreadyExists, "MEETING_ALREADY_EXISTS", kAlreadyExists, "The lead has a meeting ahead already.") \
  X(kEmployeeDismissed, "EMPLOYEE_DISMISSED", kFailedPrecondition, "The employee no longer works here.") \
  X(kEmployeeAbsent, "EMPLOYEE_ABSENT", kFailedPrecondition, "The employee is not at work at that time.") \
  X(kNotCheckedIn, "NOT_CHECKED_IN", kFailedPrecondition, "The employee has not checked in, or has left again.") \
  X(kSlotTaken, "SLOT_TAKEN", kFailedPrecondition, "Somebody booked or holds this slot.") \
  X(kSlotNotOffered, "SLOT_NOT_OFFERED", kFailedPrecondition, "The time is outside the working hours, notice or horizon.") \
  X(kHoldExpired, "HOLD_EXPIRED", kFailedPrecondition, "The hold ran out before the booking.") \
  X(kNoDesignerFree, "NO_DESIGNER_FREE", kFailedPrecondition, "No suitable designer is free then.") \
  X(kMeetingNotHeld, "MEETING_NOT_HELD", kFailedPrecondition, "The step needs a held meeting.") \
  X(kOutcomeMissing, "OUTCOME_MISSING", kFailedPrecondition, "The meeting's outcome has to be recorded first.") \
  /* Estimates and contracts. */ \
  X(kEstimateNotFound, "ESTIMATE_NOT_FOUND", kNotFound, "There is no estimate of this name.") \
  X(kContractNotFound, "CONTRACT_NOT_FOUND", kNotFound, "There is no contract of this name.") \
  X(kProductionOrderNotFound, "PRODUCTION_ORDER_NOT_FOUND", kNotFound, "There is no production order of this name.") \
  X(kPaymentNotFound, "PAYMENT_NOT_FOUND", kNotFound, "There is no payment of this name.") \
  X(kProductNotFound, "PRODUCT_NOT_FOUND", kNotFound, "There is no product of this name.") \
  X(kContractAlreadyExists, "CONTRACT_ALREADY_EXISTS", kAlreadyExists, "There is a contract of this name already.") \
  X(kDiscountOverLimit, "DISCOUNT_OVER_LIMIT", kFailedPrecondition, "The discount is beyond the caller's limit and not approved.") \
  X(kApprovalStale, "APPROVAL_STALE", kFailedPrecondition, "The approval was given for another version or ran out.") \
  X(kApproverIsRequester, "APPROVER_IS_REQUESTER", kFailedPrecondition, "Nobody approves a request of his own.") \
  X(kQuoteExpired, "QUOTE_EXPIRED", kFailedPrecondition, "The offer's validity is over.") \
  X(kPrepaymentMissing, "PREPAYMENT_MISSING", kFailedPrecondition, "The prepaid share is below the limit.") \
  X(kDrawingsNotApproved, "DRAWINGS_NOT_APPROVED", kFailedPrecondition, "The drawings are not approved.") \
  X(kMeasurementsNotConfirmed, "MEASUREMENTS_NOT_CONFIRMED", kFailedPrecondition, "The measurements are not confirmed.") \
  X(kAmendmentOpen, "AMENDMENT_OPEN", kFailedPrecondition, "An amendment waits for its signature.") \
  X(kAlreadyHandedOver, "ALREADY_HANDED_OVER", kFailedPrecondition, "Production has the contract already.") \
  X(kContractCancelled, "CONTRACT_CANCELLED", kFailedPrecondition, "The contract is cancelled.") \
  X(kPaymentIdReused, "PAYMENT_ID_REUSED", kInvalidArgument, "The ledger has this external id with other content.") \
  X(kRefundOverBalance, "REFUND_OVER_BALANCE", kFailedPrecondition, "The refund is more than was paid.") \
  /* Metrics, reviews, plans. */ \
  X(kKpiNotFound, "KPI_NOT_FOUND", kNotFound, "There is no KPI of this name.") \
  X(kScorecardNotFound, "SCORECARD_NOT_FOUND", kNotFound, "There is no scorecard of this name.") \
  X(kReviewNotFound, "REVIEW_NOT_FOUND", kNotFound, "There is no review of this name.") \
  X(kTargetNotFound, "TARGET_NOT_FOUND", kNotFound, "There is no target of this name.") \
  X(kOwnWork, "OWN_WORK", kFailedPrecondition, "Nobody reviews his own work.") \
  X(kTooFewCases, "TOO_FEW_CASES", kFailedPrecondition, "There are too few cases for an honest answer.")
// clang-format on
