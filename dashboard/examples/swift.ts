// The Swift examples, from the page to what they print. Debian 12 has no Swift compiler and no registry that CI reaches has
// gRPC for it, so they run only where ZAMER_SWIFT is a command of the developer's that has both. Called in a folder with
// the sources of two targets, Sources/Zamer (what the page's recipe generates) and Sources/Examples (the program), it
// compiles them, runs the program and prints what that prints, and nothing else. protoc-gen-swift and
// protoc-gen-grpc-swift must be on the PATH.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { generate, runIn } from "./recipe.js";

export const SWIFT = process.env.ZAMER_SWIFT;
export const SWIFT_PATIENCE = 480_000;

// What the program prints. `folder` is for what comes to be on the way.
export async function runSwift(program: string, recipe: string, folder: string, environment: NodeJS.ProcessEnv): Promise<string> {
  await generate(recipe, pluginsOf(recipe), folder);
  const target = join(folder, "Sources/Examples");
  await mkdir(target, { recursive: true });
  await writeFile(join(target, "main.swift"), program);
  return runIn(folder, SWIFT!, [], { environment, patience: SWIFT_PATIENCE });
}

// The recipe's own, with their options, but of this machine.
function pluginsOf(recipe: string): string[] {
  const remote = recipe.match(/\{ remote: buf\.build\/\w+\/swift,.*\}/g) ?? [];
  return remote.map((plugin) =>
    plugin.replace("remote: buf.build/apple/swift,", "local: protoc-gen-swift,").replace("remote: buf.build/grpc/swift,", "local: protoc-gen-grpc-swift,"),
  );
}
