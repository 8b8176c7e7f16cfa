// One bundle for every process of a run: each of the many jobs starts in half a second in place of two.
import { build, stop } from "esbuild";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const CACHE = join(HERE, "../../node_modules/.cache/holdfast");

/** Code that looks for files beside itself still finds them. */
const inPlace = {
  name: "in-place",
  setup({ onLoad }) {
    onLoad({ filter: /\/(src|test)\/.*\.ts$/ }, ({ path }) => ({
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
const program = join(folder, "run.cjs");
await build({
  entryPoints: [join(HERE, "run.ts")],
  outfile: program,
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
process.argv[1] = program;
createRequire(import.meta.url)(program);
