import { publicRegistryHosts } from "../../src/catalog/registry-hosts";
import { egressFaults } from "../../src/constructs/azure/firewall-rules";
import type { Site } from "../../src/site/site";
import { siteEgress } from "../../src/stacks/foundation-egress";

const site = (registry: string | undefined, timeSources: readonly string[] = []) =>
  ({
    apps: {},
    cluster: { registry: registry === undefined ? undefined : { host: registry } },
    timeSources,
  }) as Site;

test("images come from their publishers, or from the site's own registry alone", () => {
  expect(siteEgress(site(undefined))).toMatchObject([{ fqdns: publicRegistryHosts(), port: 443 }]);
  expect(egressFaults(siteEgress(site(undefined)))).toEqual([]);
  expect(siteEgress(site("registry.osprey.example:5443/mirror"))).toMatchObject([
    { fqdns: ["registry.osprey.example"], port: 5443 },
  ]);
  expect(siteEgress(site("10.0.0.9:5000"))).toEqual([]);
});

test("time comes from servers that have a name; a clock on the premises needs no row", () => {
  const rows = siteEgress(site("10.0.0.9", ["GPS", "ntp1.osprey.example"]));
  expect(rows).toMatchObject([{ fqdns: ["ntp1.osprey.example"], port: 123, protocol: "UDP" }]);
});

test("Microsoft 365 and push services are let out where the site uses them", () => {
  const base = site("10.0.0.9");
  const rows = siteEgress({
    ...base,
    microsoft365: { cloud: "dod" },
    apps: { push: { kind: "own", contents: "id_loaded", apple: { sandbox: false }, android: {} } },
  } as Site);
  expect(rows).toMatchObject([
    { fqdns: ["login.microsoftonline.us", "dod-graph.microsoft.us"] },
    { fqdns: ["api.push.apple.com", "oauth2.googleapis.com", "fcm.googleapis.com"] },
  ]);
  const hosted = { apps: { push: { kind: "hosted", region: "eu", contents: "full" } } };
  expect(siteEgress({ ...base, ...hosted } as Site)).toMatchObject([{ fqdns: ["eu.push.mattermost.com"] }]);
});
