import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { type Meeting, Meeting_State } from "@zamer/api/scheduling/v1/meeting_pb";

import { Link } from "../app/Link.tsx";
import { Card, TableTwin } from "../ui/Card.tsx";
import { Old } from "../ui/Old.tsx";
import { ReadAt } from "./AsOf.tsx";
import type { Span } from "./gaps.ts";
import { endOf, lacksOutcome, startOf } from "./lateness.ts";
import { type DayNumber, dayNumbers, stateText, useGaps, useMeetings, useMeetingsDay } from "./meetings.ts";
import { Num } from "./Num.tsx";
import { addDays, startOfDay } from "./period.ts";
import { holdsMeetings, lastSegment, useSales, worksHere } from "./SalesContext.tsx";

const HOUR = 3_600_000;

// The day's meetings, a lane for each designer, with what is still free.
export function MeetingsCard() {
  const { t } = useLingui();
  const { view, zone, formats, people } = useSales();
  const day = useMeetingsDay();
  const reads = [useMeetings(day, day), useGaps(day)] as const;
  const [{ data: meetings }, { data: gaps }] = reads;
  const begin = startOfDay(zone, day).getTime();
  const finish = startOfDay(zone, addDays(day, 1)).getTime();
  const lanes = people
    .filter((person) => (holdsMeetings(person) && worksHere(person)) || meetings?.some(({ designer }) => designer === person.name))
    .map((person) => ({ person, own: (meetings ?? []).filter(({ designer }) => designer === person.name), free: gaps?.get(person.name) ?? [] }))
    .filter(({ person }) => view.person === undefined || lastSegment(person.name) === view.person || meetings?.some(({ designer }) => designer === person.name));
  const all = lanes.flatMap(({ own, free }) => [...own.map((each) => ({ start: startOf(each).getTime(), end: endOf(each).getTime() })), ...free]);
  const from = Math.max(begin, Math.min(begin + 9 * HOUR, ...all.map(({ start }) => Math.floor((start - begin) / HOUR) * HOUR + begin)));
  const to = Math.min(finish, Math.max(begin + 20 * HOUR, ...all.map(({ end }) => Math.ceil((end - begin) / HOUR) * HOUR + begin)));
  const scale = { from, to };
  const hours = Array.from({ length: Math.round((to - from) / HOUR) + 1 }, (_, index) => from + index * HOUR);
  const now = Date.now();
  const table = {
    header: [t`Дизайнер`, t`Начало`, t`Конец`, t`Город`, t`Состояние`],
    rows: lanes.flatMap(({ person, own }) => own.map((each) => [person.displayName, formats.time(startOf(each)), formats.time(endOf(each)), each.city, stateText(each)])),
  };
  return (
    <Card id="meetings" title={t`Встречи`} basis={formats.day(day)} asOf={<ReadAt reads={reads} />} table={table} className="span-12">
      <Old reads={reads} formats={formats} />
      {meetings && <p className="lead-in"><DayNumbers meetings={meetings} now={now} /></p>}
      {/* On a phone it is moved sideways, by keys too, also when there is no meeting in it to go to. */}
      <div className="scroll" role="group" aria-label={t`Встречи по дизайнерам`} tabIndex={0}>
        <div className="lanes" role="list">
          <div className="lane lane-head" aria-hidden="true">
            <span className="lane-name" />
            <svg className="lane-line" width="100%" height="20">
              {hours.map((hour, index) => index % 2 === 0 && (
                <text key={hour} className="tick" x={`${share(scale, hour)}%`} y="13" textAnchor={index === 0 ? "start" : index === hours.length - 1 ? "end" : "middle"}>
                  {formats.time(new Date(hour))}
                </text>
              ))}
            </svg>
          </div>
          {lanes.map(({ person, own, free }) => (
            <div key={person.name} className="lane" role="listitem">
              <span className="lane-name">{person.displayName}</span>
              <div className="lane-line">
                <svg className="lane-drawing" width="100%" height="100%" aria-hidden="true" focusable="false">
                  {hours.map((hour) => <line key={hour} className="grid-line" x1={`${share(scale, hour)}%`} x2={`${share(scale, hour)}%`} y1="0" y2="100%" />)}
                  {free.map((gap) => <Gap key={gap.start} gap={gap} scale={scale} />)}
                  {now > from && now < to && <line className="now-line" x1={`${share(scale, now)}%`} x2={`${share(scale, now)}%`} y1="0" y2="100%" />}
                </svg>
                {own.map((meeting) => <Block key={meeting.name} meeting={meeting} scale={scale} now={now} />)}
              </div>
            </div>
          ))}
        </div>
      </div>
      <p className="legend note">
        <span className="key is-booked" /> <Trans>не подтверждена</Trans> <span className="key is-confirmed" /> <Trans>подтверждена</Trans>{" "}
        <span className="key is-held" /> <Trans>состоялась</Trans> <span className="key is-failed" /> <Trans>сорвалась или без итога</Trans>{" "}
        <span className="key is-free" /> <Trans>можно записать</Trans>
        {view.channel !== undefined && <> · <Trans>Фильтр по каналу здесь не действует.</Trans></>}
      </p>
      <TableTwin caption={t`Встречи`} table={table} />
    </Card>
  );
}

interface Scale {
  from: number;
  to: number;
}

function share({ from, to }: Scale, instant: number): number {
  return (Math.min(Math.max(instant, from), to) - from) / (to - from) * 100;
}

// How many meetings there are, and of how many something is still to be done.
function DayNumbers({ meetings, now }: { meetings: readonly Meeting[]; now: number }) {
  const count = (number: DayNumber) => meetings.filter((each) => dayNumbers[number](each, now)).length;
  const unconfirmed = count("day_meetings_unconfirmed");
  const without = count("day_meetings_without_outcome");
  if (meetings.length === 0) return <Trans>Встреч нет.</Trans>;
  return (
    <>
      <Num kpi="day_meetings" raw={meetings.length}><Plural value={meetings.length} one="# встреча" few="# встречи" many="# встреч" other="# встреч" /></Num>
      {unconfirmed > 0 && <>, <Num kpi="day_meetings_unconfirmed" raw={unconfirmed}><Plural value={unconfirmed} one="# не подтверждена" few="# не подтверждены" many="# не подтверждено" other="# не подтверждено" /></Num></>}
      {without > 0 && <>, <b><Num kpi="day_meetings_without_outcome" raw={without}><Plural value={without} one="# без итога" few="# без итога" many="# без итога" other="# без итога" /></Num></b></>}
    </>
  );
}

function Gap({ gap, scale }: { gap: Span; scale: Scale }) {
  const x = share(scale, gap.start);
  return <rect className="gap" x={`${x}%`} width={`${share(scale, gap.end) - x}%`} y="3" height="30" rx="5" />;
}

function Block({ meeting, scale, now }: { meeting: Meeting; scale: Scale; now: number }) {
  const { formats } = useSales();
  const x = share(scale, startOf(meeting).getTime());
  const width = share(scale, endOf(meeting).getTime()) - x;
  const text = `${formats.time(startOf(meeting))} ${meeting.city}`;
  return (
    <Link className={`block ${look(meeting, now)}`} style={{ left: `${x}%`, width: `${width}%` }} href={`/leads/${lastSegment(meeting.lead)}`} title={`${text} · ${stateText(meeting)}`}>
      {text}<span className="only-read"> {stateText(meeting)}</span>
    </Link>
  );
}

function look(meeting: Meeting, now: number): string {
  if (lacksOutcome(meeting, now)) return "is-failed";
  switch (meeting.state) {
    case Meeting_State.NO_SHOW_CLIENT:
    case Meeting_State.NO_SHOW_DESIGNER:
      return "is-failed";
    case Meeting_State.HELD:
      return "is-held";
    case Meeting_State.CONFIRMED:
    case Meeting_State.STARTED:
      return "is-confirmed";
    default:
      return "is-booked";
  }
}
