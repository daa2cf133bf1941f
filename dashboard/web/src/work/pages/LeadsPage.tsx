import { Trans, useLingui } from "@lingui/react/macro";
import { Lead_State } from "@zamer/api/lead/v1/lead_pb";
import { useEffect, useState } from "react";

import { leads } from "../../app/leads.ts";
import { navigate, useSearch } from "../../app/location.ts";
import { useSession } from "../../app/session_context.ts";
import { useFetched } from "../../ui/useFetched.ts";
import { useFollowing } from "../data/following.ts";
import { inOrderOfWork, type LeadsByName, withMessage } from "../data/own_leads.ts";
import { Actions, useAct } from "../parts/actions.tsx";
import { LeadRow } from "../parts/LeadRow.tsx";
import { Failed, Stale } from "../parts/Stale.tsx";
import { Work } from "../parts/Work.tsx";
import { leadStates } from "../words/leads.ts";
import { wordOf } from "../words/words.ts";

const TYPING = 300;
// A search needs so much to find anything.
const LEAST_LETTERS = 2;
const OWNERS = ["LEAD_MANAGER", "OFFICE_MANAGER"];

export default function LeadsPage() {
  return <Work><Actions onChanged={() => Promise.resolve()}><Leads /></Actions></Work>;
}

function Leads() {
  const { t } = useLingui();
  const { roles } = useSession();
  const act = useAct();
  const asked = new URLSearchParams(useSearch()).get("q") ?? "";
  const [typed, setTyped] = useState(asked);
  useEffect(() => {
    const timer = setTimeout(() => navigate(typed ? `/leads?q=${encodeURIComponent(typed)}` : "/leads", { replace: true }), TYPING);
    return () => clearTimeout(timer);
  }, [typed]);
  const ownsLeads = roles.some((role) => OWNERS.includes(role));
  return (
    <>
      <div className="work-head">
        <h1>{ownsLeads ? <Trans>Мои лиды</Trans> : <Trans>Лиды</Trans>}</h1>
        {ownsLeads && <button type="button" className="button" onClick={() => act({ do: "enter" })}><Trans>Новый лид</Trans></button>}
      </div>
      <input
        type="search"
        className="search"
        aria-label={t`Поиск по имени или телефону`}
        placeholder={t`Имя или последние цифры телефона`}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {asked.trim().length >= LEAST_LETTERS ? <Found text={asked.trim()} /> : ownsLeads && <Own />}
    </>
  );
}

// Of the whole department: the client who calls may be a colleague's.
function Found({ text }: { text: string }) {
  const { department: parent } = useSession();
  const { data, error } = useFetched(text, (signal) => leads.listLeads({ parent, text, pageSize: 50 }, { signal }));
  return (
    <section>
      <Failed error={error} />
      {data?.leads.length === 0 && (
        <p className="soft"><Trans>Никого. Имя ищется с начала слова, от четырёх букв; телефон — по последним цифрам, от четырёх.</Trans></p>
      )}
      <ul className="entries">{data?.leads.map((lead) => <LeadRow key={lead.name} lead={lead} />)}</ul>
    </section>
  );
}

// The open leads of who is signed in, live.
function Own() {
  const { t } = useLingui();
  const { department: parent, employee: owner } = useSession();
  const [known, setKnown] = useState<LeadsByName>();
  const [state, setState] = useState<Lead_State>();
  const following = useFollowing(
    owner,
    (signal) => leads.watchLeads({ list: { parent, owner, pageSize: 200 } }, { signal }),
    (message) => setKnown((last) => withMessage(last ?? new Map(), message)),
  );
  const all = inOrderOfWork(known?.values() ?? []);
  const counts = new Map<Lead_State, number>();
  for (const lead of all) counts.set(lead.state, (counts.get(lead.state) ?? 0) + 1);
  const shown = state === undefined ? all : all.filter((lead) => lead.state === state);
  return (
    <section>
      <Stale following={following} />
      {counts.size > 1 && (
        <div className="filter" role="group" aria-label={t`Состояние`}>
          <FilterChip count={all.length} pressed={state === undefined} onPress={() => setState(undefined)}><Trans>все</Trans></FilterChip>
          {[...counts].sort(([a], [b]) => a - b).map(([one, count]) => (
            <FilterChip key={one} count={count} pressed={state === one} onPress={() => setState(one)}>{wordOf(leadStates, one)}</FilterChip>
          ))}
        </div>
      )}
      {known && all.length === 0 && <p className="all-done"><Trans>Открытых лидов нет.</Trans></p>}
      <ul className="entries">{shown.map((lead) => <LeadRow key={lead.name} lead={lead} />)}</ul>
    </section>
  );
}

interface FilterChipProps {
  count: number;
  pressed: boolean;
  onPress: () => void;
  children: React.ReactNode;
}

function FilterChip({ count, pressed, onPress, children }: FilterChipProps) {
  return <button type="button" className="pick-button" aria-pressed={pressed} onClick={onPress}>{children} <span className="soft">{count}</span></button>;
}
