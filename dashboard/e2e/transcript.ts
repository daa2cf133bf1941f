// What the page of the head of sales says of its numbers, noted by the page itself at every change.
import type { JSHandle, Page } from "playwright-core";

// Milliseconds until numbers that nobody confirms must be called old.
export const SAID_WITHIN = 15_000;

export interface Saying {
  // Milliseconds since 1970.
  at: number;
  // Whether it calls them old.
  old: boolean;
  leads: number;
}

export async function startTranscript(page: Page): Promise<JSHandle<Saying[]>> {
  return page.evaluateHandle(() => {
    const said: Saying[] = [];
    const listen = () => {
      const old = document.querySelector('[data-testid="status"][data-freshness="stale"]') !== null;
      const leads = Number(document.querySelector<HTMLElement>('[data-testid="tile-leads"] [data-kpi="leads"]')?.dataset["value"]);
      const last = said.at(-1);
      if (last?.old !== old || last.leads !== leads) said.push({ at: Date.now(), old, leads });
    };
    listen();
    new MutationObserver(listen).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-freshness", "data-value"] });
    return said;
  });
}
