import type { Release } from "@cdktf/provider-helm/lib/release";
import type { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import { imageReference } from "../catalog/image";
import type { Chart } from "../constructs/kubernetes/chart";
import { clusterOf } from "../constructs/kubernetes/cluster";
import { CustomResources } from "../constructs/kubernetes/custom-resources";
import { Workload } from "../constructs/kubernetes/workload";
import { cataloguedImage, digestOf } from "./catalogued-image";
import { compareCells, type Table } from "./table";

/** An image that some part of the built tree uses. */
export interface ImageRow {
  /** Workload and container, custom resource, or chart and its part. */
  readonly component: string;
  /** What is pulled, from the private registry where there is one. */
  readonly reference: string;
  /** `sha256:…` when the reference pins it. */
  readonly digest?: string;
  /** SPDX identifier or the vendor's terms; undefined for an image that the catalogue doesn't know. */
  readonly licence?: string;
}

interface Use {
  readonly component: string;
  readonly reference: string;
}

/**
 * Every image below a scope, in the order of the references: pods of Workloads, custom resources, charts with what
 * their values name.
 */
export function imageList(scope: IConstruct): readonly ImageRow[] {
  const uses = scope.node.findAll().flatMap((construct): readonly Use[] => {
    if (Workload.isWorkload(construct)) return workloadImages(construct);
    if (CustomResources.isCustomResources(construct)) return customResourceImages(construct);
    return isChart(construct) ? chartImages(construct) : [];
  });
  const rows = uses.map(({ component, reference }): ImageRow => ({
    component,
    reference,
    digest: digestOf(reference),
    licence: cataloguedImage(reference)?.licence,
  }));
  const byText = new Map(rows.map((row) => [`${row.reference} ${row.component}`, row]));
  return [...byText.values()].sort((a, b) =>
    compareCells([a.reference, a.component], [b.reference, b.component]),
  );
}

export function imageTable(rows: readonly ImageRow[]): Table {
  return {
    columns: ["component", "reference", "digest", "licence"],
    rows: rows.map(({ component, reference, digest, licence }) => [
      component,
      reference,
      digest ?? "none",
      licence ?? "not in the catalogue",
    ]),
  };
}

function workloadImages(workload: Workload): readonly Use[] {
  const resource = (workload.node.defaultChild as TerraformResource).toTerraform() as unknown;
  return recordsBelow(resource).flatMap(({ name, image, image_pull_policy: policy }) =>
    typeof image === "string" && policy !== undefined
      ? [{ component: `${workload.workloadName}: ${String(name)}`, reference: image }]
      : [],
  );
}

/** CloudNativePG writes `imageName`, Kubernetes' own pods `image`. */
function customResourceImages({ manifests }: CustomResources): readonly Use[] {
  return manifests.flatMap(({ kind, metadata, spec }) =>
    recordsBelow(spec)
      .flatMap(({ image, imageName }) => [image, imageName])
      .filter((each) => typeof each === "string")
      .map((reference) => ({ component: `${kind} ${metadata.name}`, reference })),
  );
}

/** The images of the chart as the catalogue has them, and those that the values say in one text. */
function chartImages(construct: IConstruct & Chart): readonly Use[] {
  const { registry } = clusterOf(construct);
  const { name, images } = construct.chart;
  const own = Object.entries(images).map(([part, image]) => ({
    component: `chart ${name}: ${part}`,
    reference: imageReference(image, registry),
  }));
  const release = construct.node.tryFindChild("Resource") as Release;
  const named = (release.valuesInput ?? [])
    .flatMap((layer) => recordsBelow(JSON.parse(layer)))
    .flatMap((record) => Object.entries(record))
    .flatMap(([key, value]) =>
      /(^image|_IMAGE_NAME)$/.test(key) && typeof value === "string" && value.includes("/")
        ? [{ component: `chart ${name}: ${key}`, reference: value }]
        : [],
    );
  return [...own, ...named];
}

function isChart(construct: IConstruct): construct is IConstruct & Chart {
  const { chart } = construct as Partial<Chart>;
  return typeof chart === "object" && typeof chart.images === "object";
}

/** Every object inside a value, itself included. */
function recordsBelow(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values(value).flatMap(recordsBelow);
  return Array.isArray(value) ? inner : [value as Readonly<Record<string, unknown>>, ...inner];
}
