import fc from "fast-check";
import { AzureNames } from "../../src/catalog/azure-names";

const SUBSCRIPTION = "00000000-0000-4000-8000-000000000001";

test("names say the kind, the site and the part", () => {
  const names = new AzureNames({ site: "osprey", subscriptionId: SUBSCRIPTION });
  expect(names.of("resourceGroup")).toBe("rg-osprey");
  expect(names.of("subnet", "nodes")).toBe("snet-osprey-nodes");
  expect(names.of("postgres")).toMatch(/^psql-osprey-[0-9a-f]{5}$/);
  expect(names.of("storageAccount", "files")).toMatch(/^stospreyfiles[0-9a-f]{5}$/);
});

test("two subscriptions never claim one name of the cloud", () => {
  const of = (subscriptionId: string) => new AzureNames({ site: "osprey", subscriptionId });
  const other = of("00000000-0000-4000-8000-000000000002");
  expect(of(SUBSCRIPTION).of("keyVault")).not.toBe(other.of("keyVault"));
  expect(of(SUBSCRIPTION).of("virtualNetwork")).toBe(other.of("virtualNetwork"));
});

test("every name of every site is one that Azure takes", () => {
  const site = fc.stringMatching(/^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/);
  fc.assert(
    fc.property(site, fc.uuid(), (name, subscriptionId) => {
      const names = new AzureNames({ site: name, subscriptionId });
      expect(names.of("keyVault")).toMatch(/^[a-z](?!.*--)[a-z0-9-]{1,22}[a-z0-9]$/);
      expect(names.of("storageAccount", "recordings")).toMatch(/^[a-z0-9]{3,24}$/);
      expect(names.of("registry")).toMatch(/^[a-z0-9]{5,50}$/);
      expect(names.of("grafana")).toMatch(/^[a-z][a-z0-9-]{0,21}[a-z0-9]$/);
      expect(names.of("cluster")).toMatch(/^[a-z][a-z0-9-]{0,52}[a-z0-9]$/);
    }),
  );
});
