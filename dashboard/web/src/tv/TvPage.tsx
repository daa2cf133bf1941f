import "../charts/charts.css";
import "./tv.css";

import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";

import { locale } from "../app/language.ts";
import { navigate, useSearch } from "../app/location.ts";
import { useSession } from "../app/session_context.ts";
import { useFreshness, useHeardAt } from "../live/useBoard.ts";
import { useToday } from "../sales/useToday.ts";
import { type Formats, formatsFor } from "../ui/format.ts";
import { DaysScene } from "./DaysScene.tsx";
import { FunnelScene } from "./FunnelScene.tsx";
import { TodayScene } from "./TodayScene.tsx";

// What a scene knows. A screen on the wall may ask for aggregates only: no names, no settings of the department. So the
// days are those of the zone in the address, or of the screen's own clock.
export interface SceneProps {
  department: string;
  today: string;
  formats: Formats;
}

const scenes = [TodayScene, FunnelScene, DaysScene];
const EACH = 20_000;

// The screen on the wall: three scenes in turn, to be read from across the room.
export default function TvPage() {
  const { t } = useLingui();
  const { department } = useSession();
  const query = new URLSearchParams(useSearch());
  const zone = query.get("zone") ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const pinned = Number(query.get("scene"));
  const today = useToday(zone);
  const [turn, setTurn] = useState(0);
  const formats = formatsFor(locale(), zone);
  const freshness = useFreshness();
  const heardAt = useHeardAt();

  useEffect(() => {
    if (pinned) return;
    const timer = setTimeout(() => setTurn(turn + 1), EACH);
    return () => clearTimeout(timer);
  }, [turn, pinned]);
  useEffect(() => {
    const turnBy = (event: KeyboardEvent) => {
      if (event.key === "ArrowRight") setTurn((before) => before + 1);
      else if (event.key === "ArrowLeft") setTurn((before) => before + scenes.length - 1);
      else if (event.key === "Escape") navigate("/");
    };
    addEventListener("keydown", turnBy);
    return () => removeEventListener("keydown", turnBy);
  }, []);

  const index = pinned ? Math.min(pinned, scenes.length) - 1 : turn % scenes.length;
  const Scene = scenes[index]!;
  return (
    <main className="tv" id="main" data-testid="tv" data-scene={index + 1} data-freshness={freshness}>
      <Scene department={department} today={today} formats={formats} />
      <footer className="tv-foot">
        <ol aria-label={t`Сцены`}>{scenes.map((_, each) => <li key={each} aria-current={each === index ? "true" : undefined} />)}</ol>
        <span className={`tv-status is-${freshness}`}>{freshness === "polled" ? t`опрос раз в 10 с` : freshness === "live" ? t`на связи` : "…"}</span>
        <Clock formats={formats} />
      </footer>
      {freshness === "stale" && (
        <div className="tv-stale" role="alert" data-testid="stale">
          <strong><Trans>Нет связи</Trans></strong>
          {heardAt && <span><Trans>с {formats.clock(heardAt)}</Trans></span>}
        </div>
      )}
    </main>
  );
}

function Clock({ formats }: { formats: Formats }) {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 1000);
    return () => clearInterval(timer);
  }, []);
  return <time aria-hidden="true">{formats.time(now)}</time>;
}
