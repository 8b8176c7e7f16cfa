import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { Release } from "@cdktf/provider-helm/lib/release";
import { AssetType, TerraformAsset, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { guard, type Guarded } from "./guard";
import { labelsOf } from "./labels";
import type { INamespace } from "./namespace";
import { literal } from "./terraform-text";

/** An object as Kubernetes knows it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    /** @default - the namespace of the release */
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: Readonly<Record<string, unknown>>;
}

export interface CustomResourcesProps extends Guarded {
  /** Name of the Helm release. */
  readonly name: string;
  readonly namespace: INamespace;
  readonly manifests: readonly Manifest[];
}

/** Of `charts/manifests`. Terraform plans the version that it finds installed where none is said. */
const CARRIER_VERSION = "1.0.0";
const BRAND = Symbol.for("holdfast.CustomResources");

/**
 * Custom resources, carried by one constant local chart in a Helm release: their definitions are needed at apply, not
 * at plan, and Helm removes what disappears from the list.
 */
export class CustomResources extends Construct {
  public static isCustomResources(this: void, x: unknown): x is CustomResources {
    return typeof x === "object" && x !== null && BRAND in x;
  }

  /** The objects as they are applied. */
  public readonly manifests: readonly Manifest[];

  public constructor(scope: Construct, id: string, props: CustomResourcesProps) {
    super(scope, id);
    Object.defineProperty(this, BRAND, { value: true });
    this.manifests = props.manifests.map((manifest) => labelled(this, manifest));
    this.node.addDependency(props.namespace);
    new Release(this, "Resource", {
      name: props.name,
      namespace: props.namespace.namespaceName,
      chart: `./${carrierChart(this).path}`,
      version: CARRIER_VERSION,
      // A release whose making was cut off before Terraform wrote it down is taken up again.
      upgradeInstall: true,
      // JSON is YAML; `{{ }}` inside values is never evaluated.
      values: [literal(JSON.stringify({ manifests: this.manifests }))],
      maxHistory: 3,
      wait: true,
      ...guard(props),
    });
  }
}

function labelled(scope: IConstruct, manifest: Manifest): Manifest {
  const labels = { ...labelsOf(scope, manifest.metadata.name), ...manifest.metadata.labels };
  return { ...manifest, metadata: { ...manifest.metadata, labels } };
}

/** One copy of the chart a stack. */
function carrierChart(scope: Construct): TerraformAsset {
  const stack = TerraformStack.of(scope);
  const existing = stack.node.tryFindChild("ManifestsChart") as TerraformAsset | undefined;
  return (
    existing ??
    new TerraformAsset(stack, "ManifestsChart", {
      path: carrierChartDirectory(),
      type: AssetType.DIRECTORY,
      assetHash: CARRIER_VERSION,
    })
  );
}

/** `charts/manifests` at the package's root, whether this runs from the sources or compiled. */
function carrierChartDirectory(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const chart = join(folder, "charts", "manifests");
    if (existsSync(chart)) return chart;
  }
  throw new Error("the package is incomplete: charts/manifests is missing");
}
