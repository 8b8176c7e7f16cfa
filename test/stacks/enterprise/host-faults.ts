import { contains } from "../../../src/catalog/azure-address-plan";
import { siteNames } from "../../../src/site/names";
import type { Site } from "../../../src/site/site";
import type { SiteAzure } from "../../../src/site/site-azure";
import type { Json } from "../../support/terraform-json";
import { of, referred } from "./azure-json";

/** Hosts in no zone or in two, that lead elsewhere than the site says, and zones that others ask or nobody. */
export function hostFaults(site: Site, { access, network }: SiteAzure, stack: Json): readonly string[] {
  const { gateway, names } = access;
  const zones = of(stack, "azurerm_private_dns_zone").filter(
    ({ body }) => !String(body.name).startsWith("privatelink."),
  );
  if (names === undefined) return zones.map(({ id }) => `${id} is a zone that nobody asked for`);
  const records = of(stack, "azurerm_private_dns_a_record").map(({ body }) => {
    const zone = String(referred(stack, body.zone_name)?.body.name);
    return { host: body.name === "@" ? zone : `${String(body.name)}.${zone}`, to: String(body.records) };
  });
  const toGateway = names.to === "gateway";
  const isRight = (address: string): boolean => {
    if (toGateway && gateway?.exposure === "internet") return address.includes("azurerm_public_ip.");
    const subnet = toGateway ? network.subnets.applicationGateway : network.subnets.nodes;
    return contains(subnet, `${address}/32`);
  };
  const own = ownSignIn(site);
  const hosts = siteNames(site).map(({ host }) => host);
  const asking = 1 + (names.linkHub ? 1 : 0) + names.networks.length;
  return [
    ...hosts
      .filter((host) => records.filter((each) => each.host === host).length !== 1)
      .map((host) => `${host} is not in one zone`),
    ...records.filter(({ host }) => !hosts.includes(host)).map(({ host }) => `${host} is no host`),
    ...records
      .filter(({ host, to }) => !(host === own?.host ? to === own.address : isRight(to)))
      .map(({ host, to }) => `${host} leads to ${to}`),
    ...zones
      .filter(({ id }) => linksTo(stack, id).length !== asking)
      .map(({ id }) => `${id} is asked by ${linksTo(stack, id).length} networks`),
    ...zones
      .filter(({ body }) => names.zone !== undefined && body.name !== names.zone)
      .map(({ id }) => `${id} is not the site's zone`),
  ];
}

/** Sign-in that has a load balancer of its own. */
function ownSignIn({ identity }: Site) {
  if (identity?.kind !== "keycloak" || identity.exposure.kind !== "load-balancer") return undefined;
  return { host: new URL(identity.url).hostname, address: identity.exposure.address };
}

function linksTo(stack: Json, zone: string): readonly Json[] {
  return of(stack, "azurerm_private_dns_zone_virtual_network_link")
    .map(({ body }) => body)
    .filter((body) => referred(stack, body.private_dns_zone_name)?.id === zone);
}
