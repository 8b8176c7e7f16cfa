import type { Construct } from "constructs";
import { clusterOf } from "./cluster";
import { Connections } from "./connections";

/** The cluster's own API server, for the few pods that talk to it and for the webhooks that it calls. */
export function kubernetesApi(scope: Construct, id = "KubernetesApi"): Connections {
  return new Connections(scope, id, {
    name: "kubernetes-api",
    addresses: clusterOf(scope).apiServerAddresses,
    // 443 before and 6443 behind the `kubernetes` Service: policies see one or the other, depending on the network.
    ports: [
      { name: "api", port: 443 },
      { name: "api", port: 6443 },
    ],
  });
}
