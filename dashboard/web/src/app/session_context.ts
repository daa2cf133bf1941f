import { type Session, sessionStore } from "./session.ts";
import { useStore } from "./store.ts";

// The session of a page that is shown only to who is signed in.
export function useSession(): Session {
  const current = useStore(sessionStore);
  if (current.state !== "signed-in") throw new Error("there is no session");
  return current.session;
}
