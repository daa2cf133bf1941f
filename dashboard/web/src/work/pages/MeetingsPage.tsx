import { timestampDate, timestampFromDate } from "@bufbuild/protobuf/wkt";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Lead } from "@zamer/api/lead/v1/lead_pb";
import { type Meeting, Meeting_State } from "@zamer/api/scheduling/v1/meeting_pb";
import { useState } from "react";

import { scheduling } from "../../app/api.ts";
import { navigate, useSearch } from "../../app/location.ts";
import { useSession } from "../../app/session_context.ts";
import { startOfDay } from "../../time/wall.ts";
import { Icon } from "../../ui/Icon.tsx";
import { useFetched } from "../../ui/useFetched.ts";
import { clientsOf } from "../data/clients.ts";
import { useDirectory } from "../data/directory.ts";
import { allOf } from "../data/pages.ts";
import { Actions } from "../parts/actions.tsx";
import { isAhead, MeetingCard } from "../parts/MeetingCard.tsx";
import { Failed } from "../parts/Stale.tsx";
import { Work } from "../parts/Work.tsx";
import { useFormats } from "../words/words.ts";

const LOOK_BACK_DAYS = 14;
const REFRESH = 30_000;
const HIDDEN = [Meeting_State.HOLD, Meeting_State.EXPIRED, Meeting_State.RESCHEDULED];

export default function MeetingsPage() {
  return <Work><Meetings /></Work>;
}

function Meetings() {
  const { zone } = useDirectory();
  const { employee, roles } = useSession();
  const formats = useFormats();
  const { t } = useLingui();
  const day = Number(new URLSearchParams(useSearch()).get("day")) || 0;
  const [own, setOwn] = useState(true);
  const start = startOfDay(new Date(), zone, day);
  const found = useDay(day);
  const isMine = ({ designer, bookedBy }: Meeting) => designer === employee || bookedBy === employee;
  const isDesigner = roles.includes("DESIGNER");
  const shown = found.data?.day.filter((meeting) => isDesigner || !own || isMine(meeting)) ?? [];
  const goTo = (to: number) => navigate(to === 0 ? "/meetings" : `/meetings?day=${to}`, { replace: true });
  const card = (meeting: Meeting) => (
    <MeetingCard key={meeting.name} meeting={meeting} lead={found.data?.clients.get(meeting.lead)} onChanged={found.reload} />
  );
  return (
    <Actions onChanged={found.reload}>
      <div className="work-head">
        <h1><Trans>Встречи</Trans></h1>
        {!isDesigner && (
          <div className="filter" role="group" aria-label={t`Чьи`}>
            <button type="button" className="pick-button" aria-pressed={own} onClick={() => setOwn(true)}><Trans>мои</Trans></button>
            <button type="button" className="pick-button" aria-pressed={!own} onClick={() => setOwn(false)}><Trans>все</Trans></button>
          </div>
        )}
      </div>
      <Failed error={found.error} />
      {found.data && found.data.unsaid.length > 0 && (
        <section className="unsaid">
          <h2><Trans>Чем кончилось?</Trans></h2>
          <div className="meetings">{found.data.unsaid.map(card)}</div>
        </section>
      )}
      <div className="day-bar">
        <button type="button" className="icon-button" aria-label={t`День раньше`} onClick={() => goTo(day - 1)}><Icon name="left" /></button>
        <h2>{formats.nearDay(start)}</h2>
        <button type="button" className="icon-button" aria-label={t`День позже`} onClick={() => goTo(day + 1)}><Icon name="right" /></button>
        {day !== 0 && <button type="button" className="link-button" onClick={() => goTo(0)}><Trans>сегодня</Trans></button>}
      </div>
      {found.data && shown.length === 0 && <p className="all-done"><Trans>Встреч нет.</Trans></p>}
      <div className="meetings">{shown.map(card)}</div>
    </Actions>
  );
}

interface Day {
  day: Meeting[];
  // The designer's own of the last days that nobody has said the outcome of.
  unsaid: Meeting[];
  clients: ReadonlyMap<string, Lead>;
}

function useDay(day: number) {
  const { department: parent, employee, roles } = useSession();
  const { zone } = useDirectory();
  const designer = roles.includes("DESIGNER") ? employee : "";
  return useFetched<Day>(`${day} ${designer}`, async (signal) => {
    const list = (from: Date, to: Date) =>
      allOf(
        (pageToken) =>
          scheduling.listMeetings(
            { parent, designer, startTime: timestampFromDate(from), endTime: timestampFromDate(to), pageSize: 1000, pageToken },
            { signal },
          ),
        (page) => page.meetings,
      );
    const now = new Date();
    const [ofDay, before] = await Promise.all([
      list(startOfDay(now, zone, day), startOfDay(now, zone, day + 1)),
      designer ? list(startOfDay(now, zone, -LOOK_BACK_DAYS), now) : [],
    ]);
    const unsaid = before.filter((meeting) => isAhead(meeting) && meeting.endTime !== undefined && timestampDate(meeting.endTime) < now);
    const asked = new Set(unsaid.map(({ name }) => name));
    const shown = ofDay.filter(({ name, state }) => !HIDDEN.includes(state) && !asked.has(name));
    const clients = await clientsOf([...shown, ...unsaid], signal);
    return { day: shown, unsaid, clients };
  }, { every: REFRESH });
}
