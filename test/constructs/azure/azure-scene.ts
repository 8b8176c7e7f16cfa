import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import type { AzureCloud } from "../../../src/catalog/azure-clouds";
import { AzureGroup } from "../../../src/constructs/azure/azure-group";
import { AzureNetwork, type AzureNetworkProps } from "../../../src/constructs/azure/azure-network";
import { testStack } from "../../support/synth";

export const TENANT = "00000000-0000-4000-8000-00000000000a";
export const SUBSCRIPTION = "00000000-0000-4000-8000-000000000001";

/** A stack with the provider, the group and the network of one site. */
export function azureScene(cloud: AzureCloud = "azure", network: Partial<AzureNetworkProps> = {}) {
  const stack = testStack();
  new AzurermProvider(stack, "Azure", { features: [{}], subscriptionId: SUBSCRIPTION });
  const region = cloud === "azure" ? "swedencentral" : "usgovvirginia";
  const group = new AzureGroup(stack, "Group", {
    site: "osprey",
    cloud,
    region,
    tenantId: TENANT,
    subscriptionId: SUBSCRIPTION,
  });
  const made = new AzureNetwork(stack, "Network", { group, addressSpace: "10.40.0.0/16", ...network });
  return { stack, group, network: made };
}
