import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments, stringify } from "yaml";
import type { Context } from "../../context";
import { goTools } from "../../toolchain/go";
import { run } from "../../toolchain/process";
import type { Scene } from "./scenes";

const MODULE = "github.com/open-policy-agent/gatekeeper/v3";
const TEMPLATES = "pkg/webhook/testdata/psp-all-violations/psp-templates";

/** Gatekeeper's own evaluation, with its own templates where its module has them. */
export class Gatekeeper {
  static async open(): Promise<Gatekeeper> {
    return new Gatekeeper(
      await goTools({
        module: "gatekeeper",
        version: "v3.23.1",
        programs: { gator: `${MODULE}/cmd/gator` },
        files: { [`${MODULE}:${TEMPLATES}`]: "templates" },
      }),
    );
  }

  private constructor(private readonly folder: string) {}

  /** Constraints that refuse an object of the scene in this namespace, each once. */
  async refusals(ctx: Context, scene: Scene, namespace: string): Promise<readonly string[]> {
    const folder = ctx.tmp("gatekeeper");
    const constraints = parseAllDocuments(scene.exemptions.gatekeeper).map(
      (each) => each.toJS() as Constraint,
    );
    const files = [
      ...constraints.map(({ kind }) => this.template(kind, folder)),
      written(folder, "constraints.yaml", scene.exemptions.gatekeeper),
      written(
        folder,
        "objects.yaml",
        scene
          .objects(namespace)
          .map((each) => stringify(each))
          .join("---\n"),
      ),
    ];
    const args = files.flatMap((file) => ["-f", file]);
    const { stdout } = await run(join(this.folder, "gator"), ["test", ...args, "-o", "json"], {
      accept: [0, 1],
    });
    // It judges the templates and constraints too, which are in no namespace.
    const found = ((JSON.parse(stdout) ?? []) as readonly Violation[]).filter(
      ({ violatingObject }) => violatingObject.metadata.namespace === namespace,
    );
    return [...new Set(found.map(({ constraint }) => constraint.kind))].sort();
  }

  private template(kind: string, folder: string): string {
    const own = OWN[kind];
    if (own !== undefined) return join(this.folder, "templates", own);
    return written(folder, `${kind}.json`, JSON.stringify(refusesEverything(kind)));
  }
}

interface Constraint {
  readonly kind: string;
}

interface Violation {
  readonly constraint: Constraint;
  readonly violatingObject: { readonly metadata: { readonly namespace?: string } };
}

const OWN: Readonly<Record<string, string>> = {
  K8sPSPHostNamespace: "host-namespace-template.yaml",
  K8sPSPHostNetworkingPorts: "host-network-ports-template.yaml",
};

/** Stands in for a template of Gatekeeper's library, which is no module: whatever the constraint matches is refused. */
function refusesEverything(kind: string): object {
  const name = kind.toLowerCase();
  return {
    apiVersion: "templates.gatekeeper.sh/v1",
    kind: "ConstraintTemplate",
    metadata: { name },
    spec: {
      crd: { spec: { names: { kind } } },
      targets: [
        {
          target: "admission.k8s.gatekeeper.sh",
          rego: `package ${name}\nviolation[{"msg": "refused"}] { true }\n`,
        },
      ],
    },
  };
}

function written(folder: string, name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}
