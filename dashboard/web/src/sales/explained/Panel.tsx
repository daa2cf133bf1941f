import "./explained.css";

import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useRef } from "react";

import { Icon } from "../../ui/Icon.tsx";
import { useSales } from "../SalesContext.tsx";

// What opens over the page when a number is pressed.
export function Panel({ children }: { children: ReactNode }) {
  const { show } = useSales();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const close = () => show({ explain: undefined });
  return (
    <dialog ref={dialog} className="explain" aria-labelledby="explain-title" onClose={close} onClick={(event) => event.target === dialog.current && dialog.current.close()} data-testid="explain">
      {children}
    </dialog>
  );
}

// What a number means; within it the facts: of what it is, and as of when.
export function About({ title, definition, children }: { title: string; definition: string; children: ReactNode }) {
  const { t } = useLingui();
  return (
    <>
      <header>
        <h2 id="explain-title" tabIndex={-1} autoFocus>{title}</h2>
        <button type="button" className="icon-button" onClick={({ currentTarget }) => currentTarget.closest("dialog")?.close()} aria-label={t`Закрыть`}><Icon name="close" /></button>
      </header>
      <p className="explain-definition">{definition}</p>
      <dl className="explain-facts">{children}</dl>
    </>
  );
}

export function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

// Up to when the events are counted.
export function EventsUpTo({ time }: { time: Date | undefined }) {
  const { formats } = useSales();
  return time && <Fact name={<Trans>События до</Trans>}><time>{formats.instant(time)}</time></Fact>;
}

// When what is counted was read.
export function ReadAt({ time }: { time: Date | undefined }) {
  const { formats } = useSales();
  return time && <Fact name={<Trans>Данные на</Trans>}><time>{formats.instant(time)}</time></Fact>;
}
