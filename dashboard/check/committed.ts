// What is committed though it could be made: the API's TypeScript and the built page. Makes both anew beside them, and
// fails with the names of the files that differ.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const dashboard = join(import.meta.dirname, "..");
const made = mkdtempSync(join(tmpdir(), "zamer-made-"));

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

function differences(committed: string, remade: string): string[] {
  const names = [...new Set([...filesIn(committed), ...filesIn(remade)])];
  const content = (folder: string, name: string) => {
    const file = join(folder, name);
    return existsSync(file) ? readFileSync(file, "latin1") : undefined;
  };
  return names.filter((name) => content(committed, name) !== content(remade, name));
}

function npm(script: string, ...args: string[]): void {
  const done = spawnSync("npm", ["run", "--silent", script, "--", ...args], { cwd: dashboard, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`npm run ${script} failed:\n${done.stdout}${done.stderr}`);
}

try {
  npm("generate", "--output", made);
  npm("build", "--outDir", join(made, "dist"));
  const stale = [
    ["npm run generate", "web/packages/zamer-api/src/gen", "web/packages/zamer-api/src/gen"],
    ["npm run build", "web/dist", "dist"],
  ].flatMap(([script, committed, remade]) =>
    differences(join(dashboard, committed!), join(made, remade!)).map((name) => `${committed}/${name} (${script})`),
  );
  if (stale.length > 0) {
    process.stderr.write(`not what would be made now:\n  ${stale.join("\n  ")}\n`);
    process.exitCode = 1;
  }
} finally {
  rmSync(made, { recursive: true, force: true });
}
