// Replaces the compiled command by one file of our own code: a start opens one file in place of some hundreds.
// Packages stay outside (docs/decisions/100-command-in-one-file.md). What is imported inside a function stays lazy.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

await build({
  absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
  entryPoints: ["bin/holdfast.ts"],
  outfile: "dist/bin/holdfast.js",
  bundle: true,
  packages: "external",
  platform: "node",
  format: "cjs",
  target: "node20",
  logLevel: "warning",
});
