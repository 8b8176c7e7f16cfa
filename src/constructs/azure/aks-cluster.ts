import {
  KubernetesCluster,
  type KubernetesClusterConfig,
} from "@cdktf/provider-azurerm/lib/kubernetes-cluster";
import { Construct } from "constructs";
import { addressIn, MACHINE_SUBNETS } from "../../catalog/azure-address-plan";
import { Connections, type IConnectable, type IConnections } from "../kubernetes/connections";
import { AksIdentities } from "./aks-identities";
import { AksNodePool, nodePoolSettings, type AksNodePoolProps } from "./aks-node-pool";
import { placeOf, type IAzureGroup } from "./azure-group";
import type { AzureNetwork } from "./azure-network";
import type { ContainerRegistry } from "./container-registry";
import type { EgressRoute } from "./egress-route";

export interface AksClusterProps {
  readonly group: IAzureGroup;
  readonly network: AzureNetwork;
  /** `1.<minor>`, or an exact patch. @default - the newest that AKS calls stable */
  readonly version?: string;
  /**
   * `Standard` has an agreed availability of the API server; `Premium` adds two years of support.
   * @default "Standard"
   */
  readonly tier?: "Standard" | "Premium";
  /** Object ids of the Entra groups that administer the cluster. Local accounts are off. */
  readonly adminGroups: readonly string[];
  /**
   * How nodes reach outside. A route through a firewall, or nothing at all: then images and node artifacts come from
   * the site's own registry.
   */
  readonly egress:
    | { readonly kind: "firewall"; readonly route: EgressRoute }
    | { readonly kind: "isolated"; readonly registryId: string };
  /** Registry that nodes pull from, made before them. @default - nodes get no role on any */
  readonly registry?: ContainerRegistry;
  /** Addresses of pods. @default "10.244.0.0/16" */
  readonly podRange?: string;
  /** Addresses of Services. @default "10.245.0.0/16" */
  readonly serviceRange?: string;
  /** Pool for the cluster's own parts. */
  readonly systemPool: AksNodePoolProps;
  /** Pools for the site's parts. */
  readonly pools: Readonly<Record<string, AksNodePoolProps>>;
  /** Disk encryption set with a key of the site's own. @default - keys that Microsoft manages */
  readonly diskEncryptionSetId?: string;
  /** Whether the add-on that reads metrics is installed; where they go is said by `ManagedPrometheus`. @default false */
  readonly metrics?: boolean;
  /** When Azure may upgrade. @default Saturday night, UTC, four hours */
  readonly maintenance?: { readonly dayOfWeek: string; readonly startTime: string; readonly hours: number };
}

const DEFAULTS = {
  tier: "Standard",
  podRange: "10.244.0.0/16",
  serviceRange: "10.245.0.0/16",
  maintenance: { dayOfWeek: "Saturday", startTime: "22:00", hours: 4 },
} as const;

/** Both lists are wanted where the workspace is not the add-on's own, and neither may be empty. */
const METRICS = {
  annotationsAllowed: "namespaces=[kubernetes.io/description]",
  labelsAllowed: "pods=[app.kubernetes.io/name]",
};

/** Place of the DNS Service in the range of Services; the first address belongs to the API server. */
const DNS_OFFSET = 10;

/**
 * A private AKS cluster: no public API server, no local accounts, Entra ID and Azure RBAC only, Cilium for network
 * policies, disks encrypted at the host, workload identity for pods.
 */
export class AksCluster extends Construct implements IConnectable {
  public readonly clusterId: string;
  public readonly clusterName: string;
  /** Issuer of the tokens that pods show to Entra ID. */
  public readonly oidcIssuerUrl: string;
  public readonly podRange: string;
  /** Object id of the identity that pulls images. */
  public readonly kubeletPrincipalId: string;
  /** The nodes; pods leave through them. */
  public readonly connections: IConnections;

  public constructor(scope: Construct, id: string, props: AksClusterProps) {
    super(scope, id);
    const { group, network } = props;
    const nodes = network.subnet("nodes");
    this.podRange = props.podRange ?? DEFAULTS.podRange;
    this.connections = new Connections(this, "Connections", {
      name: "cluster nodes",
      addresses: [nodes.range],
    });
    this.joinPools(props);
    const identities = new AksIdentities(this, "Identities", { group, networkId: network.networkId });
    this.kubeletPrincipalId = identities.kubeletPrincipalId;
    const cluster = new KubernetesCluster(this, "Cluster", {
      ...placeOf(group),
      ...this.hardening(props),
      ...upgrades(props.maintenance ?? DEFAULTS.maintenance),
      ...identities.settings,
      name: group.azure.names.of("cluster"),
      kubernetesVersion: props.version,
      skuTier: props.tier ?? DEFAULTS.tier,
      networkProfile: this.networkProfile(props),
      bootstrapProfile: bootstrap(props.egress),
      defaultNodePool: {
        ...nodePoolSettings("system", props.systemPool, nodes.subnetId),
        name: "system",
        onlyCriticalAddonsEnabled: true,
      },
      lifecycle: { ignoreChanges: ["default_node_pool[0].node_count"] },
    });
    cluster.node.addDependency(identities);
    if (nodes.securityGroup) cluster.node.addDependency(nodes.securityGroup);
    if (props.registry) {
      props.registry.allowPulling("NodesRole", identities.kubeletPrincipalId);
      cluster.node.addDependency(props.registry);
    }
    if (props.egress.kind === "firewall") cluster.node.addDependency(props.egress.route);
    this.clusterId = cluster.id;
    this.clusterName = cluster.name;
    this.oidcIssuerUrl = cluster.oidcIssuerUrl;
    for (const [name, pool] of Object.entries(props.pools)) {
      new AksNodePool(this, `Pool-${name}`, { ...pool, name, clusterId: cluster.id, network });
    }
  }

  /**
   * Nodes and pods of every pool reach each other, whatever subnet they are in: what they are told, asked and watched by
   * is on other nodes. Sources: AKS, node pools with subnets of their own; Azure CNI overlay, security groups.
   */
  private joinPools({ network, pools }: AksClusterProps): void {
    const media = Object.values(pools).some(({ use }) => use === "media");
    const subnets = (media ? MACHINE_SUBNETS : (["nodes"] as const)).map((use) => network.subnet(use));
    const sources = [
      ...subnets.map(({ range }) => ({ from: range, why: "nodes, and pods behind them" })),
      { from: this.podRange, why: "pods, by their own addresses" },
    ];
    for (const subnet of subnets) {
      for (const source of sources)
        subnet.admit({ ...source, protocol: "*", ports: ["*"], to: [subnet.range, this.podRange] });
    }
  }

  private hardening(props: AksClusterProps): HardenedSettings {
    const { group, adminGroups, diskEncryptionSetId, metrics } = props;
    return {
      ...(metrics && { monitorMetrics: METRICS }),
      privateClusterEnabled: true,
      privateClusterPublicFqdnEnabled: false,
      privateDnsZoneId: "System",
      dnsPrefix: group.azure.names.of("cluster"),
      localAccountDisabled: true,
      roleBasedAccessControlEnabled: true,
      azureActiveDirectoryRoleBasedAccessControl: {
        azureRbacEnabled: true,
        tenantId: group.azure.tenantId,
        adminGroupObjectIds: [...adminGroups],
      },
      runCommandEnabled: false,
      oidcIssuerEnabled: true,
      workloadIdentityEnabled: true,
      azurePolicyEnabled: true,
      imageCleanerEnabled: true,
      imageCleanerIntervalHours: 168,
      diskEncryptionSetId,
    };
  }

  private networkProfile({ egress, serviceRange = DEFAULTS.serviceRange }: AksClusterProps) {
    return {
      networkPlugin: "azure",
      networkPluginMode: "overlay",
      networkDataPlane: "cilium",
      networkPolicy: "cilium",
      loadBalancerSku: "standard",
      outboundType: egress.kind === "firewall" ? "userDefinedRouting" : "none",
      podCidr: this.podRange,
      serviceCidr: serviceRange,
      dnsServiceIp: addressIn(serviceRange, DNS_OFFSET),
    };
  }
}

type HardenedSettings = Omit<
  KubernetesClusterConfig,
  "name" | "location" | "resourceGroupName" | "defaultNodePool"
>;

/** Patches of Kubernetes and of the nodes' system, in the window only. */
function upgrades({ dayOfWeek, startTime, hours }: NonNullable<AksClusterProps["maintenance"]>) {
  const window = {
    frequency: "Weekly",
    interval: 1,
    dayOfWeek,
    startTime,
    duration: hours,
    utcOffset: "+00:00",
  };
  return {
    automaticUpgradeChannel: "patch",
    nodeOsUpgradeChannel: "NodeImage",
    maintenanceWindowAutoUpgrade: window,
    maintenanceWindowNodeOs: window,
  };
}

/** Where nodes get what they start with when nothing outside can be reached. */
function bootstrap(egress: AksClusterProps["egress"]): KubernetesClusterConfig["bootstrapProfile"] {
  if (egress.kind === "firewall") return undefined;
  return { artifactSource: "Cache", containerRegistryId: egress.registryId };
}
