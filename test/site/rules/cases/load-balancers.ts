import { all, type Change, type RuleCase } from "../sites";
import { cloud } from "./azure";

type Annotations = Readonly<Record<string, string>>;

const INTERNAL: Annotations = { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" };

const inside = (address: string, more: Annotations = {}): Change =>
  all(cloud, ({ cluster }) => {
    cluster.exposure = { kind: "load-balancer", address, annotations: { ...INTERNAL, ...more } };
  });

const signInAt = (address: string, annotations: Annotations): Change =>
  all(inside("10.40.0.9"), ({ identity }) => {
    if (identity?.kind !== "keycloak") throw new Error("the base site signs in by Keycloak");
    identity.exposure = { kind: "load-balancer", address, annotations };
  });

const turnAt = (address: string, annotations: Annotations): Change =>
  all(inside("10.40.0.9"), (spec) => {
    spec.calls = {
      concurrentCalls: 2,
      router: { kind: "rtcd", exposure: { kind: "turn-only" } },
      turn: {
        kind: "coturn",
        exposure: { kind: "load-balancer", address, annotations },
        peers: ["10.244.0.0/16"],
      },
    };
  });

/** Without Azure. */
const signInOf =
  (proxy: string, keycloak: string): Change =>
  (spec) => {
    const { cluster, identity } = spec;
    if (identity?.kind !== "keycloak") throw new Error("the base site signs in by Keycloak");
    cluster.exposure = { kind: "load-balancer", address: proxy };
    identity.exposure = { kind: "load-balancer", address: keycloak };
  };

/** Rules on the load balancers of a site. */
export const LOAD_BALANCER_CASES: readonly RuleCase[] = [
  {
    code: "HF2457",
    what: "a proxy on the internet",
    breaks: cloud,
    keeps: all(cloud, ({ cluster }) => {
      cluster.exposure = {
        kind: "load-balancer",
        annotations: { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" },
      };
    }),
    paths: ["cluster.exposure.annotations"],
    shows: "internal absent",
  },
  {
    code: "HF2458",
    what: "a proxy in another subnet than the nodes",
    breaks: inside("10.40.8.9"),
    keeps: inside("10.40.0.9"),
    paths: ["cluster.exposure.address"],
    shows: "10.40.8.9, the nodes are in",
  },
  {
    code: "HF2458",
    what: "a proxy in a subnet that nobody names",
    breaks: inside("10.40.8.9"),
    keeps: inside("10.40.8.9", { "service.beta.kubernetes.io/azure-load-balancer-internal-subnet": "voice" }),
    paths: ["cluster.exposure.address"],
    shows: "10.40.8.9, the nodes are in",
  },
  {
    code: "HF2457",
    what: "Keycloak on the internet by a load balancer of its own",
    breaks: signInAt("10.40.0.8", {}),
    keeps: signInAt("10.40.0.8", INTERNAL),
    paths: ["identity.exposure.annotations"],
    shows: "internal absent",
  },
  {
    code: "HF2458",
    what: "Keycloak in another subnet than the nodes",
    breaks: signInAt("10.40.8.8", INTERNAL),
    keeps: signInAt("10.40.0.8", INTERNAL),
    paths: ["identity.exposure.address"],
    shows: "10.40.8.8, the nodes are in",
  },
  {
    code: "HF2457",
    what: "a TURN server on the internet by its load balancer",
    breaks: turnAt("10.40.0.8", {}),
    keeps: turnAt("10.40.0.8", INTERNAL),
    paths: ["calls.turn.exposure.annotations"],
    shows: "internal absent",
  },
  {
    code: "HF2458",
    what: "a TURN server in another subnet than the nodes",
    breaks: turnAt("10.40.8.8", INTERNAL),
    keeps: turnAt("10.40.0.8", INTERNAL),
    paths: ["calls.turn.exposure.address"],
    shows: "10.40.8.8, the nodes are in",
  },
  {
    code: "HF2459",
    what: "Keycloak at the proxy's address",
    breaks: signInOf("10.20.30.40", "10.20.30.40"),
    keeps: signInOf("10.20.30.40", "10.20.30.41"),
    paths: ["identity.exposure.address"],
    shows: "10.20.30.40, as cluster.exposure.address",
  },
  {
    code: "HF2459",
    what: "a TURN server at the proxy's address",
    breaks: turnAt("10.40.0.9", INTERNAL),
    keeps: turnAt("10.40.0.8", INTERNAL),
    paths: ["calls.turn.exposure.address"],
    shows: "10.40.0.9, as cluster.exposure.address",
  },
];
