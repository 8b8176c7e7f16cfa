import { all, type Change, type RuleCase } from "../sites";

const nodes =
  (count: number): Change =>
  ({ cluster }) => {
    cluster.nodes = { ...cluster.nodes, count };
  };

const proxy =
  (replicas: number): Change =>
  (spec) => {
    spec.cluster.exposure = { kind: "node-port" };
    spec.proxy = { ...spec.proxy, replicas };
  };

const signIn =
  (replicas: number): Change =>
  ({ identity }) => {
    if (identity?.kind !== "keycloak") throw new Error("the base site signs in by Keycloak");
    identity.exposure = { kind: "node-port", https: 30_444 };
    identity.replicas = replicas;
  };

const relay: Change = (spec) => {
  spec.calls = {
    concurrentCalls: 2,
    router: { kind: "rtcd", exposure: { kind: "turn-only" } },
    turn: {
      kind: "coturn",
      exposure: { kind: "node-port", address: "10.20.30.11", port: 30_478 },
      peers: ["10.42.0.0/16"],
    },
  };
};

const trusted: Change = (spec) => {
  spec.proxy = { ...spec.proxy, trustedProxies: ["10.20.30.1/32"] };
};

export const NODE_PORT_CASES: readonly RuleCase[] = [
  {
    code: "HF2706",
    what: "fewer proxies than nodes",
    breaks: all(nodes(3), proxy(2)),
    keeps: all(nodes(3), proxy(3)),
    paths: ["cluster.exposure"],
    shows: "node-port with 2 pods, cluster.nodes.count is 3",
  },
  {
    code: "HF2706",
    what: "fewer proxies than nodes, and nothing before them",
    breaks: all(nodes(3), proxy(2)),
    keeps: all(nodes(3), proxy(2), trusted),
    paths: ["cluster.exposure"],
    shows: "node-port with 2 pods",
  },
  {
    code: "HF2706",
    what: "fewer servers of Keycloak than nodes",
    breaks: all(nodes(3), signIn(2)),
    keeps: all(nodes(3), signIn(3)),
    paths: ["identity.exposure"],
    shows: "node-port with 2 pods",
  },
  {
    code: "HF2706",
    what: "a TURN server on one of several nodes",
    breaks: all(nodes(3), relay),
    keeps: all(nodes(1), relay),
    paths: ["calls.turn.exposure"],
    shows: "node-port with 1 pod, cluster.nodes.count is 3",
  },
];
