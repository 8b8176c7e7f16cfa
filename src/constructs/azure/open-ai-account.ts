import { CognitiveDeployment } from "@cdktf/provider-azurerm/lib/cognitive-deployment";
import { ResourceGroupTemplateDeployment } from "@cdktf/provider-azurerm/lib/resource-group-template-deployment";
import { Construct, type IConstruct } from "constructs";
import type { OpenAiSku } from "../../catalog/azure-open-ai";
import type { IConnectable, IConnections } from "../kubernetes/connections";
import { literal } from "../kubernetes/terraform-text";
import type { IAzureGroup } from "./azure-group";
import type { AzureNetwork } from "./azure-network";
import type { KeyVault } from "./key-vault";
import type { LogAnalytics } from "./log-analytics";
import { openAiTemplate } from "./open-ai-template";
import { PrivateEndpoint } from "./private-endpoint";

/** A model that can be asked. */
export interface OpenAiDeployment {
  /** Name by which it is asked. */
  readonly name: string;
  readonly model: string;
  readonly version: string;
  readonly sku: OpenAiSku;
  /** Thousands of tokens a minute, or provisioned units. */
  readonly capacity: number;
}

export interface OpenAiAccountProps {
  readonly group: IAzureGroup;
  readonly network: AzureNetwork;
  readonly logs: LogAnalytics;
  /** Gets the account's key. */
  readonly vault: KeyVault;
  /** Name of the key in the vault. */
  readonly keyName: string;
  /** Raise it after the key was made anew. @default 1 */
  readonly keyRevision?: number;
  /** Where models are asked; the address is in the site's network all the same. @default - the group's region */
  readonly region?: string;
  readonly deployments: readonly OpenAiDeployment[];
  /** Whether `terraform destroy` may take it. @default false */
  readonly disposable?: boolean;
}

/**
 * Azure OpenAI at an address of the site's own network. Mattermost's plugin knows keys only. Terraform's own resource
 * for an account reads its keys into state, so a template makes it: Azure copies the key into the vault, and neither
 * plan nor state ever hold it.
 */
export class OpenAiAccount extends Construct implements IConnectable {
  public readonly accountId: string;
  public readonly connections: IConnections;

  public constructor(scope: Construct, id: string, props: OpenAiAccountProps) {
    super(scope, id);
    const { group, network } = props;
    const { names, resourceGroup, subscriptionId } = group.azure;
    const name = names.of("openAi");
    const account = this.createAccount(name, props);
    this.accountId = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.CognitiveServices/accounts/${name}`;
    const endpoint = new PrivateEndpoint(this, "Endpoint", {
      group,
      network,
      service: "openAi",
      targetId: this.accountId,
    });
    endpoint.node.addDependency(account);
    this.connections = endpoint.connections;
    this.createDeployments(props.deployments, account);
    props.logs.watch("OpenAiLogs", this.accountId, ["audit"]).node.addDependency(account);
  }

  private createAccount(name: string, props: OpenAiAccountProps): IConstruct {
    const { group, vault, disposable = false } = props;
    const { names, region, resourceGroup, tags } = group.azure;
    const template = openAiTemplate({
      account: name,
      region: props.region ?? region,
      tags,
      vault: names.of("keyVault"),
      secret: props.keyName,
      revision: props.keyRevision ?? 1,
    });
    const account = new ResourceGroupTemplateDeployment(this, "Account", {
      name,
      resourceGroupName: resourceGroup,
      deploymentMode: "Incremental",
      templateContent: literal(JSON.stringify(template)),
      tags: { ...tags },
      lifecycle: { preventDestroy: !disposable },
    });
    account.node.addDependency(vault);
    return account;
  }

  /** One after the other: an account takes no second order while it carries one out. */
  private createDeployments(deployments: readonly OpenAiDeployment[], account: IConstruct): void {
    let previous = account;
    for (const { name, model, version, sku, capacity } of deployments) {
      const deployment = new CognitiveDeployment(this, `Deployment-${name}`, {
        name,
        cognitiveAccountId: this.accountId,
        model: { format: "OpenAI", name: model, version },
        sku: { name: sku, capacity },
        versionUpgradeOption: "NoAutoUpgrade",
      });
      deployment.node.addDependency(previous);
      previous = deployment;
    }
  }
}
