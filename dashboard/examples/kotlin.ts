// The Kotlin examples, from the page to what they print: the code that the page's recipe generates, by Debian's plugins
// instead of remote ones, and the examples, compiled against Debian's jars of gRPC.
import { existsSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generate, runIn } from "./recipe.js";

const KOTLIN = join(import.meta.dirname, "../node_modules/kotlin-compiler");

const PLUGINS = ["{ protoc_builtin: java, out: java, include_imports: true }", "{ local: grpc_java_plugin, out: java }"];

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

  await generate(recipe, PLUGINS, folder);
  await writeFile(join(folder, "Examples.kt"), inMain(program));
  await Promise.all([compileJava(folder), compileKotlin(folder)]);

  const classes = ["classes", join(KOTLIN, "lib/kotlin-stdlib.jar"), ...JARS].join(":");
  return runIn(folder, "java", [...SHORT_LIVED, "-Dfile.encoding=UTF-8", "-cp", classes, "ExamplesKt"], { environment });
}

async function compileJava(folder: string): Promise<void> {
  const sources = (await readdir(join(folder, "java"), { recursive: true })).filter((file) => file.endsWith(".java"));
  const options = [...SHORT_LIVED.map((option) => `-J${option}`), "-encoding", "UTF-8", "-nowarn", "-proc:none", "-g:none"];
  await runIn(folder, "javac", [...options, "-cp", JARS.join(":"), "-d", "classes", ...sources.map((file) => join("java", file))]);
}

// Reads the Java that it calls as source, and so need not wait for its classes.
async function compileKotlin(folder: string): Promise<void> {
  const options = ["-cp", JARS.join(":"), "-d", "classes"];
  await runIn(folder, join(KOTLIN, "bin/kotlinc-jvm"), [...options, "Examples.kt", "java"], { environment: { JAVA_OPTS: SHORT_LIVED.join(" ") } });
}

// Examples import where they need something; Kotlin imports before anything else.
function inMain(program: string): string {
  const anImport = /^import .*\n/gm;
  return `${(program.match(anImport) ?? []).join("")}\nfun main() {\n${program.replace(anImport, "")}}\n`;
}
