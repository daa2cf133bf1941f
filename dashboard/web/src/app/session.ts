import { createStore } from "./store.ts";

// Who looks at the page, as the edge says.
export interface Session {
  // `departments/{department}/employees/{employee}`; empty for a screen on the wall.
  employee: string;
  // `departments/{department}`.
  department: string;
  displayName: string;
  // Names of roles, such as `SALES_HEAD`.
  roles: readonly string[];
  // A screen on the wall rather than a person.
  display: boolean;
}

export type SessionState = { state: "unknown" } | { state: "none" } | { state: "signed-in"; session: Session };

export const sessionStore = createStore<SessionState>({ state: "unknown" });

// What the edge answers at /auth/session.
export interface SessionAnswer {
  employee?: string;
  department: string;
  displayName?: string;
  roles: string[];
  display?: boolean;
}

// The edge may say ids or whole names.
export function readSession(answer: SessionAnswer): Session {
  const department = named("departments", answer.department);
  return {
    department,
    employee: answer.employee ? named(`${department}/employees`, answer.employee) : "",
    displayName: answer.displayName ?? "",
    roles: answer.roles,
    display: answer.display ?? false,
  };
}

function named(collection: string, nameOrId: string): string {
  return nameOrId.includes("/") ? nameOrId : `${collection}/${nameOrId}`;
}

export async function loadSession(): Promise<void> {
  const response = await fetch("/auth/session", { headers: { accept: "application/json" } });
  if (response.status === 204) sessionStore.set({ state: "none" });
  else if (response.ok) sessionStore.set({ state: "signed-in", session: readSession((await response.json()) as SessionAnswer) });
  else if (response.status === 401) sessionStore.set({ state: "none" });
  else throw new Error(`/auth/session: ${response.status}`);
}

// The session ran out or was taken back while the page was open.
export function sessionLost(): void {
  sessionStore.set({ state: "none" });
}

export async function signOut(): Promise<void> {
  await fetch("/auth/sign-out", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
  location.assign("/");
}
