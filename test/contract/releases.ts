import type { Manifest } from "../../src/constructs/kubernetes/custom-resources";
import { resourcesOf, type Json } from "../support/terraform-json";
import { isRecord } from "../support/terraform-type";

/** A release of an upstream chart. */
export interface ChartRelease {
  /** Name of the chart, e.g. `cert-manager`. */
  readonly chart: string;
  /** All layers of values as one. */
  readonly values: Json;
}

const CARRIER = "./assets/ManifestsChart/";

/** Terraform's escapes undone: the text as Helm gets it. */
export function evaluated(text: string): string {
  return text.replaceAll("$${", "${").replaceAll("%%{", "%{");
}

/** Every custom resource of a stack, as the API server gets it. */
export function manifestsOf(stack: Json): readonly Manifest[] {
  return releasesOf(stack)
    .filter(({ chart }) => chart.startsWith(CARRIER))
    .flatMap(({ values, namespace }) =>
      (values.manifests as readonly Manifest[]).map((manifest) => ({
        ...manifest,
        metadata: { ...(isClusterKind(manifest) ? {} : { namespace }), ...manifest.metadata },
      })),
    );
}

/** Every upstream chart of a stack. */
export function chartReleasesOf(stack: Json): readonly ChartRelease[] {
  return releasesOf(stack)
    .filter(({ chart }) => !chart.startsWith(CARRIER))
    .map(({ chart, values }) => ({
      chart: chart.replace(/^.*\//, "").replace(/-v?\d+\.\d+\.\d+\.tgz$/, ""),
      values,
    }));
}

function releasesOf(stack: Json): readonly { chart: string; namespace: string; values: Json }[] {
  return resourcesOf(stack)
    .filter(({ type }) => type === "helm_release")
    .map(({ body }) => ({
      chart: body.chart as string,
      namespace: body.namespace as string,
      values: ((body.values ?? []) as readonly string[])
        .map((layer) => JSON.parse(evaluated(layer)) as Json)
        .reduce<Json>((below, above) => merge(below, above), {}),
    }));
}

function merge(below: Json, above: Json): Json {
  const merged: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const lower = merged[key];
    merged[key] = isRecord(lower) && isRecord(value) ? merge(lower, value) : value;
  }
  return merged;
}

function isClusterKind(manifest: Manifest): boolean {
  return manifest.kind.startsWith("Cluster") && manifest.kind !== "Cluster";
}
