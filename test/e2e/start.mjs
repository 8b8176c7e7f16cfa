// Bundles what the processes of a run execute: each of the many jobs starts in half a second in place of two.
import { build, stop } from "esbuild";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const REPOSITORY = join(HERE, "../..");
const CACHE = join(REPOSITORY, "node_modules/.cache/holdfast");

/** Code that looks for files beside itself still finds them. */
const inPlace = {
  name: "in-place",
  setup({ onLoad }) {
    onLoad({ filter: /\/(bin|src|test)\/.*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8")
        .replaceAll("__dirname", JSON.stringify(dirname(path)))
        .replaceAll("__filename", JSON.stringify(path)),
      loader: "ts",
    }));
  },
};

mkdirSync(CACHE, { recursive: true });
const folder = mkdtempSync(join(CACHE, "end-to-end-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
await build({
  entryPoints: {
    run: join(HERE, "run.ts"),
    player: join(HERE, "parts/network-policies/player.ts"),
    holdfast: join(REPOSITORY, "bin/holdfast.ts"),
  },
  outdir: folder,
  outExtension: { ".js": ".cjs" },
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  sourcemap: true,
  logLevel: "warning",
  plugins: [inPlace],
});
await stop();
process.setSourceMapsEnabled(true);
process.argv[1] = join(folder, "run.cjs");
createRequire(import.meta.url)(process.argv[1]);
