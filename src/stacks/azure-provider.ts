import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import type { Construct } from "constructs";
import { AZURE_CLOUDS } from "../catalog/azure-clouds";
import type { SiteAzure } from "../site/site-azure";

/** The provider of a stack that adds to what the foundation has made; it registers nothing in the subscription. */
export function addAzureProvider(
  scope: Construct,
  { cloud, subscriptionId, tenantId }: Pick<SiteAzure, "cloud" | "subscriptionId" | "tenantId">,
): void {
  new AzurermProvider(scope, "Azure", {
    environment: AZURE_CLOUDS[cloud].environment,
    subscriptionId,
    tenantId,
    features: [{}],
    resourceProviderRegistrations: "none",
  });
}
