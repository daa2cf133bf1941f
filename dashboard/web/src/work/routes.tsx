import { msg } from "@lingui/core/macro";
import { lazy } from "react";

import { withTexts } from "../app/language.ts";
import type { Route } from "../app/routes.ts";
import type { Session } from "../app/session.ts";

// The pages of those who work the leads and hold the meetings. The head of sales may open each, and has of them
// only the meetings and the contracts in her menu: her day begins elsewhere.
export const WORKERS = ["LEAD_MANAGER", "OFFICE_MANAGER", "DESIGNER"];

// Who may read leads and meetings. Roles rather than the methods' policies, which every first page would have to fetch
// with the services' descriptions: a test holds the two together.
export const READERS = [...WORKERS, "TECHNICAL_EXPERT", "CONSTRUCTOR", "SALES_HEAD", "OPERATOR"];

// Who makes estimates and signs contracts.
export const SIGNERS = ["DESIGNER", "SALES_HEAD"];

const works = ({ employee, roles }: Session): boolean => employee !== "" && roles.some((role) => WORKERS.includes(role));
const reads = ({ roles }: Session): boolean => roles.some((role) => READERS.includes(role));

const texts = <Page,>(page: Promise<Page>) => withTexts(["work", "words", "plan"], page);

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
    path: "/contracts",
    page: lazy(() => texts(import("./pages/ContractsPage.tsx"))),
    title: msg`Договоры`,
    menu: 13,
    allowed: ({ employee, roles }) => employee !== "" && roles.some((role) => SIGNERS.includes(role)),
  },
  {
    path: "/me",
    page: lazy(() => texts(import("./pages/MePage.tsx"))),
    title: msg`Я`,
    menu: 14,
    allowed: works,
  },
];
