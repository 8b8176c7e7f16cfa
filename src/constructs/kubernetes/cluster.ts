import type { IConstruct } from "constructs";
import type { ImageRegistry } from "../../catalog/image";

/** What every part needs to know of the cluster it is put on. */
export interface Cluster {
  /**
   * DNS domain of the cluster.
   * @default "cluster.local"
   */
  readonly domain: string;
  /**
   * Private registry for all images.
   * @default - the publishers' registries
   */
  readonly registry?: ImageRegistry;
  /**
   * Networks of the Kubernetes API server, CIDR notation.
   * @default - any address, on the API ports only
   */
  readonly apiServerAddresses?: readonly string[];
  /**
   * Labels put on every object.
   * @default {}
   */
  readonly labels: Readonly<Record<string, string>>;
}

const CONTEXT = "holdfast:cluster";
const DEFAULTS: Cluster = { domain: "cluster.local", labels: {} };

/** Tells everything below `scope` which cluster it is put on. Call it before `scope` has children. */
export function describeCluster(scope: IConstruct, cluster: Partial<Cluster>): void {
  const described: Cluster = {
    ...cluster,
    domain: cluster.domain ?? DEFAULTS.domain,
    labels: cluster.labels ?? DEFAULTS.labels,
  };
  scope.node.setContext(CONTEXT, described);
}

/** The cluster that was described for this part of the tree. */
export function clusterOf(construct: IConstruct): Cluster {
  return (construct.node.tryGetContext(CONTEXT) as Cluster | undefined) ?? DEFAULTS;
}
