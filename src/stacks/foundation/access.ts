import type { Construct } from "constructs";
import { ApplicationGateway } from "../../constructs/azure/application-gateway";
import type { GatewayHost } from "../../constructs/azure/application-gateway-parts";
import type { IAzureGroup } from "../../constructs/azure/azure-group";
import { Bastion } from "../../constructs/azure/bastion";
import { DdosProtection } from "../../constructs/azure/ddos-protection";
import type { ForwardedPort } from "../../constructs/azure/firewall-rules";
import type { Site } from "../../site/site";
import type { SiteAzure } from "../../site/site-azure";
import type { SiteAzureGateway } from "../../site/site-azure-access";
import type { FoundationParts } from "./foundation-parts";

/** How people and operators get into the network. */
export function accessOf(scope: Construct, parts: FoundationParts): void {
  const { access } = parts.azure;
  const { group, network, logs } = parts;
  if (access.gateway) gatewayOf(scope, parts, access.gateway);
  if (access.bastion) new Bastion(scope, "Bastion", { group, network, logs, ...access.bastion });
}

function gatewayOf(scope: Construct, parts: FoundationParts, gateway: SiteAzureGateway): void {
  const { site, group, network, vault, logs, portable, output } = parts;
  const { exposure } = site.cluster;
  const made = new ApplicationGateway(scope, "Gateway", {
    group,
    network,
    vault,
    logs,
    certificateId: gateway.certificateId,
    exposure: gateway.exposure,
    allowFrom: gateway.allowFrom,
    capacity: gateway.capacity,
    maxFileSize: site.mattermost.maxFileSize,
    hosts: hostsOf(site),
    backend: {
      address: (exposure.kind === "load-balancer" ? exposure.address : undefined) ?? "",
      trustedRoot: gateway.authority === undefined ? undefined : `\${file("${portable(gateway.authority)}")}`,
    },
  });
  output("site_address", made.address, "Address that the site's host names lead to.");
}

/** Host names that the proxy in the cluster serves. */
function hostsOf({ mattermost, identity }: Site): [GatewayHost, ...GatewayHost[]] {
  const chat = {
    name: "chat",
    host: new URL(mattermost.siteUrl).hostname,
    probePath: "/api/v4/system/ping",
  };
  if (identity?.kind !== "keycloak" || identity.exposure.kind !== "proxy") return [chat];
  const { url, realm } = identity;
  const probePath = `/realms/${realm}/.well-known/openid-configuration`;
  return [chat, { name: "signin", host: new URL(url).hostname, probePath }];
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
