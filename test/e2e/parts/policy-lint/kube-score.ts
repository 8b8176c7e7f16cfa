import { join } from "node:path";
import { cached, contents } from "../../toolchain/cache";
import { KUBERNETES_VERSION } from "../../toolchain/control-plane-programs";
import { END_TO_END } from "../../toolchain/paths";
import { run } from "../../toolchain/process";
import { objectName, type Finding } from "./finding";

const SOURCE = join(END_TO_END, "parts", "policy-lint", "kube-score");
const PACKAGE = "github.com/zegl/kube-score";
const GO_MOD = contents(join(SOURCE, "go.mod"));
const VERSION = new RegExp(`${PACKAGE} v(\\S+)`).exec(GO_MOD)![1]!;
const BUILD_LIMIT_SECONDS = 900;
/** Grade of a check that has nothing to say. */
const ALL_OK = 10;

type Report = readonly {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string; readonly namespace?: string };
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: readonly { readonly path: string; readonly summary: string }[] | null;
  }[];
}[];

/** What kube-score says of the manifests of a file; one finding for each of its comments. */
export async function kubeScore(file: string): Promise<readonly Finding[]> {
  const version = `v${KUBERNETES_VERSION.replace(/\.\d+$/, "")}`;
  const args = ["score", "--output-format", "json", "--kubernetes-version", version, file];
  const { stdout } = await run(join(await program(), "kube-score"), args, { accept: [0, 1] });
  return (JSON.parse(stdout) as Report).flatMap(({ type_meta, object_meta, checks }) =>
    checks
      .filter(({ grade, skipped }) => !skipped && grade < ALL_OK)
      .flatMap(({ check, comments }) =>
        (comments ?? []).map(({ path, summary }) => ({
          tool: "kube-score" as const,
          check: `${check.id}: ${summary}`,
          object: objectName(type_meta.kind, object_meta.namespace, object_meta.name),
          message: path,
        })),
      ),
  );
}

function program(): Promise<string> {
  return cached({
    name: "kube-score",
    version: VERSION,
    inputs: [GO_MOD],
    build: async (folder) => {
      const args = [
        "build",
        "-trimpath",
        "-ldflags",
        "-s -w",
        "-o",
        `${folder}/`,
        `${PACKAGE}/cmd/kube-score`,
      ];
      await run("go", args, {
        folder: SOURCE,
        environment: { CGO_ENABLED: "0", GOFLAGS: "-mod=readonly -buildvcs=false" },
        limit: BUILD_LIMIT_SECONDS,
      });
    },
  });
}
