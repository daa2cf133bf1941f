import { msg } from "@lingui/core/macro";
import { mayCall } from "@zamer/api";
import { MetricsService } from "@zamer/api/metrics/v1/metrics_service_pb";
import { lazy } from "react";

import type { Route } from "../app/routes.ts";

export const routes: Route[] = [
  {
    path: "/",
    page: lazy(() => import("./SalesPage.tsx")),
    title: msg`Отдел продаж`,
    menu: 0,
    allowed: ({ display, roles }) => !display && mayCall(MetricsService.method.watchBoard, roles),
  },
];
