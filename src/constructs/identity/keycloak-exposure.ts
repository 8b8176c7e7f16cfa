import type { Construct } from "constructs";
import type { Connections } from "../kubernetes/connections";
import { entrance, oneAddress } from "../kubernetes/entrance";
import type { ServiceExposure } from "../kubernetes/service";
import { KEYCLOAK_PORTS } from "./keycloak-pod";
import type { KeycloakExposure, KeycloakOptions } from "./keycloak-props";

/** Port of people's addresses. */
export const HTTPS = 443;

/** How the Service that people dial is reached. */
export function serviceExposure({ exposure, allowFrom }: KeycloakOptions): ServiceExposure {
  switch (exposure.kind) {
    case "cluster":
      return exposure;
    case "load-balancer":
      return { ...exposure, allowFrom };
    case "node-port":
      return { kind: "node-port", nodePorts: { [KEYCLOAK_PORTS.https.name]: exposure.https } };
  }
}

/** What people dial, for the firewall matrix; nothing where they come by a proxy. */
export function entranceOf(
  scope: Construct,
  name: string,
  exposure: KeycloakExposure,
): Connections | undefined {
  const { name: port } = KEYCLOAK_PORTS.https;
  switch (exposure.kind) {
    case "cluster":
      return undefined;
    case "load-balancer":
      return entrance(scope, "WayIn", {
        name: `${name} at its load balancer`,
        at: "address",
        addresses: exposure.address === undefined ? undefined : [oneAddress(exposure.address)],
        ports: [{ name: port, port: HTTPS }],
      });
    case "node-port":
      return entrance(scope, "WayIn", {
        name: `${name} at its node port`,
        at: "nodes",
        ports: [{ name: port, port: exposure.https }],
      });
  }
}
