import { useLingui } from "@lingui/react/macro";
import { type MouseEvent, type ReactNode, useEffect, useRef } from "react";

import { Icon } from "../../ui/Icon.tsx";

// A short form over the page: from the bottom edge on a phone, where the thumb is, in the middle of a large screen.
export function Sheet({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const { t } = useLingui();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const closeOutside = (event: MouseEvent) => {
    if (event.target === dialog.current) onClose();
  };
  return (
    <dialog ref={dialog} className="sheet" aria-label={title} onClose={onClose} onMouseDown={closeOutside} data-testid="sheet">
      <div className="sheet-body">
        <header className="sheet-head">
          <h2>{title}</h2>
          <button type="button" className="icon-button" onClick={onClose} aria-label={t`Закрыть`}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
