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
