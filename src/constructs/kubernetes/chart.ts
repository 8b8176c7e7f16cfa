import { Release } from "@cdktf/provider-helm/lib/release";
import { Construct } from "constructs";
import type { ChartPackage } from "../../catalog/chart";
import type { INamespace } from "./namespace";
import { literal } from "./terraform-text";

/** Where charts are fetched from at plan and apply. */
export type ChartLocation =
  /** The publisher's repository. Needs the internet. */
  | { readonly kind: "public" }
  /** An OCI registry, e.g. `oci://registry.outpost.example/charts`. */
  | { readonly kind: "registry"; readonly url: string }
  /** A folder with `<name>-<version>.tgz` files, as Terraform sees it from the stack's folder. */
  | { readonly kind: "directory"; readonly path: string };

export interface ChartProps {
  /** Name of the Helm release. */
  readonly name: string;
  readonly namespace: INamespace;
  readonly chart: ChartPackage;
  readonly location: ChartLocation;
  /** Values of ours; the user's come last and win. Objects merge, arrays replace. */
  readonly values: Readonly<Record<string, unknown>>;
  /** @default {} */
  readonly userValues?: Readonly<Record<string, unknown>>;
}

/** An upstream chart at the exact version of the catalogue. */
export class Chart extends Construct {
  public readonly chart: ChartPackage;

  public constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id);
    this.chart = props.chart;
    this.node.addDependency(props.namespace);
    const layers = [props.values, ...(props.userValues ? [props.userValues] : [])];
    new Release(this, "Resource", {
      name: props.name,
      namespace: props.namespace.namespaceName,
      ...source(props.chart, props.location),
      values: layers.map((layer) => literal(JSON.stringify(layer))),
      maxHistory: 3,
      atomic: true,
      wait: true,
      timeout: 900,
    });
  }
}

function source(
  chart: ChartPackage,
  location: ChartLocation,
): { chart: string; repository?: string; version?: string } {
  switch (location.kind) {
    case "public":
      return { chart: chart.name, repository: chart.repository, version: chart.version };
    case "registry":
      return { chart: chart.name, repository: location.url, version: chart.version };
    case "directory":
      return { chart: `${location.path}/${chart.name}-${chart.version}.tgz` };
  }
}
