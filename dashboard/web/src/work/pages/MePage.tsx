import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { MetricsService } from "@zamer/api/metrics/v1/metrics_service_pb";
import { type ReactNode, useMemo } from "react";

import { scheduling } from "../../app/api.ts";
import { navigate } from "../../app/location.ts";
import { useMayCall } from "../../app/may_call.ts";
import { useSession } from "../../app/session_context.ts";
import { Explain } from "../../sales/explained/Explain.tsx";
import { addDays, type Day, lengthOf } from "../../sales/period.ts";
import { SalesOf, useSales } from "../../sales/SalesContext.tsx";
import type { View } from "../../sales/view.ts";
import { startOfDay } from "../../time/wall.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useDirectory } from "../data/directory.ts";
import { type MeetingNumbers, meetingNumbers } from "../data/numbers.ts";
import { allOf } from "../data/pages.ts";
import { MyLeads } from "../parts/MyLeads.tsx";
import { MyNumbers } from "../parts/MyNumbers.tsx";
import { MyPlan } from "../parts/MyPlan.tsx";
import { OwnLeadsPanel } from "../parts/OwnLeadsPanel.tsx";
import { Shift } from "../parts/Shift.tsx";
import { Failed } from "../parts/Stale.tsx";
import { Work } from "../parts/Work.tsx";

const PERIODS = [1, 7, 30];
// Fewer cases than this say nothing of how good somebody is.
const ENOUGH = 30;

export default function MePage() {
  return <Work><Own><Me /></Own></Work>;
}

const USUAL_DAYS = 7;

const lastDays = (today: Day, days: number): Partial<View> => ({ kind: "range", basis: "event", range: { start: addDays(today, 1 - days), end: today } });
const usual = (today: Day) => lastDays(today, USUAL_DAYS);

const ownPanels = { own_leads: OwnLeadsPanel };

// One's own numbers open as those of the head of sales do.
function Own({ children }: { children: ReactNode }) {
  const { department, people, channels } = useDirectory();
  const known = useMemo(() => ({ people: [...people.values()], channels: [...channels.values()] }), [people, channels]);
  return <SalesOf department={department} usual={usual} {...known}>{children}<Explain own={ownPanels} /></SalesOf>;
}

function Me() {
  const { t } = useLingui();
  const { displayName, roles } = useSession();
  const mayCall = useMayCall();
  const { period, today, href } = useSales();
  const days = lengthOf(period);
  const designs = roles.includes("DESIGNER");
  return (
    <>
      <div className="work-head"><h1>{displayName}</h1></div>
      <Shift />
      <div className="filter" role="group" aria-label={t`Период`}>
        {PERIODS.map((one) => (
          <button key={one} type="button" className="pick-button" aria-pressed={one === days} onClick={() => navigate(href(lastDays(today, one)), { replace: true })}>
            {one === 1 ? <Trans>сегодня</Trans> : <Plural value={one} one="# день" few="# дня" many="# дней" other="# дней" />}
          </button>
        ))}
      </div>
      {mayCall(MetricsService.method.listTargets) && <MyPlan />}
      {mayCall(MetricsService.method.queryKpis) ? <MyNumbers /> : designs ? <MyMeetings days={days} /> : <MyBookings days={days} />}
      {!designs && <MyLeads />}
    </>
  );
}

function MyBookings({ days }: { days: number }) {
  const { employee } = useSession();
  const { numbers, error } = useMeetings(days, "", ({ bookedBy }) => bookedBy === employee);
  return (
    <section className="numbers">
      <h2><Trans>Встречи по моей записи</Trans></h2>
      <Failed error={error} />
      {numbers && (
        <div className="scores">
          <Tile name={<Trans>состоялось</Trans>} value={numbers.held} of={numbers.due} />
          <Tile name={<Trans>клиент не пришёл</Trans>} value={numbers.clientAbsent} of={numbers.due} />
          <Tile name={<Trans>отменено</Trans>} value={numbers.cancelled} />
        </div>
      )}
    </section>
  );
}

function MyMeetings({ days }: { days: number }) {
  const { employee } = useSession();
  const { numbers, error } = useMeetings(days, employee, () => true);
  return (
    <section className="numbers">
      <h2><Trans>Мои встречи</Trans></h2>
      <Failed error={error} />
      {numbers && (
        <div className="scores">
          <Tile name={<Trans>состоялось</Trans>} value={numbers.held} of={numbers.due} />
          <Tile name={<Trans>с договором</Trans>} value={numbers.contracts} of={numbers.held} />
          <Tile name={<Trans>клиент не пришёл</Trans>} value={numbers.clientAbsent} of={numbers.due} />
          <Tile name={<Trans>без итога</Trans>} value={numbers.unsaid} late={numbers.unsaid > 0} />
        </div>
      )}
    </section>
  );
}

function useMeetings(days: number, designer: string, counts: (meeting: { bookedBy: string }) => boolean) {
  const { department: parent } = useSession();
  const { zone } = useDirectory();
  const { data, error } = useFetched<MeetingNumbers>(`${designer} ${days}`, async (signal) => {
    const now = new Date();
    const range = { startTime: timestampFromDate(startOfDay(now, zone, 1 - days)), endTime: timestampFromDate(startOfDay(now, zone, 1)) };
    const found = await allOf(
      (pageToken) => scheduling.listMeetings({ parent, designer, ...range, pageSize: 1000, pageToken }, { signal }),
      (page) => page.meetings,
    );
    return meetingNumbers(found.filter(counts), now);
  });
  return { numbers: data, error };
}

interface TileProps {
  name: ReactNode;
  value: number;
  // Of how many, for a share.
  of?: number;
  late?: boolean;
}

function Tile({ name, value, of, late = false }: TileProps) {
  return (
    <div className="score">
      <p className={late ? "score-value late" : "score-value"}>
        {value}
        {of !== undefined && <span className="soft"> <Trans>из {of}</Trans></span>}
      </p>
      <p>{name}</p>
      {of !== undefined && of > 0 && (
        <p className="soft">{Math.round((100 * value) / of)} %{of < ENOUGH && <> · <Trans>мало данных</Trans></>}</p>
      )}
    </div>
  );
}
