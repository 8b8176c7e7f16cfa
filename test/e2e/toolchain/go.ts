import { basename, dirname, join } from "node:path";
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { cached, contents } from "./cache";
import { editedModules, type SourceEdit } from "./go-edits";
import { GO_MODULES } from "./paths";
import { run } from "./process";

const BUILD_LIMIT_SECONDS = 1800;

export interface GoTools {
  /** A folder of `toolchain/go` with a go.mod and go.sum. */
  readonly module: string;
  readonly version: string;
  /** Program name to package. */
  readonly programs: Readonly<Record<string, string>>;
  readonly linkerFlags?: string;
  /** Whether its packages have C in them. @default false */
  readonly cgo?: boolean;
  /** Files of the modules themselves that travel with the programs: `module:path` to target path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Edits of the modules' source, as small as can be, each with its reason where it is written. */
  readonly edits?: readonly SourceEdit[];
}

/** Programs built from the Go modules that our go.mod pins; returns the folder that holds them. */
export function goTools(tools: GoTools): Promise<string> {
  const source = join(GO_MODULES, tools.module);
  return cached({
    name: tools.module,
    version: tools.version,
    inputs: [contents(join(source, "go.mod")), JSON.stringify(tools)],
    build: async (folder) => {
      const go = (args: readonly string[]) =>
        run("go", args, {
          folder: source,
          environment: { CGO_ENABLED: tools.cgo ? "1" : "0", GOFLAGS: "-mod=readonly -buildvcs=false" },
          limit: BUILD_LIMIT_SECONDS,
        });
      const place = async (file: string): Promise<string> => {
        const [module = "", path = ""] = file.split(":");
        const { stdout } = await go(["mod", "download", "-json", module]);
        return join((JSON.parse(stdout) as { readonly Dir: string }).Dir, path);
      };
      const work = mkdtempSync(join(tmpdir(), "holdfast-go-"));
      const edited = await editedModules(source, work, tools.edits ?? [], place);
      const flags = [...edited, "-trimpath", "-ldflags", `-s -w ${tools.linkerFlags ?? ""}`.trim()];
      await go(["build", ...flags, "-o", `${folder}/`, ...Object.values(tools.programs)]);
      rmSync(work, { recursive: true });
      for (const [program, path] of Object.entries(tools.programs)) {
        renameSync(join(folder, defaultName(path)), join(folder, program));
      }
      for (const [from, to] of Object.entries(tools.files ?? {})) {
        mkdirSync(dirname(join(folder, to)), { recursive: true });
        cpSync(await place(from), join(folder, to), { recursive: true });
      }
    },
  });
}

/** What `go build` calls the program of a package: the last element that is no major version. */
function defaultName(path: string): string {
  return basename(path.replace(/\/v\d+$/, ""));
}
