import type { MessageDescriptor } from "@lingui/core";
import type { ComponentType } from "react";

import type { Session } from "./session.ts";

// A page of the application. An area of the code offers its pages as `export const routes: Route[]` in its `routes.tsx`;
// they are found by that name, so that an area is added without a change elsewhere.
export interface Route {
  // Such as `/leads/:id`.
  path: string;
  page: ComponentType<{ params: Record<string, string> }>;
  title: MessageDescriptor;
  // Whether the session may use the page: what a person may not call, the page does not offer.
  allowed(session: Session): boolean;
  // Place in the menu; not in it when unset. The first allowed one is where a person starts.
  menu?: number;
  // A page without the frame around it, such as the wall screen.
  bare?: boolean;
}

const areas = import.meta.glob<{ routes: Route[] }>("../*/routes.tsx", { eager: true });

export const routes: Route[] = Object.values(areas).flatMap((area) => area.routes);

export function menuOf(session: Session): Route[] {
  return routes
    .filter((route) => route.menu !== undefined && route.allowed(session))
    .sort((a, b) => (a.menu ?? 0) - (b.menu ?? 0));
}

export interface Match {
  route: Route;
  params: Record<string, string>;
}

export function matchRoute(path: string, candidates: readonly Route[] = routes): Match | undefined {
  for (const route of candidates) {
    const params = matchPath(route.path, path);
    if (params) return { route, params };
  }
  return undefined;
}

export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split("/").filter(Boolean);
  const given = path.split("/").filter(Boolean);
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return params;
}
