import { join } from "node:path";
import { publicWays } from "../../src/reports/public-ways";
import { openSites } from "../../src/site/open";
import type { Site } from "../../src/site/site";

function example(name: string): Site {
  const [opened] = openSites([join(__dirname, "../../examples", name, "site.yaml")]).sites;
  if (opened === undefined) throw new Error(`${name} has no site`);
  return opened.site;
}

test("the bastion of the enterprise is on the internet, its gateway is not", () => {
  expect(publicWays(example("enterprise"))).toEqual([
    {
      who: "operators",
      path: "azure.access.bastion",
      from: ["198.51.100.0/24"],
      reason: "Operators on call have no other way into the network.",
    },
  ]);
});

test("gateway and voice tell who may come, and everybody where nobody is named", () => {
  const site = example("enterprise");
  if (site.azure?.access.gateway === undefined) throw new Error("the example has a gateway");
  const access = {
    gateway: { ...site.azure.access.gateway, exposure: "internet", reason: "Crews sign in from home." },
    media: { addresses: [], reason: "Crews call from home.", allowFrom: ["203.0.113.0/24"] },
  } as const;
  expect(publicWays({ ...site, azure: { ...site.azure, access } })).toEqual([
    { who: "people", path: "azure.access.gateway", from: ["0.0.0.0/0"], reason: "Crews sign in from home." },
    { who: "voice", path: "azure.access.media", from: ["203.0.113.0/24"], reason: "Crews call from home." },
  ]);
});

test("an edge has none", () => {
  expect(publicWays(example("edge"))).toEqual([]);
});
