import "../work.css";

import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";

import { useSession } from "../../app/session_context.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { errorText } from "../../words/errors.ts";
import { DirectoryContext, readDirectory } from "../data/directory.ts";
import { Said } from "./say.tsx";

// What is around each of these pages: the department's names, and a place to say that something is done.
export function Work({ children }: { children: ReactNode }) {
  const session = useSession();
  const { data: directory, error, reload } = useFetched(session.employee, (signal) => readDirectory(session, signal));
  return (
    <main className="work" id="main">
      {directory && (
        <DirectoryContext value={directory}>
          <Said>{children}</Said>
        </DirectoryContext>
      )}
      {!directory && error && (
        <div className="work-failed" role="alert">
          <p>{errorText(error)}</p>
          <button type="button" className="button" onClick={() => void reload()}><Trans>Попробовать снова</Trans></button>
        </div>
      )}
    </main>
  );
}
