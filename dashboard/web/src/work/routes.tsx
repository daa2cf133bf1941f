import { msg } from "@lingui/core/macro";
import { lazy } from "react";

import { withTexts } from "../app/language.ts";
import type { Route } from "../app/routes.ts";
import type { Session } from "../app/session.ts";

// The pages of those who work the leads and hold the meetings. The head of sales may open each, and has none of them in
// her menu but the meetings: her day begins elsewhere.
export const WORKERS = ["LEAD_MANAGER", "OFFICE_MANAGER", "DESIGNER"];

// Who may read leads and meetings. Roles rather than the methods' policies, which every first page would have to fetch
// with the services' descriptions: a test holds the two together.
export const READERS = [...WORKERS, "TECHNICAL_EXPERT", "CONSTRUCTOR", "SALES_HEAD", "OPERATOR"];

const works = ({ employee, roles }: Session): boolean => employee !== "" && roles.some((role) => WORKERS.includes(role));
const reads = ({ roles }: Session): boolean => roles.some((role) => READERS.includes(role));

const texts = <Page,>(page: Promise<Page>) => withTexts(["work", "words"], page);

export const routes: Route[] = [
  {
    path: "/focus",
    page: lazy(() => texts(import("./pages/FocusPage.tsx"))),
    title: msg`Сейчас`,
    menu: 10,
    allowed: works,
  },
  {
    path: "/leads",
    page: lazy(() => texts(import("./pages/LeadsPage.tsx"))),
    title: msg`Лиды`,
    menu: 11,
    allowed: works,
  },
  {
    path: "/leads/:id",
    page: lazy(() => texts(import("./pages/LeadPage.tsx"))),
    title: msg`Лид`,
    allowed: reads,
  },
  {
    path: "/meetings",
    page: lazy(() => texts(import("./pages/MeetingsPage.tsx"))),
    title: msg`Встречи`,
    menu: 12,
    allowed: (session) => session.employee !== "" && reads(session),
  },
  {
    path: "/me",
    page: lazy(() => texts(import("./pages/MePage.tsx"))),
    title: msg`Я`,
    menu: 13,
    allowed: works,
  },
];
