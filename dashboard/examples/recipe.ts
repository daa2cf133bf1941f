// What examples of compiled languages share: the code that the page's recipe generates, and commands in its folder.
import { execFile } from "node:child_process";
import { readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "../..");

// Follows the recipe in `folder`, but with `plugins` of this machine instead of its remote ones.
export async function generate(recipe: string, plugins: string[], folder: string): Promise<void> {
  await symlink(ROOT, join(folder, "zamer")); // where the recipe has its checkout
  const local = `plugins:\n${plugins.map((plugin) => `  - ${plugin}\n`).join("")}`;
  await writeFile(join(folder, "buf.gen.yaml"), recipe.replace(/^plugins:\n[^]*/m, local));
  await runIn(folder, await buf(), ["generate"]);
}

// npm brings the one for this machine's processor.
async function buf(): Promise<string> {
  const packages = join(ROOT, "node_modules/@bufbuild");
  const [forThis] = await readdir(packages);
  return join(packages, forThis!, "bin/buf");
}

// What the command prints. `environment` comes on top of this process's own.
export async function runIn(
  folder: string,
  command: string,
  args: string[],
  { environment = {}, patience = 100_000 }: { environment?: NodeJS.ProcessEnv; patience?: number } = {},
): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, { cwd: folder, env: { ...process.env, ...environment }, timeout: patience });
  return stdout;
}
