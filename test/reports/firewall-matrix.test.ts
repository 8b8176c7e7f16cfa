import type { Construct } from "constructs";
import { Connections, type ConnectionsProps } from "../../src/constructs/kubernetes/connections";
import { Namespace } from "../../src/constructs/kubernetes/namespace";
import { firewallMatrix, matrixTable } from "../../src/reports/firewall-matrix";
import { testStack } from "../support/synth";

type Side = Omit<ConnectionsProps, "name">;

const pods = (name: string, more: Partial<Side> = {}): Side => ({
  pods: { namespace: "site", labels: { app: name } },
  ports: [{ name: "main", port: 80 }],
  ...more,
});
const outside: Side = { addresses: ["192.0.2.0/24", "198.51.100.7/32"], ports: [{ name: "main", port: 80 }] };
const foreign = (name: string): Side => pods(name, { ownPolicy: false });
const onHost = (name: string): Side => pods(name, { unenforceable: "media needs the node's own ports" });

function connect(scope: Construct, from: Side, to: Side): void {
  const listener = new Connections(scope, "To", { name: "to", ...to });
  new Connections(scope, "From", { name: "from", ...from }).allowTo(listener, "why");
}

test.each<[string, Side, Side, string]>([
  ["two sides of ours", pods("a"), pods("b"), "both sides"],
  ["ours to an address", pods("a"), outside, "from side"],
  ["an address to ours", outside, pods("a"), "to side"],
  ["ours to pods that nobody guards", pods("a"), foreign("b"), "from side"],
  ["host networking to ours", onHost("a"), pods("b"), "to side"],
  ["two addresses", outside, outside, "nobody: both sides are outside"],
  ["an address to host networking", outside, onHost("b"), "nobody: media needs the node's own ports"],
  ["an address to pods of others", outside, foreign("b"), "nobody: no policy here selects the pods"],
])("%s", (_, from, to, enforcedBy) => {
  const stack = testStack();
  connect(stack, from, to);
  expect(firewallMatrix(stack)).toMatchObject([{ from: "from", to: "to", port: 80, enforcedBy }]);
});

test("pods without a policy of their own are held by that of their namespace", () => {
  const stack = testStack();
  new Namespace(stack, "Namespace", { name: "site" });
  connect(stack, outside, foreign("b"));
  expect(firewallMatrix(stack).find(({ to }) => to === "to")?.enforcedBy).toBe("to side");
});

test.each<[string, Side, string]>([
  ["pods", pods("b"), "namespace site, pods app=b"],
  ["networks", outside, "192.0.2.0/24, 198.51.100.7/32"],
  ["an unknown address", { ports: [{ name: "main", port: 80 }] }, "any address"],
  ["ports of every node", { entrance: "nodes", ports: [{ name: "main", port: 80 }] }, "the cluster's nodes"],
  ["an empty list", { addresses: [], ports: [{ name: "main", port: 80 }] }, "nobody"],
])("says where %s are", (_, to, toWhere) => {
  const stack = testStack();
  connect(stack, pods("a"), to);
  expect(firewallMatrix(stack)[0]).toMatchObject({ fromWhere: "namespace site, pods app=a", toWhere });
});

test("orders ports as numbers, tells protocols apart, and says twice-made connections once", () => {
  const stack = testStack();
  const ports = [
    { name: "main", port: 9000 },
    { name: "main", port: 443 },
    { name: "main", port: 443, protocol: "UDP" as const },
  ];
  const to = new Connections(stack, "To", { name: "to", ...pods("b", { ports }) });
  for (const id of ["From", "Twin"])
    new Connections(stack, id, { name: "from", ...outside }).allowTo(to, "why");
  expect(matrixTable(firewallMatrix(stack)).rows.map((row) => row.slice(4, 6))).toEqual([
    ["443", "TCP"],
    ["443", "UDP"],
    ["9000", "TCP"],
  ]);
});
