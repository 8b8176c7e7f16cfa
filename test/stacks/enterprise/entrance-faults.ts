import { addressIn, MACHINE_SUBNETS } from "../../../src/catalog/azure-address-plan";
import type { Site } from "../../../src/site/site";
import type { SiteAzure } from "../../../src/site/site-azure";
import { letsIn, type Packet } from "../../support/security-groups";
import type { Json } from "../../support/terraform-json";
import { of } from "./azure-json";

type Way = Omit<Packet, "source">;

/** A device in the offices, which are joined with the site's network. */
const OFFICE = "10.127.4.5";
const KUBELET = 10_250;

/** What people and devices dial and machines don't get, or get beside the gateway; pools that don't reach each other. */
export function entranceFaults(site: Site, azure: SiteAzure, stack: Json): readonly string[] {
  const machines = machinesOf(azure);
  const pods = addressIn(azure.network.podRange, 300);
  const proxy = balancer(site.cluster.exposure, 443, ["Tcp"]);
  const direct = [...(hasGateway(azure) ? [] : proxy), ...othersOf(site)];
  const beside = hasGateway(azure) ? proxy : [];
  return machines.flatMap(({ use, address }) => {
    const body = of(stack, "azurerm_network_security_group").find(({ id }) =>
      id.startsWith(`Network_${use}_`),
    )?.body;
    if (body === undefined) return [`${use} has no security group`];
    const wanted = [
      ...direct.map((way) => ({ ...way, source: OFFICE })),
      ...[...machines.map((each) => each.address), pods].flatMap((source) =>
        [address, pods].map((destination): Packet => ({
          source,
          destination,
          protocol: "Tcp",
          port: KUBELET,
        })),
      ),
    ];
    const unwanted = [
      ...beside.map((way) => ({ ...way, source: OFFICE })),
      ...[...direct.map(({ destination }) => destination), address].map((destination): Packet => ({
        source: OFFICE,
        destination,
        protocol: "Tcp",
        port: 22,
      })),
    ];
    return [
      ...wanted
        .filter((packet) => !letsIn(body, packet))
        .map((packet) => `${use} refuses ${JSON.stringify(packet)}`),
      ...unwanted
        .filter((packet) => letsIn(body, packet))
        .map((packet) => `${use} takes ${JSON.stringify(packet)}`),
    ];
  });
}

/** A machine of each subnet that has some. */
function machinesOf({ kubernetes, network }: SiteAzure) {
  const uses = MACHINE_SUBNETS.filter((use) => use !== "media" || kubernetes.mediaPool);
  return uses.map((use) => ({ use, address: addressIn(network.subnets[use], 7) }));
}

/** Whether people come by the gateway and by no other way. */
function hasGateway({ access: { gateway, names } }: SiteAzure): boolean {
  return gateway !== undefined && names?.to !== "load-balancer";
}

/** What is dialled beside the proxy. Load balancers of AKS hand packets on with their own address; every machine of the cluster may get them. */
function othersOf({ calls, identity }: Site): readonly Way[] {
  const router = calls?.router.kind === "rtcd" ? calls.router : undefined;
  const media = router?.exposure.kind === "load-balancer" ? router.exposure.addresses : [];
  return [
    ...balancer(identity?.kind === "keycloak" ? identity.exposure : undefined, 443, ["Tcp"]),
    ...balancer(calls?.turn?.kind === "coturn" ? calls.turn.exposure : undefined, 3478, ["Udp", "Tcp"]),
    ...media.flatMap((address) => waysTo(address, router?.mediaPort ?? 0, ["Udp", "Tcp"])),
  ];
}

function balancer(
  exposure: { readonly kind: string; readonly address?: string } | undefined,
  port: number,
  protocols: readonly Way["protocol"][],
): readonly Way[] {
  const { kind, address } = exposure ?? {};
  return kind === "load-balancer" && address !== undefined ? waysTo(address, port, protocols) : [];
}

function waysTo(destination: string, port: number, protocols: readonly Way["protocol"][]): readonly Way[] {
  return protocols.map((protocol) => ({ destination, port, protocol }));
}
