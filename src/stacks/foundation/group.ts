import type { Construct } from "constructs";
import { AzureGroup } from "../../constructs/azure/azure-group";
import type { Site } from "../../site/site";
import type { SiteAzure } from "../../site/site-azure";

/** Where a foundation is made, whatever it is made of. */
type Place = Pick<SiteAzure, "cloud" | "region" | "tenantId" | "subscriptionId" | "tags" | "resourceGroup">;

/** The resource group of a site, new or there already. */
export function groupOf(scope: Construct, { name }: Site, place: Place): AzureGroup {
  const { cloud, region, tenantId, subscriptionId, tags, resourceGroup } = place;
  return new AzureGroup(scope, "Group", {
    site: name,
    cloud,
    region,
    tenantId,
    subscriptionId,
    tags,
    existing: resourceGroup,
  });
}
