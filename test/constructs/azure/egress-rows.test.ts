import { Construct } from "constructs";
import { planSubnets } from "../../../src/catalog/azure-address-plan";
import { egressRows } from "../../../src/constructs/azure/egress-rows";
import { egressFaults } from "../../../src/constructs/azure/firewall-rules";
import { Connections, type ConnectionsProps } from "../../../src/constructs/kubernetes/connections";
import { testStack } from "../../support/synth";

const subnets = planSubnets("10.40.0.0/16");
const network = { subnets, inside: ["10.40.0.0/16", "10.0.0.0/16"] };
const PODS = { namespace: "town", labels: { app: "mattermost" } };
const HTTPS = [{ name: "https", port: 443 }];

function rowsOf(from: Partial<ConnectionsProps>, ...to: readonly ConnectionsProps[]) {
  const scope = new Construct(testStack(), "Parts");
  const side = new Connections(scope, "From", { name: "mattermost", ...from });
  to.forEach((props, index) => {
    const why = index === 0 ? "push" : `why ${index}`;
    side.allowTo(new Connections(scope, `To${index}`, { ports: HTTPS, ...props }), why);
  });
  return egressRows(Connections.allBelow(scope), network);
}

test("a host is let out by its name, once for all who reach it", () => {
  const rows = rowsOf({ pods: PODS }, { name: "push.osprey.example" }, { name: "push.osprey.example" });
  expect(rows).toEqual([
    {
      name: "push.osprey.example-443-https",
      fqdns: ["push.osprey.example"],
      protocol: "HTTPS",
      port: 443,
      from: ["nodes", "media"],
      why: "push; why 1",
    },
  ]);
  expect(egressFaults(rows)).toEqual([]);
});

test.each([
  ["a side without a name or an address", { name: "internet" }],
  ["a side inside the network", { name: "vault.osprey.example", addresses: ["10.40.7.0/24"] }],
  ["a side in the hub", { name: "directory", addresses: ["10.0.3.0/24"] }],
  ["a Service of the cluster", { name: "bot.bots.svc.cluster.local" }],
  ["pods", { name: "keycloak.osprey.example", pods: PODS }],
])("no row: %s", (_, to) => {
  expect(rowsOf({ pods: PODS }, to)).toEqual([]);
});

test("what is no web request goes by the firewall's own resolution, or by address", () => {
  const ports = [{ name: "ldaps", port: 636 }];
  const directory = { name: "directory", addresses: ["198.51.100.0/28", "10.40.0.9/32"], ports };
  const rows = rowsOf({ pods: PODS }, { ...directory }, { name: "ldap.osprey.example", ports });
  expect(rows).toMatchObject([
    { protocol: "TCP", addresses: ["198.51.100.0/28"], port: 636 },
    { protocol: "TCP", fqdns: ["ldap.osprey.example"], port: 636 },
  ]);
});

test("a subnet's connection is let out from that subnet only; somebody's at no subnet is not ours", () => {
  const to = { name: "tiles.osprey.example" };
  expect(rowsOf({ addresses: [subnets.operators] }, to)).toMatchObject([{ from: ["operators"] }]);
  expect(rowsOf({ addresses: ["198.51.100.0/24"] }, to)).toEqual([]);
});
