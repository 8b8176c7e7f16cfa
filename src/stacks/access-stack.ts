import { DataAzurermKeyVaultSecrets } from "@cdktf/provider-azurerm/lib/data-azurerm-key-vault-secrets";
import type { Construct } from "constructs";
import { AZURE_TYPES, azureId } from "../catalog/azure-ids";
import { ApplicationGateway } from "../constructs/azure/application-gateway";
import type { GatewayHost } from "../constructs/azure/application-gateway-parts";
import { AzureGroup, type IAzureGroup } from "../constructs/azure/azure-group";
import { certificateInVault, GatewayEntry } from "../constructs/azure/gateway-entry";
import { LogAnalytics } from "../constructs/azure/log-analytics";
import type { Site } from "../site/site";
import type { SiteAzure } from "../site/site-azure";
import type { SiteAzureGateway } from "../site/site-azure-access";
import { servedHosts } from "../site/names";
import { addAzureProvider } from "./azure-provider";
import { portablePath } from "./backend";
import { SiteStack, type SiteStackProps } from "./site-stack";

export interface AccessStackProps extends SiteStackProps {
  readonly azure: SiteAzure;
  readonly gateway: SiteAzureGateway;
}

/**
 * The gateway by which people come in. A stack of its own: Azure makes no gateway before its certificate is in the
 * vault, and the vault is made by the foundation. What it stands on is there already, and reached by its name.
 */
export class AccessStack extends SiteStack {
  public constructor(scope: Construct, id: string, props: AccessStackProps) {
    super(scope, id, props);
    const { azure, gateway, site } = props;
    addAzureProvider(this, azure);
    const group = AzureGroup.fromName(this, "Group", {
      ...azure,
      site: site.name,
      existing: azure.resourceGroup,
    });
    this.needCertificate(group, gateway, `${site.name}-foundation`);
    this.createGateway(group, props);
  }

  private createGateway(group: IAzureGroup, { azure, gateway, site }: AccessStackProps): void {
    const { exposure } = site.cluster;
    const { names } = group.azure;
    const workspace = azureId(group.azure, AZURE_TYPES.logAnalytics, names.of("logAnalytics"));
    new ApplicationGateway(this, "Gateway", {
      ...gateway,
      group,
      entry: GatewayEntry.fromNames(this, "Entry", {
        group,
        exposure: gateway.exposure,
        range: azure.network.subnets.applicationGateway,
        madeBy: `${site.name}-foundation`,
      }),
      logs: LogAnalytics.fromId(this, "Logs", workspace),
      maxFileSize: site.mattermost.maxFileSize,
      hosts: hostsOf(site),
      backend: {
        address: (exposure.kind === "load-balancer" ? exposure.address : undefined) ?? "",
        trustedRoot: this.authority(gateway),
      },
    });
  }

  private authority({ authority }: SiteAzureGateway): string | undefined {
    if (authority === undefined) return undefined;
    return `\${file("${portablePath(this.stackDirectory, authority)}")}`;
  }

  /** Whether the certificate is there, by the names of the vault's secrets: no value is read. */
  private needCertificate(group: IAzureGroup, { certificateId }: SiteAzureGateway, foundation: string): void {
    const { azure } = group;
    const certificate = certificateInVault(certificateId, azure);
    if (certificate === undefined) return;
    const vault = azure.names.of("keyVault");
    new DataAzurermKeyVaultSecrets(this, "Certificate", {
      keyVaultId: azureId(azure, AZURE_TYPES.keyVault, vault),
      lifecycle: {
        postcondition: [
          {
            condition: `\${contains(self.names, "${certificate}")}`,
            errorMessage: `The vault ${vault} has no certificate ${certificate}: import it after ${foundation} is applied, then apply this stack. Azure makes no gateway without it.`,
          },
        ],
      },
    });
  }
}

/** Host names that the proxy in the cluster serves, and how each is asked whether it does. */
function hostsOf(site: Site): [GatewayHost, ...GatewayHost[]] {
  const [chat, ...others] = servedHosts(site);
  return [chat, ...others];
}
