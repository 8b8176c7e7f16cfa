import type { Construct } from "constructs";
import type { GatewayEntry } from "../../constructs/azure/gateway-entry";
import { HostZone, type HostRecord } from "../../constructs/azure/host-zone";
import { siteZones, type NameTarget } from "../../site/names";
import type { FoundationParts } from "./foundation-parts";

/** Private zones in which the site's networks find its hosts; nothing when others run its names. */
export function namesOf(
  scope: Construct,
  { azure, group, network, site }: FoundationParts,
  entry?: GatewayEntry,
): void {
  const { names } = azure.access;
  if (names === undefined) return;
  const { hub } = azure.network;
  const networks = {
    site: network.networkId,
    ...(names.linkHub && hub && { hub: hub.virtualNetworkId }),
    ...Object.fromEntries(names.networks.map((id, index) => [`network-${index + 1}`, id])),
  };
  for (const { zone, records } of siteZones(site)) {
    new HostZone(scope, `Names-${zone}`, {
      group,
      zone,
      networks,
      records: records.flatMap(({ record, target }): HostRecord[] => {
        const address = addressOf(target, entry);
        return address === undefined ? [] : [{ record, address }];
      }),
      disposable: site.disposable,
    });
  }
}

function addressOf(target: NameTarget, entry?: GatewayEntry): string | undefined {
  if (target.kind === "address") return target.address;
  return target.kind === "gateway" ? entry?.address : undefined;
}
