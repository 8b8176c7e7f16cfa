import { AZURE_REGIONS, type AzureRegion } from "../../catalog/azure-regions";
import type { Site } from "../site";
import type { SiteAzureDatabase } from "../site-azure-database";
import type { SiteSpec } from "../spec";
import type { Finding, FindRule } from "./rule";

/** What a rule on a database of Azure finds; nothing on a site without one. */
export function inAzureDatabase(
  find: (database: SiteAzureDatabase, site: Site, spec: SiteSpec) => readonly Finding[],
): FindRule["find"] {
  return (site, spec) => (site.database.kind === "azure" ? find(site.database, site, spec) : []);
}

/** The same with what its region can do; nothing in a region that is not known. */
export function inRegion(
  find: (database: SiteAzureDatabase, region: AzureRegion) => readonly Finding[],
): FindRule["find"] {
  return inAzureDatabase((database, { azure }) => {
    const region = azure && AZURE_REGIONS[azure.cloud][azure.region];
    return region ? find(database, region) : [];
  });
}
