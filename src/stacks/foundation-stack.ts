import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import type { Construct } from "constructs";
import { MACHINE_SUBNETS } from "../catalog/azure-address-plan";
import { AZURE_CLOUDS } from "../catalog/azure-clouds";
import type { AksCluster, AksClusterProps } from "../constructs/azure/aks-cluster";
import { AzureFirewall, firewallAddressIn } from "../constructs/azure/azure-firewall";
import type { AzureGroup } from "../constructs/azure/azure-group";
import { AzureNetwork } from "../constructs/azure/azure-network";
import type { ContainerRegistry } from "../constructs/azure/container-registry";
import type { DiskEncryption } from "../constructs/azure/disk-encryption";
import { EgressRoute } from "../constructs/azure/egress-route";
import { egressRows } from "../constructs/azure/egress-rows";
import { ingressNeeds } from "../constructs/azure/ingress-needs";
import { KeyVault } from "../constructs/azure/key-vault";
import { LogAnalytics } from "../constructs/azure/log-analytics";
import { Connections } from "../constructs/kubernetes/connections";
import type { Site } from "../site/site";
import type { SiteAzure } from "../site/site-azure";
import { accessOf, ddosPlanOf, forwardedMedia } from "./foundation/access";
import { clusterOf, diskEncryptionOf } from "./foundation/cluster";
import { foundationEgress, tellEgress } from "./foundation/egress";
import { groupOf } from "./foundation/group";
import type { FoundationParts } from "./foundation/foundation-parts";
import { monitoringOf } from "./foundation/monitoring";
import { postgresOf } from "./foundation/postgres";
import { openAiOf } from "./foundation/open-ai";
import { registryOf } from "./foundation/registry";
import { secretsOf } from "./foundation/secrets";
import { storageOf } from "./foundation/storage";
import { portablePath } from "./backend";
import { SiteStack, type SiteStackProps } from "./site-stack";

export interface FoundationStackProps extends SiteStackProps {
  readonly azure: SiteAzure;
}

/**
 * What a site stands on in Azure: network, cluster, vault and logs. Whoever applies it needs no cluster yet, but must
 * stand inside the network to write the vault's secrets.
 */
export class FoundationStack extends SiteStack {
  private readonly site: Site;
  private readonly azure: SiteAzure;
  private readonly group: AzureGroup;
  private readonly network: AzureNetwork;
  private readonly logs: LogAnalytics;
  private firewall?: AzureFirewall;

  public constructor(scope: Construct, id: string, props: FoundationStackProps) {
    super(scope, id, props);
    this.site = props.site;
    this.azure = props.azure;
    this.createProviders();
    this.group = groupOf(this, this.site, this.azure);
    this.network = this.createNetwork();
    this.logs = new LogAnalytics(this, "Logs", {
      group: this.group,
      retentionDays: this.azure.logRetentionDays,
    });
    const vault = this.createVault();
    const { site, azure, group, network, logs } = this;
    const registry = registryOf(this, { site, azure, group, network, logs });
    const diskEncryption = diskEncryptionOf(this, { azure, group, site, vault });
    const cluster = this.createCluster(registry, diskEncryption);
    const parts: FoundationParts = {
      ...{ site, azure, group, network, logs, vault, cluster, diskEncryption },
      portable: (path) => portablePath(this.stackDirectory, path),
      output: (name, value, description) => {
        this.output(name, value, description);
      },
    };
    postgresOf(this, parts);
    storageOf(this, parts);
    openAiOf(this, parts);
    monitoringOf(this, parts);
    secretsOf(this, parts);
    accessOf(this, parts);
  }

  /**
   * Lets through the firewall what the parts of other stacks reach outside, once these are built.
   * @param name of the group of rules
   */
  public letOut(name: string, scope: Construct): void {
    const { addressSpace, hub, subnets } = this.azure.network;
    const inside = [addressSpace, ...(hub?.addressSpaces ?? [])];
    this.firewall?.letOut(name, egressRows(Connections.allBelow(scope), { subnets, inside }));
  }

  /** Lets what people and devices dial into the machines' subnets, once the stack with these parts is built. */
  public letIn(scope: Construct): void {
    const { podRange, subnets } = this.azure.network;
    const machines = [...MACHINE_SUBNETS.map((use) => subnets[use]), podRange];
    const dialled = Connections.allBelow(scope).filter(({ to }) => !this.isBehindGateway(to));
    for (const need of ingressNeeds(dialled, machines)) {
      for (const use of MACHINE_SUBNETS) this.network.subnet(use).admit(need);
    }
  }

  /** Whether only the gateway reaches a side. */
  private isBehindGateway({ addresses }: Connections): boolean {
    const { exposure } = this.site.cluster;
    const { gateway, names } = this.azure.access;
    if (gateway === undefined || names?.to === "load-balancer") return false;
    return exposure.kind === "load-balancer" && addresses?.join() === `${exposure.address ?? ""}/32`;
  }

  private createProviders(): void {
    const { cloud, subscriptionId, tenantId } = this.azure;
    new AzurermProvider(this, "Azure", {
      environment: AZURE_CLOUDS[cloud].environment,
      subscriptionId,
      tenantId,
      features: [
        {
          resourceGroup: [{ preventDeletionIfContainsResources: true }],
          // Accounts have private addresses only, and none yet when Terraform would wait for them.
          storage: [{ dataPlaneAvailable: false }],
        },
      ],
      resourceProviderRegistrations: "core",
      resourceProvidersToRegister: [
        ...["Microsoft.DBforPostgreSQL", "Microsoft.CognitiveServices"],
        ...(this.azure.monitoring ? ["Microsoft.Monitor"] : []),
        ...(this.azure.monitoring?.grafana ? ["Microsoft.Dashboard"] : []),
      ],
      storageUseAzuread: true,
    });
    new RandomProvider(this, "Random");
  }

  private createNetwork(): AzureNetwork {
    const { addressSpace, subnets, dnsServers, hub } = this.azure.network;
    return new AzureNetwork(this, "Network", {
      group: this.group,
      addressSpace,
      subnets,
      disposable: this.site.disposable,
      dnsServers: this.hasFirewall() ? [firewallAddressIn(subnets.firewall)] : dnsServers,
      hub,
      ddosProtectionPlanId: ddosPlanOf(this, this.group, this.azure),
    });
  }

  private createVault(): KeyVault {
    const { group, network, site } = this;
    const keys = hasKeys(site, this.azure);
    const vault = new KeyVault(this, "Vault", {
      group,
      network,
      tier: keys ? "premium" : "standard",
      trustAzure: keys,
      disposable: site.disposable,
    });
    network.subnet("nodes").connections.allowTo(vault, "secrets of the site");
    network.subnet("operators").connections.allowTo(vault, "Terraform writes secrets");
    this.logs.watch("VaultLogs", vault.vaultId, ["audit"]);
    return vault;
  }

  private createCluster(registry?: ContainerRegistry, diskEncryption?: DiskEncryption): AksCluster {
    const { site, azure, group, network, logs } = this;
    const made = { registry, diskEncryption, egress: this.egress(registry) };
    const cluster = clusterOf(this, { site, azure, group, network, logs, ...made });
    this.output("cluster_name", cluster.clusterName, "AKS cluster; sign in to it before the platform stack.");
    this.output("resource_group", group.azure.resourceGroup, "Resource group of the site.");
    return cluster;
  }

  private egress(registry?: ContainerRegistry): AksClusterProps["egress"] {
    const { egress, registryId = registry?.registryId } = this.azure.kubernetes;
    return egress === "isolated" && registryId !== undefined
      ? { kind: "isolated", registryId }
      : { kind: "firewall", route: this.egressRoute() };
  }

  /** A cluster that reaches nothing outside needs no firewall, and a hub may bring one along. */
  private hasFirewall(): boolean {
    const { kubernetes, network, registry } = this.azure;
    const isolated = kubernetes.egress === "isolated" && (kubernetes.registryId ?? registry) !== undefined;
    return !isolated && network.hub?.firewallAddress === undefined;
  }

  private egressRoute(): EgressRoute {
    const { hub, subnets } = this.azure.network;
    const route = new EgressRoute(this, "Egress", {
      group: this.group,
      network: this.network,
      firewallAddress: hub?.firewallAddress ?? firewallAddressIn(subnets.firewall),
      uses: ["nodes", "media", "postgres", "operators"],
      // Offices behind the hub's gateway reach load balancers without passing a firewall of the site's own.
      learnRoutes: hub?.useGateway && hub.firewallAddress === undefined,
    });
    tellEgress(this, this.network, this.azure, foundationEgress(this.site, this.azure));
    if (this.hasFirewall()) route.node.addDependency(this.createFirewall());
    return route;
  }

  private createFirewall(): AzureFirewall {
    const { group, network, logs, site, azure } = this;
    this.firewall = new AzureFirewall(this, "Firewall", {
      group,
      network,
      logs,
      tier: azure.egress.tier,
      egress: foundationEgress(site, azure),
      forward: forwardedMedia(site, azure),
      publicAddressIds: azure.access.media?.addresses.map(({ id }) => id),
      dnsServers: azure.network.dnsServers,
    });
    return this.firewall;
  }
}

/** Whether the site encrypts by keys of its own: these are kept in hardware, and Azure's services read them. */
function hasKeys({ database }: Site, { kubernetes }: SiteAzure): boolean {
  return kubernetes.diskKeys === "own" || (database.kind === "azure" && database.dataKeys === "own");
}
