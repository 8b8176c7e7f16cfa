import type { AzureCloud } from "../../catalog/azure-clouds";
import { MACHINE_IMAGE, MACHINE_PACKAGES, MACHINE_SIZES } from "../../catalog/azure-machine";
import { DEFAULTS } from "../defaults";
import type { SiteAzureNames, SiteAzureOperators } from "../site-azure-access";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";
import { absolutePath } from "./paths";

type AzureSpec = NonNullable<SiteSpec["azure"]>;
type AccessSpec = NonNullable<AzureSpec["access"]>;

/** The machine in the operators' subnet. */
export function resolveOperators(
  operators: NonNullable<AccessSpec["operators"]>,
  { adminGroups }: AzureSpec["kubernetes"],
  cloud: AzureCloud,
  directory: string,
  ledger: Ledger,
): SiteAzureOperators {
  const path = "azure.access.operators";
  const { cloudInit } = operators;
  return {
    sshKey: ledger.written(`${path}.sshKey`, operators.sshKey),
    vmSize: ledger.chosen(`${path}.vmSize`, operators.vmSize, {
      value: MACHINE_SIZES[cloud],
      reason: "two CPUs run Terraform and kubectl for a few people",
    }),
    imageVersion: ledger.chosen(`${path}.imageVersion`, operators.imageVersion, {
      value: MACHINE_IMAGE.version,
      reason: `${MACHINE_IMAGE.publisher} ${MACHINE_IMAGE.offer}, as the catalogue pins it`,
    }),
    diskSize: ledger.chosen(`${path}.diskSize`, operators.diskSize, DEFAULTS.azure.operatorsDisk),
    admins: ledger.chosen(`${path}.admins`, operators.admins, {
      value: adminGroups,
      reason: "those who administer the cluster",
    }),
    applies: ledger.chosen(`${path}.applies`, operators.applies, DEFAULTS.azure.operatorsApply),
    cloudInit: ledger.optional(
      `${path}.cloudInit`,
      cloudInit === undefined ? undefined : absolutePath(directory, cloudInit),
      "the image as its publisher made it",
    ),
    packages: ledger.chosen(`${path}.packages`, operators.packages, {
      value: MACHINE_PACKAGES,
      reason: "where the image is configured to get its updates",
    }),
  };
}

/** Private zones of the site's own hosts. */
export function resolveNames(
  names: NonNullable<AccessSpec["names"]>,
  { access, network: { hub } }: AzureSpec,
  ledger: Ledger,
): SiteAzureNames {
  const path = "azure.access.names";
  const networks: readonly string[] | undefined = names.networks;
  return {
    zone: ledger.optional(`${path}.zone`, names.zone, "each host is a zone of its own"),
    reason: ledger.optional(`${path}.reason`, names.reason, "no other name is hidden"),
    to: ledger.chosen(
      `${path}.to`,
      names.to,
      access?.gateway
        ? { value: "gateway", reason: "people come in by the web firewall" }
        : { value: "load-balancer", reason: "there is no gateway before it" },
    ),
    linkHub: ledger.chosen(
      `${path}.linkHub`,
      names.linkHub,
      hub
        ? { value: true, reason: "people come by way of the hub" }
        : { value: false, reason: "the site's network stands alone" },
    ),
    networks: ledger.chosen(`${path}.networks`, networks, DEFAULTS.azure.zoneNetworks),
  };
}
