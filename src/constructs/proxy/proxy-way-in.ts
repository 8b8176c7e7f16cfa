import type { Construct } from "constructs";
import type { Connections } from "../kubernetes/connections";
import { entrance, oneAddress } from "../kubernetes/entrance";
import { NGINX_PORTS } from "./nginx-pod";
import type { ProxyExposure } from "./proxy-exposure";

/** What people dial, for the firewall matrix: the address and the ports in front of the proxy. */
export function wayIn(scope: Construct, name: string, exposure: ProxyExposure): Connections {
  const atNodes = exposure.kind === "node-port";
  const [https, http] = atNodes ? [exposure.https, exposure.http] : [443, 80];
  const address = atNodes ? undefined : exposure.address;
  return entrance(scope, "WayIn", {
    name: `${name} at its ${atNodes ? "node ports" : "load balancer"}`,
    at: atNodes ? "nodes" : "address",
    addresses: address === undefined ? undefined : [oneAddress(address)],
    ports: [
      { name: NGINX_PORTS.https.name, port: https },
      { name: NGINX_PORTS.http.name, port: http },
    ],
  });
}
