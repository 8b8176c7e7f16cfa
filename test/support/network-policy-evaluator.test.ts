import { isAllowed, type Endpoint, type NetworkPolicy, type Pod } from "./network-policy-evaluator";
import { policyFromTerraform } from "./network-policy-terraform";

const web: Pod = { name: "web-0", namespace: "shop", labels: { app: "web", tier: "front" } };
const twin: Pod = { ...web, name: "web-1" };
const db: Pod = { name: "db-0", namespace: "shop", labels: { app: "db" }, namedPorts: { sql: 5432 } };
const spy: Pod = { name: "spy-0", namespace: "other", labels: { app: "web" } };
const onHost: Pod = {
  name: "node-0",
  namespace: "shop",
  labels: { app: "web" },
  hostNetwork: true,
  ip: "10.0.0.9",
};

type Spec = NetworkPolicy["spec"];

function policy(spec: Spec, namespace = "shop"): NetworkPolicy {
  return { metadata: { name: "sample", namespace }, spec };
}

const DB = { matchLabels: { app: "db" } };
const WEB = { matchLabels: { app: "web" } };
const denyAll = policy({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
const webOut = policy({ podSelector: WEB, policyTypes: ["Egress"], egress: [{ to: [{ podSelector: DB }] }] });
const sql = { podSelector: DB, policyTypes: ["Ingress"] as const };

describe("the NetworkPolicy evaluator", () => {
  test.each<[string, readonly NetworkPolicy[], Endpoint, Endpoint, number, boolean]>([
    ["no policy at all: allowed", [], { pod: web }, { pod: db }, 5432, true],
    ["default deny", [denyAll], { pod: web }, { pod: db }, 5432, false],
    ["default deny does not hold other namespaces", [denyAll], { pod: spy }, { ip: "192.0.2.1" }, 443, true],
    ["into a denied namespace from outside", [denyAll], { ip: "192.0.2.1" }, { pod: db }, 5432, false],
    ["a pod reaches itself", [denyAll], { pod: web }, { pod: web }, 80, true],
    ["a pod does not reach its twin", [denyAll], { pod: web }, { pod: twin }, 80, false],
    ["one direction is not enough", [denyAll, webOut], { pod: web }, { pod: db }, 5432, false],
    [
      "both directions are",
      [denyAll, webOut, policy({ ...sql, ingress: [{ from: [{ podSelector: WEB }] }] })],
      { pod: web },
      { pod: db },
      5432,
      true,
    ],
    [
      "a pod selector means the policy's own namespace",
      [policy({ ...sql, ingress: [{ from: [{ podSelector: WEB }] }] })],
      { pod: spy },
      { pod: db },
      5432,
      false,
    ],
    [
      "namespace and pod selector in one peer: both",
      [policy({ ...sql, ingress: [{ from: [{ podSelector: DB, namespaceSelector: {} }] }] })],
      { pod: spy },
      { pod: db },
      5432,
      false,
    ],
    [
      "namespace and pod selector in two peers: either",
      [policy({ ...sql, ingress: [{ from: [{ podSelector: DB }, { namespaceSelector: {} }] }] })],
      { pod: spy },
      { pod: db },
      5432,
      true,
    ],
    [
      "a namespace by its own name",
      [policy({ ...sql, ingress: [{ from: [{ namespaceSelector: named("other") }] }] })],
      { pod: spy },
      { pod: db },
      5432,
      true,
    ],
    [
      "an empty rule allows everything",
      [policy({ ...sql, ingress: [{}] })],
      { ip: "192.0.2.1" },
      { pod: db },
      1,
      true,
    ],
    ["an empty peer list means everybody", [ingress([], [])], { pod: spy }, { pod: db }, 7, true],
    ["a port that is not listed", [ingress([], [{ port: 5432 }])], { pod: web }, { pod: db }, 5433, false],
    [
      "a port in a range",
      [ingress([], [{ port: 5000, endPort: 6000 }])],
      { pod: web },
      { pod: db },
      5432,
      true,
    ],
    ["a named port", [ingress([], [{ port: "sql" }])], { pod: web }, { pod: db }, 5432, true],
    ["a named port of nobody", [ingress([], [{ port: "web" }])], { pod: web }, { pod: db }, 5432, false],
    [
      "another protocol",
      [ingress([], [{ port: 5432, protocol: "UDP" }])],
      { pod: web },
      { pod: db },
      5432,
      false,
    ],
    ["any port of the protocol", [ingress([], [{ protocol: "TCP" }])], { pod: web }, { pod: db }, 1, true],
    ["an address in its block", [block("192.0.2.0/24")], { ip: "192.0.2.9" }, { pod: db }, 1, true],
    ["an address outside its block", [block("192.0.2.0/24")], { ip: "198.51.100.1" }, { pod: db }, 1, false],
    ["an excepted address", [block("0.0.0.0/0", ["10.0.0.0/8"])], { ip: "10.1.2.3" }, { pod: db }, 1, false],
    ["an IPv6 address and an IPv4 block", [block("0.0.0.0/0")], { ip: "2001:db8::1" }, { pod: db }, 1, false],
    ["a block does not find pods", [block("0.0.0.0/0")], { pod: web }, { pod: db }, 1, false],
    ["a host-network pod is not isolated", [denyAll], { pod: onHost }, { ip: "192.0.2.1" }, 443, true],
    [
      "and no pod selector finds it",
      [ingress([{ podSelector: WEB }], [])],
      { pod: onHost },
      { pod: db },
      1,
      false,
    ],
    ["but its node's address does", [block("10.0.0.0/24")], { pod: onHost }, { pod: db }, 1, true],
    [
      "ingress is the type when none is named",
      [policy({ podSelector: WEB, ingress: [] })],
      { pod: web },
      { ip: "192.0.2.1" },
      443,
      true,
    ],
    [
      "egress too where there are egress rules",
      [policy({ podSelector: WEB, egress: [{ ports: [{ port: 53 }] }] })],
      { pod: web },
      { ip: "192.0.2.1" },
      443,
      false,
    ],
    ["In", [expression("In", ["front"])], { pod: web }, { pod: db }, 1, true],
    [
      "In, without the label",
      [expression("In", ["front"])],
      { pod: db },
      { pod: { ...db, name: "x" } },
      1,
      false,
    ],
    [
      "NotIn, without the label",
      [expression("NotIn", ["front"])],
      { pod: db },
      { pod: { ...db, name: "x" } },
      1,
      true,
    ],
    ["NotIn", [expression("NotIn", ["front"])], { pod: web }, { pod: db }, 1, false],
    ["Exists", [expression("Exists")], { pod: web }, { pod: db }, 1, true],
    ["DoesNotExist", [expression("DoesNotExist")], { pod: web }, { pod: db }, 1, false],
  ])("%s", (_, policies, from, to, port, allowed) => {
    expect(isAllowed({ policies }, { from, to, port })).toBe(allowed);
  });

  test("reads the provider's form", () => {
    const resource = {
      metadata: { name: "sample", namespace: "shop" },
      spec: {
        pod_selector: {},
        policy_types: ["Ingress"],
        ingress: [
          { ports: [{ port: "5432", protocol: "TCP" }, { port: "sql" }] },
          {
            from: [
              { pod_selector: [{ match_labels: { app: "db" } }] },
              { ip_block: { cidr: "192.0.2.0/24" } },
            ],
          },
        ],
        egress: [],
      },
    };
    expect(policyFromTerraform(resource)).toEqual(
      policy({
        podSelector: { matchExpressions: [] },
        policyTypes: ["Ingress"],
        ingress: [
          { from: [], ports: [{ port: 5432, protocol: "TCP" }, { port: "sql" }] },
          {
            from: [{ podSelector: { ...DB, matchExpressions: [] } }, { ipBlock: { cidr: "192.0.2.0/24" } }],
            ports: [],
          },
        ],
        egress: [],
      }),
    );
  });
});

function named(name: string): NonNullable<Spec["podSelector"]> {
  return { matchLabels: { "kubernetes.io/metadata.name": name } };
}

type IngressRule = NonNullable<Spec["ingress"]>[number];

function ingress(from: IngressRule["from"], ports: IngressRule["ports"]): NetworkPolicy {
  return policy({ ...sql, ingress: [{ from, ports }] });
}

function block(cidr: string, except?: readonly string[]): NetworkPolicy {
  return ingress([{ ipBlock: { cidr, except } }], []);
}

function expression(
  operator: "In" | "NotIn" | "Exists" | "DoesNotExist",
  values?: readonly string[],
): NetworkPolicy {
  return ingress([{ podSelector: { matchExpressions: [{ key: "tier", operator, values }] } }], []);
}
