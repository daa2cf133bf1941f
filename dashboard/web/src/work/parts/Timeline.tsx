import { timestampDate } from "@bufbuild/protobuf/wkt";
import { Trans } from "@lingui/react/macro";
import type { LeadEvent } from "@zamer/api/lead/v1/lead_events_pb";

import { dayOf } from "../../time/wall.ts";
import { useDirectory } from "../data/directory.ts";
import type { LeadFile } from "../data/lead_file.ts";
import { sentenceOf } from "../words/timeline.ts";
import { useFormats } from "../words/words.ts";

interface Entry {
  id: string;
  time: Date;
  sentence: string;
  text: string;
  actor: string;
}

// Who did what, the newest day first.
export function Timeline({ file }: { file: LeadFile }) {
  const formats = useFormats();
  const { zone } = useDirectory();
  const days = byDay(useEntries(file), zone);
  return (
    <section className="timeline">
      <h2><Trans>Что было</Trans></h2>
      {[...days].map(([day, entries]) => (
        <div key={day}>
          <h3>{formats.nearDay(entries[0]!.time)}</h3>
          <ol>
            {entries.map(({ id, time, sentence, text, actor }) => (
              <li key={id}>
                <time dateTime={time.toISOString()}>{formats.time(time)}</time>
                <div>
                  <p>{sentence}{actor && <span className="soft"> {actor}</span>}</p>
                  {text && <p className="said-text">{text}</p>}
                </div>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}

function byDay(entries: Entry[], zone: string): Map<string, Entry[]> {
  const days = new Map<string, Entry[]>();
  for (const entry of entries) {
    const day = dayOf(entry.time, zone);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return days;
}

function useEntries({ events, interactions }: LeadFile): Entry[] {
  const directory = useDirectory();
  const formats = useFormats();
  const textOf = ({ fact }: LeadEvent) =>
    fact.case === "interactionLogged" ? (interactions.get(fact.value.interactionId)?.text ?? "") : "";
  const actorOf = ({ meta }: LeadEvent) => (meta && directory.people.has(meta.actor) ? directory.nameOf(meta.actor) : "");
  return events
    .flatMap((event) => {
      const sentence = sentenceOf(event, directory, formats);
      const time = event.meta?.occurredTime;
      if (sentence === undefined || !event.meta || !time) return [];
      return [{ id: event.meta.eventId, time: timestampDate(time), sentence, text: textOf(event), actor: actorOf(event) }];
    })
    .reverse()
    .sort((a, b) => b.time.getTime() - a.time.getTime());
}
