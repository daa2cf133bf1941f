import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Trans } from "@lingui/react/macro";
import type { Presence } from "@zamer/api/scheduling/v1/department_pb";
import { SchedulingService } from "@zamer/api/scheduling/v1/scheduling_service_pb";

import { scheduling } from "../../app/api.ts";
import { useMayCall } from "../../app/may_call.ts";
import { useSession } from "../../app/session_context.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useFormats } from "../words/words.ts";
import { StepButton } from "./StepButton.tsx";

// Being at work: in the morning one press, in the evening another.
export function Shift() {
  const { employee: name } = useSession();
  const formats = useFormats();
  const mayCall = useMayCall();
  const { data: me, reload } = useFetched(name, (signal) => scheduling.getEmployee({ name }, { signal }));
  if (!me || !mayCall(SchedulingService.method.checkIn)) return null;
  const since = isAtWork(me.presence) ? me.presence?.checkInTime : undefined;
  return (
    <div className="shift">
      {since ? (
        <>
          <p><Trans>На работе с {formats.time(timestampDate(since))}</Trans></p>
          <StepButton key="out" send={async (once) => void (await once(scheduling.checkOut, { name }))} onDone={reload}>
            <Trans>Ухожу</Trans>
          </StepButton>
        </>
      ) : (
        <>
          <p><Trans>Вы ещё не отметились</Trans></p>
          <StepButton key="in" primary send={async (once) => void (await once(scheduling.checkIn, { name }))} onDone={reload}>
            <Trans>Я на работе</Trans>
          </StepButton>
        </>
      )}
    </div>
  );
}

function isAtWork(presence: Presence | undefined): boolean {
  if (!presence?.checkInTime || presence.checkOutTime) return false;
  return !presence.expireTime || timestampDate(presence.expireTime) > new Date();
}
