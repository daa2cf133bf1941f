// What is generated, as files of the repository.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(fileURLToPath(import.meta.url), '../../../..');

// By path from the root.
export type Files = Map<string, string>;

export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

// Everything below a folder, by path from the root.
export function list(folder: string): string[] {
  const entries = existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    : [];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

// Paths whose file is not what would be generated; `owned` folders hold nothing else.
export function differing(files: Files, owned: string[]): string[] {
  const changed = [...files].filter(
    ([path, text]) => !existsSync(join(root, path)) || read(path) !== text,
  );
  return [...changed.map(([path]) => path), ...leftovers(files, owned)];
}

export function write(files: Files, owned: string[]): void {
  for (const path of leftovers(files, owned)) rmSync(join(root, path));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function leftovers(files: Files, owned: string[]): string[] {
  return owned.flatMap(list).filter((path) => !files.has(path));
}
