import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { PolicyExemptions } from "../../../../src/reports/exemption";
import type { Context } from "../../context";
import { installCrds } from "../../toolchain/crds";
import { goModuleFiles } from "../../toolchain/go-module-files";
import type { Kubernetes } from "../../toolchain/kubernetes";
import { HOME } from "./scenes";

/** Kyverno's resource definitions at a real API server, and the policies of its own chart. */
export class Kyverno {
  static async open(ctx: Context): Promise<Kyverno> {
    const folder = await goModuleFiles({
      module: "github.com/kyverno/kyverno",
      version: "v1.19.1",
      sum: "h1:/MkgFii3/VlQfKR1JpC9tVwNNVNQTt2S4U6qCsafsTU=",
      files: {
        "config/crds/kyverno/kyverno.io_policyexceptions.yaml": "crds/rules.yaml",
        "config/crds/policies.kyverno.io/policies.kyverno.io_policyexceptions.yaml": "crds/cel.yaml",
        "charts/kyverno-policies": "policies",
      },
    });
    const kubernetes = await ctx.kubernetes();
    await installCrds(kubernetes, join(folder, "crds"));
    await kubernetes.apply([{ apiVersion: "v1", kind: "Namespace", metadata: { name: HOME } }]);
    const policies = new Map<string, readonly string[]>();
    const helm = await ctx.helm();
    for (const kind of ["ClusterPolicy", "ValidatingPolicy"]) {
      const args = ["--set", `policyType=${kind}`, "--set", "podSecurityStandard=restricted"];
      const library = await helm.template("library", join(folder, "policies"), args);
      for (const policy of objectsIn(library) as readonly Policy[]) {
        const rules = (policy.spec.rules ?? []).map(({ name }) => name);
        policies.set(`${policy.kind} ${policy.metadata.name}`, rules);
      }
    }
    return new Kyverno(kubernetes, policies);
  }

  private constructor(
    private readonly kubernetes: Kubernetes,
    private readonly policies: ReadonlyMap<string, readonly string[]>,
  ) {}

  /** What the API server says against the exceptions; empty when it takes them all, and none of their fields is unknown. */
  async refusals({ kyverno }: PolicyExemptions): Promise<readonly string[]> {
    const said = [];
    for (const exception of objectsIn(kyverno) as readonly object[])
      said.push(await this.kubernetes.refusal(exception, HOME));
    return said.filter((each) => each !== undefined);
  }

  /** Policies and rules that the exceptions name and that Kyverno's own chart doesn't have. */
  unknown({ kyverno }: PolicyExemptions): readonly string[] {
    return (objectsIn(kyverno) as readonly Exception[]).flatMap(({ spec }) => [
      ...(spec.policyRefs ?? [])
        .map(({ kind, name }) => `${kind} ${name}`)
        .filter((each) => !this.policies.has(each)),
      ...(spec.exceptions ?? []).flatMap(({ policyName, ruleNames }) =>
        ruleNames
          .map((rule) => rule.replace(/^autogen-/, ""))
          .filter((rule) => !this.policies.get(`ClusterPolicy ${policyName}`)?.includes(rule))
          .map((rule) => `${policyName} ${rule}`),
      ),
    ]);
  }
}

interface Policy {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: { readonly rules?: readonly { readonly name: string }[] };
}

interface Exception {
  readonly spec: {
    readonly policyRefs?: readonly { readonly kind: string; readonly name: string }[];
    readonly exceptions?: readonly { readonly policyName: string; readonly ruleNames: readonly string[] }[];
  };
}

function objectsIn(yaml: string): readonly unknown[] {
  return parseAllDocuments(yaml)
    .map((each) => each.toJS() as unknown)
    .filter((each) => each !== null);
}
