import { msg } from "@lingui/core/macro";
import { lazy } from "react";

import type { Route } from "../app/routes.ts";

// Who may watch the department's numbers. By role rather than by the methods' policies, which would all have to be
// fetched before the first page: a test holds the two together.
export const WATCHERS = ["MARKETER", "SALES_HEAD", "OPERATOR"];

export const routes: Route[] = [
  {
    path: "/",
    page: lazy(() => import("./SalesPage.tsx")),
    title: msg`Отдел продаж`,
    menu: 0,
    allowed: ({ display, roles }) => !display && roles.some((role) => WATCHERS.includes(role)),
  },
];
