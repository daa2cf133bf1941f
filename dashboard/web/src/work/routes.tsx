import { msg } from "@lingui/core/macro";
import { mayCall } from "@zamer/api";
import { LeadService } from "@zamer/api/lead/v1/lead_service_pb";
import { SchedulingService } from "@zamer/api/scheduling/v1/scheduling_service_pb";
import { lazy } from "react";

import type { Route } from "../app/routes.ts";
import type { Session } from "../app/session.ts";

// The pages of those who work the leads and hold the meetings. The head of sales may open each, and has none of them in
// her menu but the meetings: her day begins elsewhere.
const WORKERS = ["LEAD_MANAGER", "OFFICE_MANAGER", "DESIGNER"];

const works = ({ employee, roles }: Session): boolean => employee !== "" && roles.some((role) => WORKERS.includes(role));

export const routes: Route[] = [
  {
    path: "/focus",
    page: lazy(() => import("./pages/FocusPage.tsx")),
    title: msg`Сейчас`,
    menu: 10,
    allowed: (session) => works(session) && mayCall(LeadService.method.watchFocus, session.roles),
  },
  {
    path: "/leads",
    page: lazy(() => import("./pages/LeadsPage.tsx")),
    title: msg`Лиды`,
    menu: 11,
    allowed: (session) => works(session) && mayCall(LeadService.method.listLeads, session.roles),
  },
  {
    path: "/leads/:id",
    page: lazy(() => import("./pages/LeadPage.tsx")),
    title: msg`Лид`,
    allowed: ({ roles }) => mayCall(LeadService.method.getLead, roles),
  },
  {
    path: "/meetings",
    page: lazy(() => import("./pages/MeetingsPage.tsx")),
    title: msg`Встречи`,
    menu: 12,
    allowed: ({ employee, roles }) => employee !== "" && mayCall(SchedulingService.method.listMeetings, roles),
  },
  {
    path: "/me",
    page: lazy(() => import("./pages/MePage.tsx")),
    title: msg`Я`,
    menu: 13,
    allowed: works,
  },
];
