import { planSubnets } from "../../catalog/azure-address-plan";
import type { AzureCloud } from "../../catalog/azure-clouds";
import { DEFAULTS } from "../defaults";
import type { Site } from "../site";
import type { SiteAzureAccess, SiteAzureEgress, SiteAzureGateway } from "../site-azure-access";
import { sizeGateway } from "../sizing/azure-gateway";
import type { SiteSpec } from "../spec";
import { resolveNames, resolveOperators } from "./azure-operators";
import type { Ledger } from "./ledger";
import { absolutePath } from "./paths";

type AzureSpec = NonNullable<SiteSpec["azure"]>;
type AccessSpec = NonNullable<AzureSpec["access"]>;

const PATH = "azure.access";

/** How people, voice and operators get into the network; nothing of it is there unless the site says so. */
export function resolveAccess(
  azure: AzureSpec,
  cloud: AzureCloud,
  directory: string,
  site: Pick<Site, "people">,
  ledger: Ledger,
): SiteAzureAccess {
  const { gateway, media, bastion, names, operators, ddosProtection } = azure.access ?? {};
  return {
    gateway: gateway && resolveGateway(gateway, directory, site, ledger),
    media: media && ledger.written(`${PATH}.media`, media),
    bastion: bastion && {
      sku: ledger.chosen(`${PATH}.bastion.sku`, bastion.sku, DEFAULTS.azure.bastion),
      reason: ledger.written(`${PATH}.bastion.reason`, bastion.reason),
      allowFrom: ledger.optional(`${PATH}.bastion.allowFrom`, bastion.allowFrom, "the internet"),
    },
    names: names && resolveNames(names, azure, ledger),
    operators: operators && resolveOperators(operators, azure.kubernetes, cloud, directory, ledger),
    ddosProtection: ddosProtection && {
      planId: ledger.optional(`${PATH}.ddosProtection.planId`, ddosProtection.planId, "a plan of its own"),
    },
  };
}

function resolveGateway(
  gateway: NonNullable<AccessSpec["gateway"]>,
  directory: string,
  { people }: Pick<Site, "people">,
  ledger: Ledger,
): SiteAzureGateway {
  const path = `${PATH}.gateway`;
  return {
    certificateId: ledger.written(`${path}.certificateId`, gateway.certificateId),
    exposure: ledger.chosen(`${path}.exposure`, gateway.exposure, DEFAULTS.azure.gatewayExposure),
    reason: ledger.optional(`${path}.reason`, gateway.reason, "no address on the internet"),
    allowFrom: ledger.optional(`${path}.allowFrom`, gateway.allowFrom, "everybody whom the exposure lets in"),
    capacity: ledger.sized(`${path}.capacity`, gateway.capacity, sizeGateway(people.concurrentUsers)),
    authority: ledger.optional(
      `${path}.authority`,
      gateway.authority === undefined ? undefined : absolutePath(directory, gateway.authority),
      "a public authority",
    ),
  };
}

/** The firewall that everything passes on its way out. */
export function resolveEgress(egress: AzureSpec["egress"], ledger: Ledger): SiteAzureEgress {
  const path = "azure.egress";
  const defaults = DEFAULTS.azure;
  const rows: SiteAzureEgress["rows"] | undefined = egress?.rows?.map((row) => ({
    hosts: row.hosts,
    port: row.port ?? defaults.egressPort,
    protocol: row.protocol ?? defaults.egressProtocol,
    from: row.from ?? defaults.egressFrom,
    reason: row.reason,
  }));
  return {
    tier: ledger.chosen(`${path}.tier`, egress?.tier, defaults.firewallTier),
    rows: ledger.chosen(`${path}.rows`, rows, defaults.egressRows),
  };
}

/** Range of the gateway before the proxy; undefined where there is none. */
export function gatewayRange({ azure }: SiteSpec): string | undefined {
  if (azure?.access?.gateway === undefined) return undefined;
  const { addressSpace, subnets } = azure.network;
  return planSubnets(addressSpace, subnets).applicationGateway;
}
