import type { MatrixRow } from "../../src/reports/firewall-matrix";
import { nftablesRuleset } from "../../src/reports/nftables";

const row: MatrixRow = {
  ...{ from: "subnet nodes", fromWhere: "10.40.0.0/22", to: "ntp1.osprey.example", toWhere: "any address" },
  ...{ port: 123, protocol: "UDP", why: "time of the nodes", enforcedBy: "nobody" },
};

test("a host that nobody resolved is an empty set, and a line says what to fill it with", () => {
  const text = nftablesRuleset("site-osprey", [row], []);
  expect(text).toContain("# resolve holdfast_site_osprey host_ntp1_osprey_example ntp1.osprey.example\n");
  expect(text).not.toContain("elements");
});

test("a host whose addresses are given needs nobody", () => {
  const text = nftablesRuleset("site-osprey", [row], [], {
    "ntp1.osprey.example": ["192.0.2.7", "192.0.2.8"],
  });
  expect(text).not.toContain("# resolve");
  expect(text).toMatch(/set host_ntp1_osprey_example \{[^}]*elements = \{ 192\.0\.2\.7, 192\.0\.2\.8 \}/);
});

test("an address that listens nowhere is a remark, and opens nothing", () => {
  const text = nftablesRuleset("site-osprey", [{ ...row, to: "firewall, for 10.40.3.2" }], []);
  expect(text).toContain("# not here, for nobody says where it listens: subnet nodes to firewall");
  expect(text).not.toContain("accept comment");
});

test("a port on every node is open at the nodes, wherever they are", () => {
  const people = { ...row, from: "people", fromWhere: "10.9.0.0/16", protocol: "TCP", port: 30443 } as const;
  const text = nftablesRuleset(
    "site-osprey",
    [{ ...people, toWhere: "the cluster's nodes", to: "nginx" }],
    [],
  );
  expect(text).toContain("ip saddr { 10.9.0.0/16 } ip daddr @nodes tcp dport 30443 accept");
});

test("an address and the range around it merge, where nftables would refuse them", () => {
  const text = nftablesRuleset("site-osprey", [row], [], {
    "ntp1.osprey.example": ["192.0.2.7", "192.0.2.0/24"],
  });
  expect(text.match(/flags interval; auto-merge/g)).toHaveLength(2);
});

test("hosts of similar names have sets of their own", () => {
  const names = ["a-b.osprey.example", "a.b.osprey.example", "*.osprey.example", "any.osprey.example"];
  const text = nftablesRuleset(
    "site-osprey",
    names.map((to) => ({ ...row, to })),
    [],
  );
  expect(new Set(text.match(/ {2}set \S+/g)).size).toBe(1 + names.length);
});

test("a row of IPv6 addresses only is a remark", () => {
  const text = nftablesRuleset("site-osprey", [{ ...row, fromWhere: "2001:db8::/32" }], []);
  expect(text).not.toContain("dport");
  expect(text).toContain("# not here, for its addresses are of IPv6 only: subnet nodes to ntp1");
});

test("the list of addresses gives the nodes that the site does not know", () => {
  const pods = { ...row, fromWhere: "namespace osprey" };
  const given = { nodes: ["10.1.0.0/24"] };
  expect(nftablesRuleset("site-osprey", [pods], [])).toContain("# nobody says where the cluster's nodes are");
  expect(nftablesRuleset("site-osprey", [pods], [], given)).toMatch(/set nodes \{[^}]*\{ 10\.1\.0\.0\/24 \}/);
  expect(nftablesRuleset("site-osprey", [pods], ["10.2.0.0/24"], given)).not.toContain("10.1.0.0");
});
