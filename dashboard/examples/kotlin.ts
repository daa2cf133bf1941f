// The Kotlin examples, from the page to what they print: the code that the page's recipe generates, by Debian's plugins
// instead of remote ones, and the examples, compiled against Debian's jars of gRPC.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "../..");
const PATIENCE = 100_000;
const KOTLIN = join(ROOT, "dashboard/node_modules/kotlin-compiler");

// Those of tools/packages_of_tests.txt.
const JARS = [
  ...["api", "context", "core", "netty", "protobuf", "protobuf-lite", "stub"].map((part) => `grpc-${part}`),
  ...["buffer", "codec", "codec-http", "codec-http2", "common", "handler", "resolver", "transport"].map((part) => `netty-${part}`),
  ...["geronimo-annotation-1.3-spec", "guava", "perfmark-api", "protobuf"],
].map((name) => `/usr/share/java/${name}.jar`);

// Each Java here lives for seconds: optimizing its code would take longer than it saves.
const SHORT_LIVED = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];

// What the program prints. `folder` is for what comes to be on the way, and `environment` for the program alone.
export async function runKotlin(program: string, recipe: string, folder: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const missing = JARS.filter((jar) => !existsSync(jar));
  if (missing.length > 0) throw new Error(`${missing.join(", ")}: missing; ./zamer test installs what tools/packages_of_tests.txt lists`);

  await generate(recipe, folder);
  await writeFile(join(folder, "Examples.kt"), inMain(program));
  await Promise.all([compileJava(folder), compileKotlin(folder)]);

  const classes = ["classes", join(KOTLIN, "lib/kotlin-stdlib.jar"), ...JARS].join(":");
  return run(folder, "java", [...SHORT_LIVED, "-Dfile.encoding=UTF-8", "-cp", classes, "ExamplesKt"], environment);
}

async function generate(recipe: string, folder: string): Promise<void> {
  await symlink(ROOT, join(folder, "zamer")); // where the recipe has its checkout
  await writeFile(join(folder, "buf.gen.yaml"), withDebianPlugins(recipe));
  await run(folder, await buf(), ["generate"]);
}

async function compileJava(folder: string): Promise<void> {
  const sources = (await readdir(join(folder, "java"), { recursive: true })).filter((file) => file.endsWith(".java"));
  const options = [...SHORT_LIVED.map((option) => `-J${option}`), "-encoding", "UTF-8", "-nowarn", "-proc:none", "-g:none"];
  await run(folder, "javac", [...options, "-cp", JARS.join(":"), "-d", "classes", ...sources.map((file) => join("java", file))]);
}

// Reads the Java that it calls as source, and so need not wait for its classes.
async function compileKotlin(folder: string): Promise<void> {
  const options = ["-cp", JARS.join(":"), "-d", "classes"];
  await run(folder, join(KOTLIN, "bin/kotlinc-jvm"), [...options, "Examples.kt", "java"], { JAVA_OPTS: SHORT_LIVED.join(" ") });
}

async function run(folder: string, command: string, args: string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, { cwd: folder, env: { ...process.env, ...environment }, timeout: PATIENCE });
  return stdout;
}

function withDebianPlugins(recipe: string): string {
  const plugins = ["{ protoc_builtin: java, out: java, include_imports: true }", "{ local: grpc_java_plugin, out: java }"];
  return recipe.replace(/^plugins:\n[^]*/m, `plugins:\n${plugins.map((plugin) => `  - ${plugin}\n`).join("")}`);
}

// npm brings the one for this machine's processor.
async function buf(): Promise<string> {
  const packages = join(ROOT, "node_modules/@bufbuild");
  const [forThis] = await readdir(packages);
  return join(packages, forThis!, "bin/buf");
}

// Examples import where they need something; Kotlin imports before anything else.
function inMain(program: string): string {
  const anImport = /^import .*\n/gm;
  return `${(program.match(anImport) ?? []).join("")}\nfun main() {\n${program.replace(anImport, "")}}\n`;
}
