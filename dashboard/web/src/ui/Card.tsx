import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useRef } from "react";

import { csv, saveAs, type Cell } from "./csv.ts";

export interface CardTable {
  header: string[];
  rows: Cell[][];
}

// A card: what it shows, on which basis, as of when; and what can be taken away from it.
export function Card({ id, title, basis, asOf, table, className = "", actions, children }: {
  id: string;
  title: string;
  // What is counted and how, in words.
  basis?: ReactNode;
  asOf?: ReactNode;
  // The rows of the card, for a spreadsheet.
  table?: CardTable | undefined;
  className?: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { t } = useLingui();
  const card = useRef<HTMLElement>(null);
  const savePng = async () => {
    const { cardPng } = await import("./png.ts");
    if (card.current) saveAs(`${id}.png`, await cardPng(card.current));
  };
  return (
    <section className={`card ${className}`} id={id} ref={card} aria-labelledby={`${id}-title`} data-testid={`card-${id}`}>
      <header className="card-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {basis && <p className="card-basis">{basis}</p>}
        <div className="card-tools" data-not-in-png>
          {actions}
          {table && (
            <button type="button" className="icon-button" onClick={() => saveAs(`${id}.csv`, new Blob([csv(table.header, table.rows)], { type: "text/csv;charset=utf-8" }))} aria-label={t`${title}: скачать CSV`}>
              CSV
            </button>
          )}
          <button type="button" className="icon-button" onClick={() => void savePng()} aria-label={t`${title}: скачать PNG`}>
            PNG
          </button>
        </div>
      </header>
      {children}
      {asOf && <footer className="card-foot">{asOf}</footer>}
    </section>
  );
}

// What a screen reader reads in place of a drawing.
export function TableTwin({ caption, table }: { caption: string; table: CardTable }) {
  return (
    <div className="only-read">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>{table.header.map((name) => <th key={name} scope="col">{name}</th>)}</tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>{row.map((cell, column) => (column === 0 ? <th key={column} scope="row">{cell}</th> : <td key={column}>{cell ?? "—"}</td>))}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
