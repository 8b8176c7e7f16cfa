import fc from "fast-check";
import { azurePostgresSize } from "../../../src/catalog/azure-postgres";
import { azurePostgresRefusals } from "../../../src/catalog/azure-postgres-limits";
import { AZURE_REGIONS } from "../../../src/catalog/azure-regions";
import { resolveSite } from "../../../src/site/resolve";
import { checkSite } from "../../../src/site/rules";
import { connectionDemand, connectionSum } from "../../../src/site/sizing/connections";
import { mebibytes } from "../../../src/site/sizing/quantities";
import { siteSpec, type SiteSpec } from "../../../src/site/spec";

interface Drawn {
  readonly users: number;
  readonly nodes: number;
  readonly licensed: boolean;
  readonly pooled: boolean;
  readonly place: readonly [cloud: "azure" | "azure-government", region: string];
}

const places = Object.entries(AZURE_REGIONS).flatMap(([cloud, regions]) =>
  Object.keys(regions).map((region) => [cloud, region] as Drawn["place"]),
);

const drawn: fc.Arbitrary<Drawn> = fc.record({
  users: fc.integer({ min: 10, max: 300_000 }),
  nodes: fc.integer({ min: 3, max: 40 }),
  licensed: fc.boolean(),
  pooled: fc.boolean(),
  place: fc.constantFrom(...places),
});

function specOf({ users, nodes, licensed, pooled, place: [substrate, region] }: Drawn): SiteSpec {
  return siteSpec.parse({
    name: "ministry-wren",
    topology: "enterprise",
    substrate,
    connectivity: "connected",
    azure: {
      subscriptionId: "00000000-0000-4000-8000-000000000001",
      tenantId: "00000000-0000-4000-8000-00000000000a",
      region,
      network: { addressSpace: "10.40.0.0/16" },
      kubernetes: { adminGroups: ["00000000-0000-4000-8000-0000000000a1"] },
    },
    cluster: { nodes: { count: nodes } },
    people: { users },
    mattermost: {
      siteUrl: "https://chat.wren.example",
      ...(licensed && { licence: { secret: "licence", tier: "enterprise" } }),
    },
    database: { kind: "azure", dataKeys: "own", pooler: { enabled: pooled } },
  });
}

function databaseOf(drawnSite: Drawn) {
  const spec = specOf(drawnSite);
  const resolved = resolveSite(spec, { directory: "/sites" });
  const { database, mattermost } = resolved.site;
  if (database.kind !== "azure") throw new Error("a database of Azure was expected");
  return { spec, resolved, database, mattermost };
}

test("for any people in any region Azure has the size and takes the wish, and the connections fit", () => {
  fc.assert(
    fc.property(drawn, (site) => {
      const { database, mattermost, spec, resolved } = databaseOf(site);
      const size = azurePostgresSize(database.sku)!;
      const refusals = azurePostgresRefusals({
        ...database,
        storage: mebibytes(database.storage) / 1024,
        inSubnet: database.network.kind === "delegated-subnet",
        standby: database.standby !== "none",
        pooler: database.pooler !== undefined,
      });
      expect(refusals).toEqual([]);
      expect(database.maxConnections).toBeLessThanOrEqual(size.connections);
      const { total } = connectionSum(connectionDemand(mattermost, database));
      expect(database.maxConnections).toBeGreaterThanOrEqual(total + 12);
      const codes = checkSite(resolved, spec).map(({ code }) => code);
      expect(codes.filter((code) => code.startsWith("HF23"))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

test.each([
  [{ users: 500 }, "GP_Standard_D2ds_v5", "P10", 1],
  [{ users: 20_000 }, "MO_Standard_E4ds_v5", "P50", 1],
  [{ users: 100_000 }, "MO_Standard_E16ds_v5", "P80", 3],
])("%j has %s, %s and %s read replicas", (people, sku, storageTier, readReplicas) => {
  const { database } = databaseOf({
    ...people,
    nodes: 12,
    licensed: true,
    pooled: true,
    place: ["azure", "swedencentral"],
  });
  expect(database).toMatchObject({ sku, storageTier, readReplicas });
});
