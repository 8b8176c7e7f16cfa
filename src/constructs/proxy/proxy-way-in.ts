import type { Construct } from "constructs";
import { Connections } from "../kubernetes/connections";
import { NGINX_PORTS } from "./nginx-pod";
import type { ProxyExposure } from "./proxy-exposure";

const OUTSIDE = "in front of the cluster, where the site's own firewall holds it";

/** What people dial, for the firewall matrix: the address and the ports in front of the proxy. */
export function wayIn(scope: Construct, name: string, exposure: ProxyExposure): Connections {
  const [https, http] = exposure.kind === "node-port" ? [exposure.https, exposure.http] : [443, 80];
  const address = exposure.kind === "load-balancer" ? exposure.address : undefined;
  return new Connections(scope, "WayIn", {
    name: `${name} at its ${exposure.kind === "node-port" ? "node ports" : "load balancer"}`,
    addresses: address === undefined ? undefined : [`${address}/32`],
    ports: [
      { name: NGINX_PORTS.https.name, port: https },
      { name: NGINX_PORTS.http.name, port: http },
    ],
    unenforceable: OUTSIDE,
  });
}
