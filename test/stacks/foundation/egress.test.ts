import { publicRegistryHosts } from "../../../src/catalog/registry-hosts";
import { egressFaults, type EgressRow } from "../../../src/constructs/azure/firewall-rules";
import type { Site } from "../../../src/site/site";
import type { SiteAzure } from "../../../src/site/site-azure";
import { foundationEgress } from "../../../src/stacks/foundation/egress";

interface Change {
  readonly registry?: string;
  readonly timeSources?: readonly string[];
}

function rows({ registry, timeSources = [] }: Change = {}, azure: Partial<SiteAzure> = {}) {
  const cluster = {
    registry: registry === undefined ? undefined : { host: registry },
    charts: { kind: "directory" },
  };
  const all = foundationEgress({ cluster, timeSources } as Site, {
    ...({
      cloud: "azure",
      region: "swedencentral",
      access: {},
      egress: { tier: "Standard", rows: [] },
    } as unknown as SiteAzure),
    ...azure,
  });
  expect(egressFaults(all)).toEqual([]);
  return all;
}

const ofNodes = (all: readonly EgressRow[]) => all.filter(({ from }) => from === undefined);

test("images come from their publishers, or from the site's own registry alone", () => {
  expect(ofNodes(rows())).toMatchObject([{ fqdns: publicRegistryHosts(), port: 443 }]);
  expect(ofNodes(rows({ registry: "registry.osprey.example:5443/mirror" }))).toMatchObject([
    { fqdns: ["registry.osprey.example"], port: 5443 },
  ]);
  expect(ofNodes(rows({ registry: "10.0.0.9:5000" }))).toEqual([]);
});

test("time comes from servers that have a name; a clock on the premises needs no row", () => {
  expect(ofNodes(rows({ registry: "10.0.0.9", timeSources: ["GPS", "ntp1.osprey.example"] }))).toMatchObject([
    { fqdns: ["ntp1.osprey.example"], port: 123, protocol: "UDP" },
  ]);
});

test("operators reach the cloud that the site is built in, and what the site adds", () => {
  const row = { port: 443, protocol: "TCP", from: "operators", reason: "updates of the machine" } as const;
  const all = rows(
    { registry: "10.0.0.9" },
    {
      cloud: "azure-government",
      region: "usgovvirginia",
      egress: { tier: "Standard", rows: [{ ...row, hosts: ["updates.heron.example"] }] },
    },
  );
  expect(all.filter(({ from }) => from?.includes("operators"))).toMatchObject([
    { fqdns: ["management.usgovcloudapi.net", "login.microsoftonline.us"] },
    { fqdns: ["registry.terraform.io", "releases.hashicorp.com"] },
    { fqdns: ["updates.heron.example"], protocol: "HTTPS", why: "updates of the machine" },
  ]);
});

test("a machine of the site's own reaches its updates and what signs people in, and no node does", () => {
  const operators = { packages: ["mirror.osprey.example"] } as unknown as SiteAzure["access"]["operators"];
  const of = (access: SiteAzure["access"]) => rows({ registry: "10.0.0.9" }, { access });
  const more = of({ operators }).slice(of({}).length);
  expect(more).toMatchObject([
    { fqdns: ["packages.microsoft.com", "pas.windows.net"], port: 443, from: ["operators"] },
    { fqdns: ["mirror.osprey.example"], port: 80, from: ["operators"] },
    { fqdns: ["mirror.osprey.example"], port: 443, from: ["operators"] },
  ]);
});
