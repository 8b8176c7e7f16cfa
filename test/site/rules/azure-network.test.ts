import fc from "fast-check";
import {
  AZURE_SUBNETS,
  contains,
  longestPrefixOf,
  overlap,
  prefixOf,
} from "../../../src/catalog/azure-address-plan";
import { resolveSite } from "../../../src/site/resolve";
import { checkSite } from "../../../src/site/rules";
import { siteSpec, type SiteSpec } from "../../../src/site/spec";
import { baseSpec } from "./sites";

/** Codes of rules on ranges. */
const RANGES = /^HF246\d$/;

const addressSpace = fc
  .record({ second: fc.nat(191), third: fc.nat(255), prefix: fc.integer({ min: 10, max: 18 }) })
  .map(({ second, third, prefix }) => {
    const size = 2 ** (32 - prefix);
    const first = Math.floor((10 * 2 ** 24 + second * 2 ** 16 + third * 2 ** 8) / size) * size;
    const address = [24, 16, 8, 0].map((bits) => Math.floor(first / 2 ** bits) % 256).join(".");
    return `${address}/${prefix}`;
  });

function enterprise(space: string, subnets?: Record<string, string>): SiteSpec {
  return siteSpec.parse({
    ...baseSpec(),
    topology: "enterprise",
    substrate: "azure",
    azure: {
      subscriptionId: "00000000-0000-4000-8000-000000000001",
      tenantId: "00000000-0000-4000-8000-00000000000a",
      region: "swedencentral",
      network: { addressSpace: space, subnets },
      kubernetes: { adminGroups: ["00000000-0000-4000-8000-0000000000a1"] },
    },
  });
}

function rangeProblems(spec: SiteSpec): readonly string[] {
  return checkSite(resolveSite(spec, { directory: "/sites" }), spec)
    .map(({ code }) => code)
    .filter((code) => RANGES.test(code));
}

test("every address space that is planned gives subnets inside it, apart, and large enough", () => {
  fc.assert(
    fc.property(addressSpace, (space) => {
      const spec = enterprise(space);
      const { subnets } = resolveSite(spec, { directory: "/sites" }).site.azure!.network;
      for (const one of AZURE_SUBNETS) {
        expect(contains(space, subnets[one])).toBe(true);
        expect(prefixOf(subnets[one])).toBeLessThanOrEqual(longestPrefixOf(one));
        const others = AZURE_SUBNETS.filter((other) => other !== one);
        expect(others.filter((other) => overlap(subnets[one], subnets[other]))).toEqual([]);
      }
      expect(rangeProblems(spec)).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test("a subnet on another's place is always found", () => {
  const two = fc.uniqueArray(fc.constantFrom(...AZURE_SUBNETS), { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(addressSpace, two, (space, [moved, taken]) => {
      const { subnets } = resolveSite(enterprise(space), { directory: "/sites" }).site.azure!.network;
      expect(rangeProblems(enterprise(space, { [moved!]: subnets[taken!] }))).toContain("HF2462");
    }),
    { numRuns: 15 },
  );
});

test("a subnet is too small exactly where its machines at their most, one upgraded in each pool, don't fit", () => {
  const maximum = fc.integer({ min: 4, max: 40 });
  fc.assert(
    fc.property(maximum, maximum, maximum, (pool, media, gpu) => {
      const spec = enterprise("10.40.0.0/16", { nodes: "10.40.0.0/26", media: "10.40.4.0/27" });
      spec.calls = {
        concurrentCalls: 1,
        router: {
          kind: "rtcd",
          exposure: { kind: "load-balancer", addresses: ["10.40.3.251", "10.40.3.252"] },
        },
      };
      spec.gpuNodes = { count: 1, gpu: "a100-80" };
      Object.assign(spec.azure!.network, { podRange: "10.244.0.0/18" });
      Object.assign(spec.azure!.kubernetes, {
        pool: { maximum: pool },
        mediaPool: { maximum: media },
        gpuPool: { vmSize: "Standard_NC24ads_A100_v4", maximum: gpu },
      });
      const system = 4;
      const nodes = system + pool + gpu + 3;
      const tooSmall = [nodes > 64 - 5, media + 1 > 32 - 5].filter(Boolean);
      const found = rangeProblems(spec);
      expect(found.filter((code) => code === "HF2465")).toHaveLength(tooSmall.length);
      expect(found.includes("HF2467")).toBe(nodes + media + 1 > 64);
    }),
    { numRuns: 40 },
  );
});

test.each([19, 24, 29, 32])(
  "an address space of /%i is told to be too small to plan, and nothing else",
  (prefix) => {
    const spec = enterprise(`10.40.0.0/${prefix}`);
    spec.azure!.access = { gateway: { certificateId: "https://kv-kestrel.vault.azure.net/secrets/chat" } };
    expect(rangeProblems(spec)).toEqual(["HF2464"]);
  },
);
