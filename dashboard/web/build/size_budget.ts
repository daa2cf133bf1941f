import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

// Gzipped bytes, as the edge sends them. Fonts are not counted: the page is readable before they are there.
const FIRST_LOAD = 160_000;
const ONE_PIECE = 250_000;

// What is fetched before the first numbers, besides the page itself.
const FIRST = ["src/sales/SalesPage.tsx", "src/locales/ru.po"];

interface Piece {
  type: "chunk";
  code: string;
  isEntry: boolean;
  imports: string[];
  facadeModuleId: string | null;
  viteMetadata?: { importedCss: Set<string> };
}

interface Asset {
  type: "asset";
  source: string | Uint8Array;
}

export type Bundle = Record<string, Piece | Asset>;

// Fails a build whose first load, or any one piece of code, has grown beyond what a phone on a slow line should fetch.
export function sizeBudget(): Plugin {
  return {
    name: "zamer-size-budget",
    apply: "build",
    enforce: "post",
    generateBundle(_options, bundle) {
      const { first, largest } = sizes(bundle as unknown as Bundle, FIRST);
      const told = `first load ${kilobytes(first)} of ${kilobytes(FIRST_LOAD)} kB, largest piece ${kilobytes(largest)} of ${kilobytes(ONE_PIECE)} kB (gzip)`;
      if (first > FIRST_LOAD || largest > ONE_PIECE) this.error(told);
      this.info(told);
    },
  };
}

export function sizes(bundle: Bundle, first: readonly string[]): { first: number; largest: number } {
  const pieces = Object.entries(bundle).filter((entry): entry is [string, Piece] => entry[1].type === "chunk");
  const files = new Set<string>();
  for (const [file, piece] of pieces) {
    if (piece.isEntry || first.some((path) => piece.facadeModuleId?.split("?")[0]?.endsWith(path))) addWithImports(bundle, file, files);
  }
  return {
    first: [...files].reduce((sum, file) => sum + gzipped(bundle[file]), 0),
    largest: Math.max(...pieces.map(([, piece]) => gzipped(piece))),
  };
}

function addWithImports(bundle: Bundle, file: string, files: Set<string>): void {
  const piece = bundle[file];
  if (piece?.type !== "chunk" || files.has(file)) return;
  files.add(file);
  for (const css of piece.viteMetadata?.importedCss ?? []) files.add(css);
  for (const imported of piece.imports) addWithImports(bundle, imported, files);
}

function gzipped(output: Piece | Asset | undefined): number {
  if (!output) return 0;
  return gzipSync(output.type === "chunk" ? output.code : output.source).length;
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
