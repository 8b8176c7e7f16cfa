import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { LoadTest } from "@cdktf/provider-azurerm/lib/load-test";
import { PostgresqlFlexibleServer } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { PrivateEndpoint } from "@cdktf/provider-azurerm/lib/private-endpoint";
import { TerraformStack, Testing } from "cdktf";
import { join } from "node:path";
import { builtInPrices, diskMeter } from "../../src/catalog/azure-prices";
import { costEstimate, costNotes, costTable } from "../../src/reports/cost";
import { reportSite } from "../../src/reports/site-reports";
import { openSites } from "../../src/site/open";
import type { Site } from "../../src/site/site";
import type { SiteAzurePrices } from "../../src/site/site-azure";

const EXAMPLES = join(__dirname, "../../examples");
const OWN: SiteAzurePrices = {
  currency: "USD",
  date: "2026-10-01",
  source: "agreement",
  meters: { "private-endpoint": { amount: 5, per: "month" }, "no-such-meter": { amount: 1, per: "hour" } },
};

function azure(prices?: SiteAzurePrices): Pick<Site, "azure"> {
  return { azure: { cloud: "azure", region: "swedencentral", prices } } as unknown as Pick<Site, "azure">;
}

/** Two endpoints, a database with its standby, a vault, and something that no table knows. */
function stack(): TerraformStack {
  const scope = new TerraformStack(Testing.app({ stackTraces: false }), "stack");
  const place = { name: "x", location: "swedencentral", resourceGroupName: "rg" };
  for (const id of ["A", "B"]) {
    new PrivateEndpoint(scope, id, {
      ...place,
      subnetId: "subnet",
      privateServiceConnection: { name: "x", isManualConnection: false },
    });
  }
  new PostgresqlFlexibleServer(scope, "Database", {
    ...place,
    skuName: "GP_Standard_D4ds_v5",
    storageMb: 128 * 1024,
    highAvailability: { mode: "ZoneRedundant" },
  });
  new KeyVault(scope, "Vault", { ...place, skuName: "standard", tenantId: "t" });
  new LoadTest(scope, "Unknown", place);
  return scope;
}

test("sums what has a price, and names what has none and what use decides", () => {
  const estimate = costEstimate(stack(), azure());
  // 2 endpoints at 0.01 an hour; primary and standby of 4 CPUs at 0.1015; twice 128 GiB at 0.138.
  const expected = 2 * 7.3 + 2 * 4 * 0.1015 * 730 + 256 * 0.138;
  expect(estimate.total.rest).toBeCloseTo(expected, 6);
  expect(estimate.total.most).toBeCloseTo(expected, 6);
  expect(estimate).toMatchObject({
    currency: "USD",
    unpriced: ["azurerm_load_test"],
    byUse: ["vault operations"],
  });
  expect(costTable(estimate).rows.flat()).not.toContain("undefined");
});

test.each<[string, SiteAzurePrices, number, readonly string[]]>([
  ["replaces single public prices", OWN, 2 * 5 + 2 * 4 * 0.1015 * 730 + 256 * 0.138, ["azurerm_load_test"]],
  [
    "in another currency stands alone",
    { ...OWN, currency: "EUR" },
    10,
    ["postgres/GP_Standard_D4ds_v5", "postgres-storage", "azurerm_load_test"],
  ],
])("an own agreement %s", (_title, prices, total, unpriced) => {
  const estimate = costEstimate(stack(), azure(prices));
  expect(estimate.total.rest).toBeCloseTo(total, 6);
  expect(estimate.unpriced).toEqual(unpriced);
  expect(costNotes(estimate).join("\n")).toContain("no-such-meter");
});

test("the enterprise example's machines and disks are in the sums, at rest and grown", () => {
  const [opened] = openSites([join(EXAMPLES, "enterprise")]).sites;
  if (!opened) throw new Error("the example has no site");
  const { cost } = reportSite(opened.site, []);
  const machines = cost.rows.filter(
    ({ meter, part }) => meter.startsWith("machine/") && part.includes("/Cluster/"),
  );
  expect(machines.length).toBeGreaterThanOrEqual(2);
  for (const { month } of machines) expect(month?.most).toBeGreaterThan(month?.rest ?? 0);
  const own = cost.rows.filter(({ part }) => part.includes("/Operators/"));
  expect(own.map(({ meter }) => meter)).toEqual(["machine/Standard_D2ds_v5", "disk/P6"]);
  expect(
    cost.rows.some(({ part, meter }) => part.includes("ObjectStore") && meter.startsWith("disk/P")),
  ).toBe(true);
  expect(cost.unpriced.filter((meter) => meter.startsWith("azurerm_"))).toEqual([]);
});

test("a site that stands on no Azure has no bill of Azure's", () => {
  const estimate = costEstimate(stack(), {});
  expect(estimate.rows).toEqual([]);
  expect(costNotes(estimate)).toEqual(["Nothing of this site is billed by Azure."]);
});

test.each([
  ["managed-csi-premium", 129, "disk/P15"],
  ["managed-csi-premium", 128, "disk/P10"],
  ["default", 1, "disk/E1"],
  ["fast-local", 20, "disk/fast-local 20Gi"],
  ["managed-csi", 40_000, "disk/managed-csi 40000Gi"],
])("a volume of %s with %d GiB is billed as %s", (storageClass, size, meter) => {
  expect(diskMeter(storageClass, size)).toBe(meter);
});

test("Azure Government has no public prices", () => {
  expect(builtInPrices("azure-government", "usgovvirginia").size).toBe(0);
  expect(builtInPrices("azure", "swedencentral").get("machine/Standard_D16ds_v5")?.amount).toBeCloseTo(
    0.96,
    9,
  );
});
