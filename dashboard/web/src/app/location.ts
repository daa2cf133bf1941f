import { useSyncExternalStore } from "react";

// Where the page is. All of its state is in the address, so that a link shows what its sender saw.
const changed = new EventTarget();

function subscribe(listener: () => void): () => void {
  changed.addEventListener("change", listener);
  window.addEventListener("popstate", listener);
  return () => {
    changed.removeEventListener("change", listener);
    window.removeEventListener("popstate", listener);
  };
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname);
}

export function useSearch(): string {
  return useSyncExternalStore(subscribe, () => location.search);
}

// `replace` is for what should not be a step of the Back button.
export function navigate(to: string, { replace = false } = {}): void {
  const target = new URL(to, location.href);
  if (target.href === location.href) return;
  history[replace ? "replaceState" : "pushState"](null, "", target);
  changed.dispatchEvent(new Event("change"));
  if (!replace && target.hash === "") return;
  if (target.hash) document.querySelector(target.hash)?.scrollIntoView({ block: "start" });
}
