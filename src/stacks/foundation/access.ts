import type { Construct } from "constructs";
import type { IAzureGroup } from "../../constructs/azure/azure-group";
import { Bastion } from "../../constructs/azure/bastion";
import { DdosProtection } from "../../constructs/azure/ddos-protection";
import type { ForwardedPort } from "../../constructs/azure/firewall-rules";
import { GatewayEntry } from "../../constructs/azure/gateway-entry";
import type { Site } from "../../site/site";
import type { SiteAzure } from "../../site/site-azure";
import type { SiteAzureGateway } from "../../site/site-azure-access";
import type { FoundationParts } from "./foundation-parts";
import { namesOf } from "./names";
import { operatorsOf } from "./operators";

/** How people and operators get into the network; the gateway itself is made by a stack of its own. */
export function accessOf(scope: Construct, parts: FoundationParts): void {
  const { access } = parts.azure;
  const { group, network, logs } = parts;
  const entry = access.gateway && entryOf(scope, parts, access.gateway);
  namesOf(scope, parts, entry);
  if (access.bastion) new Bastion(scope, "Bastion", { group, network, logs, ...access.bastion });
  operatorsOf(scope, parts);
}

function entryOf(scope: Construct, parts: FoundationParts, gateway: SiteAzureGateway): GatewayEntry {
  const { site, group, network, vault, logs, output } = parts;
  const { allowFrom, certificateId, exposure } = gateway;
  const entry = new GatewayEntry(scope, "GatewayEntry", {
    ...{ group, network, vault, logs, certificateId, exposure, allowFrom },
    disposable: site.disposable,
  });
  output("site_address", entry.address, "Address that the site's host names lead to.");
  return entry;
}

/** Voice from the internet: each router's public address leads to its load balancer. */
export function forwardedMedia({ calls }: Site, { access: { media } }: SiteAzure): readonly ForwardedPort[] {
  const router = calls?.router;
  if (!media || router?.kind !== "rtcd" || router.exposure.kind !== "load-balancer") return [];
  const { addresses } = router.exposure;
  return media.addresses.map(({ address }, index) => ({
    name: `calls-${index}`,
    at: address,
    to: addresses[index] ?? "",
    port: router.mediaPort,
    protocols: ["UDP", "TCP"],
    from: media.allowFrom,
    why: "voice, screens and video",
  }));
}

/** Plan that guards the network's public addresses; none unless the site asks for one. */
export function ddosPlanOf(scope: Construct, group: IAzureGroup, { access }: SiteAzure): string | undefined {
  const { ddosProtection } = access;
  if (!ddosProtection) return undefined;
  return ddosProtection.planId ?? new DdosProtection(scope, "DdosProtection", { group }).planId;
}
