import type { KubernetesClusterDefaultNodePool } from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { KubernetesClusterNodePool } from "@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool";
import { Construct } from "constructs";
import type { AzureNetwork } from "./azure-network";
import { POOL_LABEL } from "./pool-taints";
import { AZURE_PROBLEMS } from "./problems";
import { refuse } from "../kubernetes/problems";

export interface AksNodePoolProps {
  /** Size of the machines, e.g. `Standard_D8ds_v5`. */
  readonly vmSize: string;
  /** Machines at rest. */
  readonly minimum: number;
  /** Most machines. Equal to `minimum` means a fixed number. */
  readonly maximum: number;
  /** Availability zones the machines are spread over. @default - none */
  readonly zones?: readonly string[];
  /** @default {} */
  readonly labels?: Readonly<Record<string, string>>;
  /** `key=value:Effect`. @default - none */
  readonly taints?: readonly string[];
  /** What the machines carry. `media` gets the buffers that rtcd needs; `gpu` gets the driver. @default "general" */
  readonly use?: "general" | "media" | "gpu";
  /** Slice of one card for each pod, e.g. `MIG3g`. @default - whole cards */
  readonly gpuInstance?: string;
  /** Whether the nodes' system runs in FIPS mode. @default false */
  readonly fips?: boolean;
  /** GiB. @default 128 */
  readonly diskSize?: number;
  /** Pods on one machine. @default 110 */
  readonly maxPods?: number;
}

const DEFAULTS = { diskSize: 128, maxPods: 110 } as const;

/** UDP buffers that rtcd asks its host for, in bytes. Source: Mattermost Calls deployment guide. */
const MEDIA_BUFFERS = { netCoreRmemMax: 16_777_216, netCoreWmemMax: 16_777_216, netCoreOptmemMax: 20_480 };

type NodePoolSettings = Omit<KubernetesClusterDefaultNodePool, "name" | "upgradeSettings"> & {
  readonly upgradeSettings: { readonly maxSurge: string; readonly drainTimeoutInMinutes: number };
};

/** What the first pool and the others have in common. */
export function nodePoolSettings(name: string, props: AksNodePoolProps, subnetId: string): NodePoolSettings {
  const { minimum, maximum, use = "general" } = props;
  const scales = maximum > minimum;
  return {
    vmSize: props.vmSize,
    vnetSubnetId: subnetId,
    zones: props.zones && [...props.zones],
    autoScalingEnabled: scales,
    ...(scales ? { minCount: minimum, maxCount: maximum } : { nodeCount: minimum }),
    maxPods: props.maxPods ?? DEFAULTS.maxPods,
    osSku: "AzureLinux",
    osDiskSizeGb: props.diskSize ?? DEFAULTS.diskSize,
    hostEncryptionEnabled: true,
    fipsEnabled: props.fips,
    nodeLabels: { ...props.labels, [POOL_LABEL]: name },
    temporaryNameForRotation: `${name.slice(0, 8)}tmp`,
    upgradeSettings: { maxSurge: "1", drainTimeoutInMinutes: 60 },
    ...(use === "media" && { linuxOsConfig: { sysctlConfig: MEDIA_BUFFERS } }),
  };
}

/** Machines of one kind. */
export class AksNodePool extends Construct {
  public constructor(
    scope: Construct,
    id: string,
    props: AksNodePoolProps & {
      readonly name: string;
      readonly clusterId: string;
      readonly network: AzureNetwork;
    },
  ) {
    super(scope, id);
    checkPoolName(this, props.name);
    const { use = "general" } = props;
    const subnet = props.network.subnet(use === "media" ? "media" : "nodes");
    const pool = new KubernetesClusterNodePool(this, "Pool", {
      ...nodePoolSettings(props.name, props, subnet.subnetId),
      name: props.name,
      kubernetesClusterId: props.clusterId,
      mode: "User",
      nodeTaints: props.taints && [...props.taints],
      ...(use === "gpu" && { gpuDriver: "Install", gpuInstance: props.gpuInstance }),
      lifecycle: { ignoreChanges: ["node_count"] },
    });
    if (subnet.securityGroup) pool.node.addDependency(subnet.securityGroup);
  }
}

function checkPoolName(pool: AksNodePool, name: string): void {
  if (/^[a-z][a-z0-9]{0,11}$/.test(name)) return;
  refuse(pool, AZURE_PROBLEMS.poolName, {
    message: `"${name}" is no name of a node pool`,
    expected: "1 to 12 lower-case letters and digits, a letter first",
  });
}
