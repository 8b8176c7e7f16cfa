import { ingressNeeds } from "../../../src/constructs/azure/ingress-needs";
import { Connections, type ConnectionsProps } from "../../../src/constructs/kubernetes/connections";
import { testStack } from "../../support/synth";

type Side = Omit<ConnectionsProps, "name">;

const MACHINES = ["10.40.0.0/22", "10.244.0.0/16"];
const OFFICE: Side = { addresses: ["10.9.0.0/16"] };
const PODS: Side = { pods: { namespace: "site", labels: { app: "relay" } } };
const at = (entrance: Side["entrance"], ...addresses: string[]): Side => ({
  entrance,
  addresses: addresses.length > 0 ? addresses : undefined,
  ports: [{ name: "main", port: 8443, protocol: "UDP" }],
});

test.each<[string, Side, Side, readonly object[]]>([
  [
    "an office to a load balancer",
    OFFICE,
    at("address", "10.40.3.251/32"),
    [{ from: "10.9.0.0/16", to: ["10.40.3.251/32"] }],
  ],
  [
    "an office to a load balancer on the internet",
    OFFICE,
    at("address", "203.0.113.7/32"),
    [{ from: "10.9.0.0/16", to: ["203.0.113.7/32"] }],
  ],
  [
    "an office of both families to a load balancer",
    { addresses: ["fd00:9::/48", "10.9.0.0/16"] },
    at("address", "10.40.3.251/32"),
    [{ from: "10.9.0.0/16", to: ["10.40.3.251/32"] }],
  ],
  ["anybody to a load balancer that gets any address", {}, at("address"), [{ from: "*", to: ["*"] }]],
  ["an office to a port of the nodes", OFFICE, at("nodes"), [{ from: "10.9.0.0/16" }]],
  [
    "pods to a load balancer",
    PODS,
    at("address", "10.40.3.251/32"),
    MACHINES.map((from) => ({ from, to: ["10.40.3.251/32"] })),
  ],
  ["pods to a port of the nodes, which they reach anyhow", PODS, at("nodes"), []],
  ["an office to what is no entrance", OFFICE, at(undefined, "10.40.7.4/32"), []],
])("lets %s in", (_, from, to, needs) => {
  const stack = testStack();
  const listener = new Connections(stack, "To", { name: "to", ...to });
  new Connections(stack, "From", { name: "from", ...from }).allowTo(listener, "voice");
  const common = { protocol: "Udp", ports: ["8443"], why: "from: voice" };
  expect(ingressNeeds(Connections.allBelow(stack), MACHINES)).toEqual(
    needs.map((need) => ({ ...common, ...need })),
  );
});
