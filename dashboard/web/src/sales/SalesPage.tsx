import "../charts/charts.css";
import "./sales.css";

import { Trans } from "@lingui/react/macro";

import { type ReactNode, Suspense } from "react";

import { useFreshness } from "../live/useBoard.ts";
import { Controls } from "./Controls.tsx";
import { FunnelCard } from "./FunnelCard.tsx";
import { Burning, ChannelsCard, CoverageCard, Explain, MeetingsCard, PeopleCard, PlanCard, SpeedCard } from "./later.ts";
import { SalesProvider, useSales } from "./SalesContext.tsx";
import { StaleBanner } from "./Status.tsx";
import { Tiles } from "./Tiles.tsx";

export default function SalesPage() {
  return (
    <SalesProvider waiting={<main id="main" className="sales"><p className="note waiting"><Trans>Открываем отдел…</Trans></p></main>}>
      <Board />
    </SalesProvider>
  );
}

// What the head of sales asks, in the order in which she asks it. What her role may not call is not offered.
function Board() {
  const { formats } = useSales();
  const freshness = useFreshness();
  return (
    <>
      <StaleBanner formats={formats} />
      <main id="main" className="sales" data-freshness={freshness}>
        <Controls />
        <Later className="burning is-waiting"><Burning /></Later>
        <Tiles />
        <div className="grid">
          <FunnelCard />
          <Later className="card span-5"><PlanCard /></Later>
          <Later className="card span-5"><SpeedCard /></Later>
          <Later className="card span-7"><ChannelsCard /></Later>
          <Later className="card span-12"><MeetingsCard /></Later>
          <Later className="card span-12"><PeopleCard /></Later>
          <Later className="card span-12"><CoverageCard /></Later>
        </div>
        <Suspense><Explain /></Suspense>
      </main>
    </>
  );
}

// A part whose code comes after the first numbers; its place is kept.
function Later({ className, children }: { className: string; children: ReactNode }) {
  return <Suspense fallback={<div className={className} aria-hidden="true" />}>{children}</Suspense>;
}
