import { join } from "node:path";
import { nameRecords } from "../../src/reports/name-records";
import type { Site } from "../../src/site/site";
import { openSites } from "../../src/site/open";
import type { SiteAzure } from "../../src/site/site-azure";
import type { SiteAzureAccess } from "../../src/site/site-azure-access";

function example(name: string, access?: (azure: SiteAzure) => Partial<SiteAzureAccess>): Site {
  const [opened] = openSites([join(__dirname, "../../examples", name, "site.yaml")]).sites;
  if (opened === undefined) throw new Error(`${name} has no site`);
  const { site } = opened;
  if (!access || !site.azure) return site;
  return { ...site, azure: { ...site.azure, access: { ...site.azure.access, ...access(site.azure) } } };
}

const told = (site: Site) =>
  nameRecords(site).map(
    ({ host, from, value, madeBy }) => `${host}: ${from}: ${value}: ${madeBy.split(",")[0]}`,
  );

test("inside the network the foundation makes the records, elsewhere somebody does", () => {
  expect(told(example("enterprise"))).toEqual([
    "chat.osprey.example: the site's network: 10.40.5.128 (the gateway): ministry-osprey-foundation",
    "chat.osprey.example: everybody else: 10.40.5.128 (the gateway): by hand",
    "sign-in.osprey.example: the site's network: 10.40.5.128 (the gateway): ministry-osprey-foundation",
    "sign-in.osprey.example: everybody else: 10.40.5.128 (the gateway): by hand",
  ]);
});

test("a site without zones of its own leaves every record to somebody", () => {
  const records = told(example("enterprise", () => ({ names: undefined, gateway: undefined })));
  expect(records).toEqual([
    "chat.osprey.example: everybody: 10.40.3.250 (NGINX's load balancer): by hand",
    "sign-in.osprey.example: everybody: 10.40.3.250 (NGINX's load balancer): by hand",
  ]);
  expect(told(example("edge")).every((record) => record.endsWith("by hand"))).toBe(true);
});

test("a gateway on the internet has an address there, which the foundation tells", () => {
  const records = told(
    example("enterprise", ({ access: { gateway } }) => ({
      gateway: gateway && { ...gateway, exposure: "internet" },
    })),
  );
  expect(records[1]).toBe(
    "chat.osprey.example: the internet: output site_address of ministry-osprey-foundation (the gateway): by hand",
  );
});
