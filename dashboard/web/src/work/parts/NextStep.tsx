import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { Trans, useLingui } from "@lingui/react/macro";
import { FollowUp_Kind, type FollowUpSchema } from "@zamer/api/lead/v1/lead_pb";
import type { ReactNode } from "react";

import { useSession } from "../../app/session_context.ts";
import { stepPresets } from "../time/presets.ts";
import { Choice } from "./Choice.tsx";
import { Text } from "./Field.tsx";
import { When } from "./When.tsx";

// The next step as it stands in a form; none without a time.
export interface StepDraft {
  at: Date | undefined;
  kind: FollowUp_Kind;
  note: string;
}

export const noStep: StepDraft = { at: undefined, kind: FollowUp_Kind.CALL_BACK, note: "" };

// Makes the step of a draft. Who sets it while a lead manager owns the lead leaves it to her; a designer, whose meeting it
// was, does it himself.
export function useFollowUpOf(): (draft: StepDraft) => MessageInitShape<typeof FollowUpSchema> | undefined {
  const { employee, roles } = useSession();
  const assignee = roles.includes("DESIGNER") ? employee : "";
  return ({ at, kind, note }) => at && { dueTime: timestampFromDate(at), kind, note: note.trim(), assignee };
}

interface NextStepProps {
  label: ReactNode;
  draft: StepDraft;
  onChange: (draft: StepDraft) => void;
  // Where it goes in the request.
  path: string;
  // Offers to set none.
  none?: ReactNode;
}

export function NextStep({ label, draft, onChange, path, none }: NextStepProps) {
  const { t } = useLingui();
  return (
    <>
      <When label={label} presets={stepPresets} value={draft.at} onChange={(at) => onChange({ ...draft, at })} path={`${path}.due_time`} none={none} />
      {draft.at && (
        <>
          <Choice
            label={<Trans>Что сделать</Trans>}
            even
            options={[
              { value: FollowUp_Kind.CALL_BACK, label: t`позвонить` },
              { value: FollowUp_Kind.KIND_UNSPECIFIED, label: t`другое` },
            ]}
            value={draft.kind}
            onChange={(kind) => onChange({ ...draft, kind })}
          />
          <Text label={<Trans>О чём</Trans>} path={`${path}.note`} rows={1} value={draft.note} onChange={(note) => onChange({ ...draft, note })} />
        </>
      )}
    </>
  );
}
