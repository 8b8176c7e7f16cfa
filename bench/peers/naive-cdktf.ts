// The same resources as a newcomer writes them: barrel imports, run by tsx.
import * as helm from "@cdktf/provider-helm"; // eslint-disable-line no-restricted-imports
import * as kubernetes from "@cdktf/provider-kubernetes"; // eslint-disable-line no-restricted-imports
import * as random from "@cdktf/provider-random"; // eslint-disable-line no-restricted-imports
import { App, TerraformStack } from "cdktf";
import { readFileSync } from "node:fs";

type Config = Record<string, unknown>;
type ResourceClass = new (scope: TerraformStack, id: string, config: Config) => unknown;

const stacks = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as Record<
  string,
  Record<string, Record<string, Config>>
>;

function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      camel(inner),
    ]),
  );
}

function classOf(type: string): ResourceClass {
  const [provider, ...words] = type.split("_");
  const name = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join("");
  const namespace = name[0]!.toLowerCase() + name.slice(1);
  const barrels = { kubernetes, helm, random } as unknown as Record<
    string,
    Record<string, Record<string, ResourceClass>>
  >;
  return barrels[provider!]![namespace]![name]!;
}

const app = new App({ outdir: process.env.BENCH_OUT });
for (const [name, types] of Object.entries(stacks)) {
  const stack = new TerraformStack(app, name);
  new kubernetes.provider.KubernetesProvider(stack, "kubernetes", {});
  new helm.provider.HelmProvider(stack, "helm", {});
  new random.provider.RandomProvider(stack, "random", {});
  for (const [type, resources] of Object.entries(types)) {
    const Resource = classOf(type);
    for (const [id, config] of Object.entries(resources)) new Resource(stack, id, camel(config) as Config);
  }
}
app.synth();
