/** Machines of one kind in a cluster on Azure Local. */
export interface LocalPool {
  /** e.g. `Standard_D8s_v3`. */
  readonly vmSize: string;
  readonly minimum: number;
  /** Equal to `minimum` means a fixed number. */
  readonly maximum: number;
  /** @default {} */
  readonly labels?: Readonly<Record<string, string>>;
  /** `key=value:Effect`. @default - none */
  readonly taints?: readonly string[];
}

export interface LocalClusterShape {
  /** Exact version, e.g. `1.31.4`. @default - the newest of the instance */
  readonly version?: string;
  readonly controlPlane: {
    /** 1, 3 or 5. */
    readonly count: number;
    readonly vmSize: string;
    /** Address of the API server, in the logical network and outside its pool. */
    readonly address: string;
  };
  /** Pools by name: 3 to 12 lower-case letters and digits. */
  readonly pools: Readonly<Record<string, LocalPool>>;
  /** Public keys of who may reach the machines by SSH. */
  readonly sshPublicKeys: readonly string[];
  readonly podRange: string;
  /** Whether Windows Server licences with assurance pay for the hosts. */
  readonly hybridBenefit: boolean;
}

const CLUSTER_API = "2024-01-01";
export const PROVISIONED_CLUSTER = `Microsoft.HybridContainerService/provisionedClusterInstances@${CLUSTER_API}`;

/** What the API takes for a cluster. Source: Azure's REST API, Microsoft.HybridContainerService 2024-01-01. */
export function clusterBody(shape: LocalClusterShape, customLocationId: string, networkId: string): object {
  return {
    extendedLocation: { type: "CustomLocation", name: customLocationId },
    properties: {
      ...(shape.version !== undefined && { kubernetesVersion: shape.version }),
      cloudProviderProfile: { infraNetworkProfile: { vnetSubnetIds: [networkId] } },
      controlPlane: {
        count: shape.controlPlane.count,
        vmSize: shape.controlPlane.vmSize,
        controlPlaneEndpoint: { hostIP: shape.controlPlane.address },
      },
      agentPoolProfiles: Object.entries(shape.pools).map(([name, pool]) => poolBody(name, pool)),
      linuxProfile: { ssh: { publicKeys: shape.sshPublicKeys.map((keyData) => ({ keyData })) } },
      networkProfile: {
        networkPolicy: "calico",
        podCidr: shape.podRange,
        loadBalancerProfile: { count: 0 },
      },
      storageProfile: { smbCsiDriver: { enabled: false }, nfsCsiDriver: { enabled: false } },
      licenseProfile: { azureHybridBenefit: shape.hybridBenefit ? "True" : "NotApplicable" },
    },
  };
}

function poolBody(name: string, { vmSize, minimum, maximum, labels, taints }: LocalPool): object {
  const scales = maximum > minimum;
  return {
    name,
    vmSize,
    count: minimum,
    osType: "Linux",
    osSKU: "CBLMariner",
    enableAutoScaling: scales,
    ...(scales && { minCount: minimum, maxCount: maximum }),
    nodeLabels: { ...labels, "holdfast/pool": name },
    nodeTaints: [...(taints ?? [])],
  };
}
