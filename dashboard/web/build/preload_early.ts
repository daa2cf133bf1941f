import type { HtmlTagDescriptor, Plugin } from "vite";

// What every page needs besides the entry, and would ask for only after the entry has run: its texts, and what it speaks with
// the edge by.
const EARLY = ["src/locales/ru.po", "src/app/api.ts"];

interface Piece {
  type: "chunk";
  moduleIds: string[];
}

export type Bundle = Record<string, Piece | { type: "asset" }>;

// Has the browser fetch those pieces together with the entry.
export function preloadEarly(): Plugin {
  return {
    name: "zamer-preload-early",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) => (bundle ? tagsFor(bundle as unknown as Bundle) : []),
    },
  };
}

export function tagsFor(bundle: Bundle): HtmlTagDescriptor[] {
  return Object.entries(bundle)
    .filter(([, piece]) => piece.type === "chunk" && piece.moduleIds.some((id) => EARLY.some((early) => id.split("?")[0]?.endsWith(early))))
    .map(([file]) => ({ tag: "link", attrs: { rel: "modulepreload", crossorigin: true, href: `/${file}` }, injectTo: "head" as const }));
}
