import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Meeting } from "@zamer/api/scheduling/v1/meeting_pb";

import { startOf } from "../lateness.ts";
import { type DayNumber, dayNumbers, stateText, useMeetings, useMeetingsDay } from "../meetings.ts";
import { useSales } from "../SalesContext.tsx";
import type { Explained } from "../view.ts";
import { LeadLink } from "./CaseRows.tsx";
import { useClients } from "./clients.ts";
import { CountPanel } from "./CountPanel.tsx";
import { Fact } from "./Panel.tsx";

const words: Record<DayNumber, { title: ReturnType<typeof msg>; definition: ReturnType<typeof msg> }> = {
  day_meetings: { title: msg`Встречи дня`, definition: msg`Сколько встреч назначено на этот день. Перенесённые и отменённые не считаются.` },
  day_meetings_unconfirmed: { title: msg`Встречи без подтверждения`, definition: msg`Сколько встреч дня ещё впереди, а клиент их не подтвердил.` },
  day_meetings_without_outcome: { title: msg`Встречи без итога`, definition: msg`Сколько встреч дня уже закончилось, а что на них было, никто не записал.` },
};

// The meetings of the day that a number of them counts.
export function MeetingsPanel({ explained }: { explained: Explained }) {
  const { t, i18n } = useLingui();
  const { formats } = useSales();
  const day = useMeetingsDay();
  const read = useMeetings(day, day);
  const id = explained.kpi as DayNumber;
  const now = Date.now();
  const counted = read.data?.filter((meeting) => dayNumbers[id](meeting, now));
  return (
    <CountPanel
      id={id}
      title={i18n._(words[id].title)}
      definition={i18n._(words[id].definition)}
      source={t`расписание встреч`}
      facts={<Fact name={<Trans>День</Trans>}>{formats.day(day)}</Fact>}
      reads={[read]}
      rows={counted?.sort((a, b) => startOf(a).getTime() - startOf(b).getTime())}
      head={<><th><Trans>Время</Trans></th><th><Trans>Клиент</Trans></th><th><Trans>Дизайнер</Trans></th><th><Trans>Город</Trans></th><th><Trans>Состояние</Trans></th></>}
    >
      {(shown) => <MeetingRows meetings={shown} />}
    </CountPanel>
  );
}

function MeetingRows({ meetings }: { meetings: readonly Meeting[] }) {
  const { formats, nameOf } = useSales();
  const clients = useClients(meetings.map(({ lead }) => lead));
  return meetings.map((meeting) => (
    <tr key={meeting.name}>
      <td>{formats.time(startOf(meeting))}</td>
      <td><LeadLink name={meeting.lead} client={clients.get(meeting.lead)} /></td>
      <td>{nameOf("designer", meeting.designer)}</td>
      <td>{meeting.city}</td>
      <td>{stateText(meeting)}</td>
    </tr>
  ));
}
