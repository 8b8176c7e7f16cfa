import type { Construct } from "constructs";
import { Connections, type Port } from "../kubernetes/connections";
import type { MediaExposure } from "./exposure";
import { routerName } from "./rtcd-environment";

const OUTSIDE = "in front of the cluster, where the site's own firewall holds it";

/** What devices dial, for the firewall matrix: the address and port in front of each router. */
export function waysInside(
  scope: Construct,
  name: string,
  exposure: MediaExposure,
  media: readonly Port[],
): readonly Connections[] {
  const wayIn = (id: string, title: string, addresses: readonly string[], port?: number): Connections =>
    new Connections(scope, id, {
      name: title,
      addresses,
      ports: media.map((each) => ({ ...each, port: port ?? each.port })),
      unenforceable: OUTSIDE,
    });
  switch (exposure.kind) {
    case "turn-only":
      return [];
    case "host-network": {
      const told = Object.values(exposure.publicAddresses ?? {});
      return told.length === 0 ? [] : [wayIn("WayIn", `${name} from outside`, told.sort().map(single))];
    }
    case "node-port":
      return exposure.ports.map((port, index) =>
        wayIn(
          `WayIn${String(index)}`,
          `${routerName(name, index)} at its node port`,
          exposure.nodeNetworks,
          port,
        ),
      );
    case "load-balancer":
      return [
        ...exposure.addresses.map((address, index) =>
          wayIn(`WayIn${String(index)}`, `${routerName(name, index)} at its load balancer`, [
            single(address),
          ]),
        ),
        ...(exposure.publicAddresses ?? []).map((address, index) =>
          wayIn(`PublicWayIn${String(index)}`, `${routerName(name, index)} from outside`, [single(address)]),
        ),
      ];
  }
}

function single(address: string): string {
  return `${address}/32`;
}
