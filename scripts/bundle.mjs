// Replaces the compiled command by one file of our own code: a start opens one file in place of some hundreds.
// Packages stay outside (docs/decisions/100-command-in-one-file.md). What is imported inside a function stays lazy.
// A path as argument: it is written there.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const [outfile = "dist/bin/holdfast.js"] = process.argv.slice(2);

await build({
  absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
  entryPoints: ["bin/holdfast.ts"],
  outfile,
  bundle: true,
  packages: "external",
  platform: "node",
  format: "cjs",
  target: "node20",
  logLevel: "warning",
});
