import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import { TerraformStack, Testing } from "cdktf";
import { describeCluster, type Cluster } from "../../src/constructs/kubernetes/cluster";
import { enforceDependencies } from "../../src/constructs/kubernetes/dependencies";

/** Synthesized Terraform JSON of one stack. */
export interface SynthesizedStack {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
  readonly ephemeral?: Readonly<Record<string, unknown>>;
}

/** A stack with the providers that every construct needs. */
export function testStack(cluster: Partial<Cluster> = {}): TerraformStack {
  const stack = new TerraformStack(Testing.app({ stackTraces: false }), "test");
  describeCluster(stack, cluster);
  enforceDependencies(stack);
  new KubernetesProvider(stack, "Kubernetes", {});
  new HelmProvider(stack, "Helm", {});
  new RandomProvider(stack, "Random", {});
  return stack;
}

/** Synthesizes with validations and parses. */
export function synth(stack: TerraformStack): SynthesizedStack {
  return JSON.parse(Testing.synth(stack, true)) as SynthesizedStack;
}

/** Every resource of a type, by its Kubernetes name. */
export function resourcesByName(
  json: SynthesizedStack,
  type: string,
): Readonly<Record<string, Record<string, unknown>>> {
  const entries = Object.values(json.resource[type] ?? {}).map((resource) => {
    const metadata = resource.metadata as { readonly name: string } | undefined;
    return [metadata?.name ?? String(resource.name), resource] as const;
  });
  return Object.fromEntries(entries);
}

/** The problems a function throws, as `code path`, or an empty list. */
export function problemCodes(act: () => unknown): readonly string[] {
  try {
    act();
    return [];
  } catch (error) {
    const { problems } = error as { problems?: readonly { code: string }[] };
    if (!problems) throw error;
    return problems.map((each) => each.code);
  }
}
