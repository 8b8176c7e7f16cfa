import * as fc from "fast-check";
import { maybe, quietly } from "../../e2e/parts/generated-sites/arbitrary-values";
import { existing, type Ground } from "./ground";

const hub = (ground: Ground) =>
  maybe({
    virtualNetworkId: fc.constant(existing("Microsoft.Network/virtualNetworks", "vnet-hub")),
    addressSpaces: fc.constant(["172.16.0.0/16"]),
    useGateway: quietly(fc.boolean()),
    firewallAddress: fc.constant(ground.hubFirewall ? "172.16.8.4" : undefined),
  });

/** The section `azure.network` of a site. */
export const arbitraryNetwork = (ground: Ground) =>
  maybe({
    addressSpace: fc.constant(ground.space),
    subnets: fc.constant(ground.subnets),
    podRange: quietly(fc.constantFrom("10.192.0.0/14", "100.64.0.0/16", "100.64.0.0/19")),
    serviceRange: quietly(fc.constant("10.200.0.0/20")),
    dnsServers: quietly(fc.constant(["192.0.2.53"])),
    hub: ground.hub ? hub(ground) : fc.constant(undefined),
  });
