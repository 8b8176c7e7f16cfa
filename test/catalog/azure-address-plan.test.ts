import fc from "fast-check";
import {
  AZURE_SUBNETS,
  PLANNED_PREFIXES,
  addressIn,
  contains,
  longestPrefixOf,
  overlap,
  planSubnets,
  prefixOf,
  usableAddresses,
} from "../../src/catalog/azure-address-plan";

test("a /16 gives nodes a /22 and every other part a /24", () => {
  expect(planSubnets("10.40.0.0/16")).toMatchObject({
    nodes: "10.40.0.0/22",
    media: "10.40.4.0/24",
    firewall: "10.40.8.0/24",
    operators: "10.40.12.0/24",
  });
  expect(usableAddresses("10.40.0.0/22")).toBe(1019);
  expect(addressIn("10.40.8.0/24", 4)).toBe("10.40.8.4");
});

test("what is set by hand stays", () => {
  expect(planSubnets("10.40.0.0/16", { nodes: "10.40.128.0/20" })).toMatchObject({
    nodes: "10.40.128.0/20",
    media: "10.40.4.0/24",
  });
});

test.each([
  ["10.0.0.0/16", "10.0.255.0/24", true],
  ["10.0.0.0/16", "10.1.0.0/24", false],
  ["10.0.0.128/25", "10.0.0.0/25", false],
  ["192.168.0.0/30", "192.168.0.3/32", true],
])("%s and %s overlap: %s", (a, b, expected) => {
  expect(overlap(a, b)).toBe(expected);
  expect(overlap(b, a)).toBe(expected);
});

test("every planned space holds all subnets, apart from each other and large enough", () => {
  const space = fc
    .tuple(fc.integer({ min: 0, max: 2 ** 24 - 1 }), fc.integer({ min: 9, max: PLANNED_PREFIXES.longest }))
    .map(
      ([number, prefix]) =>
        addressIn("10.0.0.0/8", Math.floor(number / 2 ** (32 - prefix)) * 2 ** (32 - prefix)) + `/${prefix}`,
    );
  fc.assert(
    fc.property(space, (range) => {
      const plan = planSubnets(range);
      AZURE_SUBNETS.forEach((name, index) => {
        expect(contains(range, plan[name])).toBe(true);
        expect(prefixOf(plan[name])).toBeLessThanOrEqual(longestPrefixOf(name));
        for (const other of AZURE_SUBNETS.slice(index + 1))
          expect(overlap(plan[name], plan[other])).toBe(false);
      });
    }),
  );
});
