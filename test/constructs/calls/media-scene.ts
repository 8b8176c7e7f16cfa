import { Construct } from "constructs";
import type { ITurnServer } from "../../../src/constructs/calls/media-router";
import { Connections } from "../../../src/constructs/kubernetes/connections";
import { Secret } from "../../../src/constructs/kubernetes/secret";

/** Exposures that are wrong for two routers. */
export const media = {
  shared: { kind: "load-balancer", addresses: ["198.51.100.11", "198.51.100.11"] },
  named: { kind: "load-balancer", addresses: ["198.51.100.11", "calls.example"] },
  namedNode: {
    kind: "host-network",
    nodeNetworks: ["192.0.2.0/24"],
    publicAddresses: { "192.0.2.11": "calls.example" },
  },
} as const;

/** A TURN server that somebody else runs. */
export function turnServer(scope: Construct): ITurnServer {
  const side = new Connections(scope, "Turn", { name: "turn", addresses: ["192.0.2.20/32"] });
  const secret = Secret.fromName(scope, "TurnSecret", { name: "turn" });
  return Object.assign(side, {
    iceServers: [{ urls: ["turn:192.0.2.20:3478"] }],
    turn: { staticSecret: secret.key("secret"), expirationMinutes: 1440 },
  });
}
