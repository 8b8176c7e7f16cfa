import { PublicIp } from "@cdktf/provider-azurerm/lib/public-ip";
import type { Construct } from "constructs";
import { zonesOf } from "../../catalog/azure-regions";
import { placeOf, type IAzureGroup } from "./azure-group";
import type { LogAnalytics } from "./log-analytics";

export interface PublicAddressProps {
  readonly group: IAzureGroup;
  /** What has the address; ends its name. */
  readonly part: string;
  /** Where attacks on it are told. @default - nowhere */
  readonly logs?: LogAnalytics;
}

/** A fixed address on the internet, in every zone of the region. */
export function publicAddress(scope: Construct, id: string, props: PublicAddressProps): PublicIp {
  const { group, part, logs } = props;
  const { cloud, region, names } = group.azure;
  const address = new PublicIp(scope, id, {
    ...placeOf(group),
    name: names.of("publicIp", part),
    allocationMethod: "Static",
    sku: "Standard",
    zones: zonesOf(cloud, region)?.slice(),
  });
  logs?.watch(`AddressLogs-${part}`, address.id);
  return address;
}
