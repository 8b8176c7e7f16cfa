import type { Construct } from "constructs";
import type { Connections, Port } from "../kubernetes/connections";
import { entrance, oneAddress } from "../kubernetes/entrance";
import type { MediaExposure } from "./exposure";
import { routerName } from "./rtcd-environment";

/** What devices dial, for the firewall matrix: the address and port in front of each router. */
export function waysInside(
  scope: Construct,
  name: string,
  exposure: MediaExposure,
  media: readonly Port[],
): readonly Connections[] {
  const wayIn = (id: string, title: string, addresses: readonly string[], port?: number): Connections =>
    entrance(scope, id, {
      name: title,
      at: exposure.kind === "node-port" ? "nodes" : "address",
      addresses,
      ports: media.map((each) => ({ ...each, port: port ?? each.port })),
    });
  switch (exposure.kind) {
    case "turn-only":
      return [];
    case "host-network": {
      const told = Object.values(exposure.publicAddresses ?? {});
      return told.length === 0 ? [] : [wayIn("WayIn", `${name} from outside`, told.sort().map(oneAddress))];
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
            oneAddress(address),
          ]),
        ),
        ...(exposure.publicAddresses ?? []).map((address, index) =>
          wayIn(`PublicWayIn${String(index)}`, `${routerName(name, index)} from outside`, [
            oneAddress(address),
          ]),
        ),
      ];
  }
}
