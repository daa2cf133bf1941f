import { msg } from "@lingui/core/macro";
import { lazy } from "react";

import type { Route } from "../app/routes.ts";
import { WATCHERS } from "../sales/routes.tsx";

export const routes: Route[] = [
  {
    path: "/tv",
    page: lazy(() => import("./TvPage.tsx")),
    title: msg`Экран на стену`,
    bare: true,
    allowed: ({ display, roles }) => display || roles.some((role) => WATCHERS.includes(role)),
  },
];
