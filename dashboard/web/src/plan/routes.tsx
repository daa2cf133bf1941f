import { msg } from "@lingui/core/macro";
import { lazy } from "react";

import { withTexts } from "../app/language.ts";
import type { Route } from "../app/routes.ts";

// Who sets targets. By role: the methods' policies come with the services' descriptions, and a test holds the two together.
export const PLANNERS = ["SALES_HEAD", "OPERATOR"];

export const routes: Route[] = [
  {
    path: "/plan",
    page: lazy(() => withTexts(["plan", "work", "words"], import("./PlanPage.tsx"))),
    title: msg`План`,
    menu: 5,
    allowed: ({ employee, roles }) => employee !== "" && roles.some((role) => PLANNERS.includes(role)),
  },
];
