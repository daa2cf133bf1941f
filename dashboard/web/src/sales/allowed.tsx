import type { DescMethod } from "@bufbuild/protobuf";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";
import { SchedulingService } from "@zamer/api/scheduling/v1/scheduling_service_pb";
import type { ComponentType } from "react";

import { useMayCall } from "../app/may_call.ts";
import { Burning as AnyBurning } from "./Burning.tsx";
import { CoverageCard as AnyCoverageCard } from "./CoverageCard.tsx";
import { MeetingsCard as AnyMeetingsCard } from "./MeetingsCard.tsx";

// Parts that a marketer does not have: they need calls that are not hers.
export const Burning = allowedBy(LeadService.method.listFocus, AnyBurning);
export const MeetingsCard = allowedBy(SchedulingService.method.listMeetings, AnyMeetingsCard);
export const CoverageCard = allowedBy(SchedulingService.method.getCoverage, AnyCoverageCard);

function allowedBy(method: DescMethod, Part: ComponentType): ComponentType {
  return function Allowed() {
    return useMayCall()(method) ? <Part /> : null;
  };
}
