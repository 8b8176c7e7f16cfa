#!/usr/bin/env node
import { existsSync, readFileSync } from "node:fs";
import * as nodeModule from "node:module";
import { join } from "node:path";
import { isatty } from "node:tty";
import { runProgram } from "../src/cli/program";

/** The package's version; the compiled program lies one folder deeper than its source. */
function packageVersion(): string {
  const manifests = ["..", "../.."].map((up) => join(__dirname, up, "package.json"));
  const manifest = manifests.find((path) => existsSync(path));
  const { version } = JSON.parse(manifest ? readFileSync(manifest, "utf8") : "{}") as { version?: string };
  return version ?? "unknown";
}

// From Node 22 on, compiled code is kept between runs. cdktf's classes are large.
(nodeModule as { enableCompileCache?: () => void }).enableCompileCache?.();

/** A reader that stops early (`| head`) is no failure. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

const { NO_COLOR, HOLDFAST_DEBUG } = process.env;
const terminal = {
  out: (text: string): void => void process.stdout.write(text),
  err: (text: string): void => void process.stderr.write(text),
  color: isatty(1) && !NO_COLOR,
  progress: isatty(2),
};

void runProgram(process.argv.slice(2), terminal, {
  version: packageVersion(),
  debug: HOLDFAST_DEBUG === "1",
  environment: process.env,
}).then((code) => {
  process.exitCode = code;
});
