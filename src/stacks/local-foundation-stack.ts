import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import type { Construct } from "constructs";
import { AZURE_CLOUDS } from "../catalog/azure-clouds";
import { AzapiProvider } from "../constructs/azure-local/azapi";
import { LoadBalancer } from "../constructs/azure-local/load-balancer";
import { LocalCluster } from "../constructs/azure-local/local-cluster";
import { LogicalNetwork, type ILogicalNetwork } from "../constructs/azure-local/logical-network";
import type { AzureGroup } from "../constructs/azure/azure-group";
import type { Site } from "../site/site";
import type { SiteAzureLocal } from "../site/site-azure-local";
import { groupOf } from "./foundation/group";
import { SiteStack, type SiteStackProps } from "./site-stack";

export interface LocalFoundationStackProps extends SiteStackProps {
  readonly azureLocal: SiteAzureLocal;
}

/**
 * What a site stands on where an Azure Local instance is: its network, its cluster, and who gives Services their
 * addresses. Applied while Azure is reached; the stacks above it need the cluster alone.
 */
export class LocalFoundationStack extends SiteStack {
  private readonly site: Site;
  private readonly local: SiteAzureLocal;
  private readonly group: AzureGroup;

  public constructor(scope: Construct, id: string, props: LocalFoundationStackProps) {
    super(scope, id, props);
    this.site = props.site;
    this.local = props.azureLocal;
    this.createProviders();
    this.group = groupOf(this, this.site, this.local);
    const cluster = this.createCluster(this.createNetwork());
    const { loadBalancer } = this.local;
    if (loadBalancer) new LoadBalancer(this, "LoadBalancer", { cluster, ...loadBalancer });
    this.output("cluster_name", cluster.clusterName, "Cluster; fetch its certificate kubeconfig.");
    this.output("resource_group", this.group.azure.resourceGroup, "Resource group of the site.");
  }

  private createProviders(): void {
    const { cloud, subscriptionId, tenantId } = this.local;
    const { environment } = AZURE_CLOUDS[cloud];
    new AzurermProvider(this, "Azure", {
      environment,
      subscriptionId,
      tenantId,
      features: [{ resourceGroup: [{ preventDeletionIfContainsResources: true }] }],
      resourceProviderRegistrations: "none",
      resourceProvidersToRegister: [
        "Microsoft.Kubernetes",
        "Microsoft.KubernetesConfiguration",
        "Microsoft.KubernetesRuntime",
        "Microsoft.HybridContainerService",
        "Microsoft.ExtendedLocation",
        "Microsoft.AzureStackHCI",
      ],
    });
    new AzapiProvider(this, "AzureApi", { environment, subscriptionId, tenantId });
  }

  private createNetwork(): ILogicalNetwork {
    const { network, customLocationId } = this.local;
    if (network.kind === "existing") return LogicalNetwork.fromId(this, "Network", network.id);
    const { group, site } = this;
    return new LogicalNetwork(this, "Network", {
      group,
      customLocationId,
      ...network,
      disposable: site.disposable,
    });
  }

  private createCluster(network: ILogicalNetwork): LocalCluster {
    const { customLocationId, kubernetes } = this.local;
    const { pool, ...rest } = kubernetes;
    return new LocalCluster(this, "Cluster", {
      ...rest,
      group: this.group,
      customLocationId,
      network,
      pools: { site: pool },
      disposable: this.site.disposable,
    });
  }
}
