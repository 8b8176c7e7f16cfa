import fc from "fast-check";
import { parse } from "yaml";
import { openSitesWith } from "../../src/site/opening";
import { resolveSite } from "../../src/site/resolve";
import { checkSite } from "../../src/site/rules";
import { arbitrarySite } from "../e2e/parts/generated-sites/arbitrary-site";
import { memoryFiles } from "../site/load/memory-files";

/** A site with every kind of section and value in it. */
const SITE = `name: outpost-kestrel
topology: edge
connectivity: disconnected
labels: {app.example/owner: north}
timeSources: [ntp1.example]
cluster:
  nodes: {count: 3, dataCenters: [one]}
  storageClasses: {database: fast}
  exposure: {kind: node-port, https: 30443}
  apiServerAddresses: [10.0.0.0/8]
  registry: {host: registry.example, pullSecret: pull}
  charts: {directory: charts}
people: {users: 800, concurrentShare: 0.5, growthPerYear: 0}
mattermost:
  siteUrl: https://chat.outpost-kestrel.example
  version: 11.7.9
  replicas: 2
  licence: {secret: licence, tier: enterprise}
  settings: {TeamSettings: {MaxUsersPerTeam: 1000}}
database:
  kind: cluster
  instances: 3
  storage: 20Gi
  pooler: {enabled: true, poolSize: 20}
  parameters: {work_mem: 8MB}
objectStore: {kind: cluster, servers: 1, driveSize: 20Gi}
proxy: {replicas: 2, tls: {issuer: site}, allowFrom: [10.0.0.0/8]}
secrets: {database: {generate: true}, mattermost: {secret: keys}}
backend: {kind: s3, bucket: state}
accept: [{code: HF2405, reason: three nodes are all there is}]
`;

/** A connected site with what only such a site has: Entra ID, Microsoft 365, apps. */
const TENANT_SITE = `name: agency
topology: edge
connectivity: connected
timeSources: [ntp1.example]
cluster: {nodes: {count: 3}, registry: {host: registry.example}}
people: {users: 800}
mattermost:
  siteUrl: https://chat.agency.example
  licence: {secret: licence, tier: enterprise}
  playbooksTeamsTenants: [00000000-0000-4000-8000-00000000000a]
identity:
  kind: openid
  worksOffline: false
  tenantId: 00000000-0000-4000-8000-00000000000a
  discoveryUrl: https://login.microsoftonline.us/00000000-0000-4000-8000-00000000000a/v2.0/.well-known/openid-configuration
  clientId: 00000000-0000-4000-8000-0000000000c1
  clientSecret: {secret: entra, expires: "2028-03-31"}
entra:
  tenantId: 00000000-0000-4000-8000-00000000000a
  cloud: gcchigh
  groups: [00000000-0000-4000-8000-0000000000a1]
  notify: [watch@agency.example]
microsoft365:
  tenantId: 00000000-0000-4000-8000-00000000000a
  cloud: gcchigh
  application: {clientId: 00000000-0000-4000-8000-0000000000c2, owners: []}
  clientSecret: {secret: entra, key: teams, expires: "2028-03-31"}
  frameAncestors: [portal.agency.example]
  app: {name: Chat, version: 1.0.1, icons: {color: icon.png}}
plugins:
  - id: com.mattermost.plugin-msteams-devsecops
    version: 0.8.0
    image: registry.example/plugins:0.8.0
    file: /bundles/m365.tar.gz
    sha256: ${"0123456789abcdef".repeat(4)}
apps:
  desktop: {minimumVersion: 6.0.0, furtherServers: [{name: Base, url: "https://chat.base.example"}]}
  mobile: {minimumIos: 2.30.0, vendor: Agency}
  push: {kind: own, android: {serviceAccount: {secret: push}}}
`;

const SITES = [SITE, TENANT_SITE] as const;
/** The same thirty on every run; between them they say nearly all that a site file can say. */
const DRAWN = fc.sample(arbitrarySite(0), { seed: 20261123, numRuns: 30 });
const PARSED = SITES.map((site) => parse(site) as object);

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** Every key and item of a value. */
function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

const nested = fc.integer({ min: 1, max: 70 }).map((depth) => {
  let value: unknown = "deep";
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { level: value };
  return value;
});

const strangeText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom(
    "",
    " ",
    "\u0000",
    "\u202e",
    "💥",
    "constructor",
    "__proto__",
    "toString",
    "a".repeat(5000),
    "../..",
    "$(x)",
    "HF2405",
  ),
);

const strangeValue = fc.oneof(
  strangeText,
  fc.constantFrom(null, true, -1, 0, 0.5, 1e308, -1e308, NaN, Infinity, 2 ** 53, 10 ** 21),
  fc.constantFrom(
    "external",
    "cluster",
    "20Ti",
    "999999999999999Gi",
    "0.0.0.0/0",
    "::/0",
    "9.9.9",
    "0.0.0",
    "999.999.999",
  ),
  fc.integer(),
  fc.double(),
  fc.jsonValue({ maxDepth: 1, depthSize: "xsmall" }),
  nested,
);

const mutation = fc.record({
  at: fc.nat(),
  change: fc.constantFrom("delete", "replace", "rename", "add", "swap"),
  value: strangeValue,
  name: fc.oneof(strangeText, fc.constantFrom("kind", "secret", "password", "users", "replicas", "extends")),
});

function mutate(
  site: object,
  { at, change, value, name }: typeof mutation extends fc.Arbitrary<infer M> ? M : never,
): void {
  const places = placesIn(site);
  const place = places[at % places.length];
  const other = places[(at * 7 + 3) % places.length];
  if (!place || !other) return;
  const { holder, key } = place;
  if (change === "replace") holder[key] = value;
  if (change === "delete" || change === "rename") {
    const old = holder[key];
    Reflect.deleteProperty(holder, key);
    if (change === "rename" && name !== "__proto__") holder[name] = old;
  }
  if (change === "add" && name !== "__proto__") holder[name] = value;
  if (change === "swap") holder[key] = structuredClone(other.holder[other.key]);
}

/** A cut, a repetition or a stray character in the text itself. */
const slip = fc.record({
  at: fc.nat(),
  length: fc.nat({ max: 30 }),
  text: fc.constantFrom("", "\t", ":", "- ", "[", "&a ", "*a", "\n---\n", '"', "?", "|", "\r"),
});

const mutatedText = fc
  .record({
    base: fc.oneof(fc.constantFrom(...PARSED), fc.constantFrom(...DRAWN)),
    mutations: fc.array(mutation, { minLength: 1, maxLength: 3 }),
    slips: fc.array(slip, { maxLength: 1 }),
  })
  .map(({ base, mutations, slips }) => {
    const site = structuredClone(base);
    for (const one of mutations) mutate(site, one);
    // JSON is YAML; written so, a mutation takes a tenth of the time.
    const text = JSON.stringify(site, null, 1);
    return slips.reduce((whole, { at, length, text: stray }) => {
      const start = at % (whole.length + 1);
      return whole.slice(0, start) + stray + whole.slice(start + length);
    }, text);
  });

const open = (text: string) =>
  openSitesWith({ resolve: resolveSite, check: checkSite }, ["site.yaml"], {
    files: memoryFiles({ "site.yaml": text }),
  });

test.each(SITES)("the site that is mutated has no errors itself", (site) => {
  expect(open(site).problems.filter(({ severity }) => severity === "error")).toEqual([]);
});

test("10,000 mutated sites: no uncaught error, every problem has a code, a place and a fix", () => {
  fc.assert(
    fc.property(mutatedText, (text) => {
      const { sites, problems } = open(text);
      if (sites.length === 0 && problems.length === 0) throw new Error("neither a site nor a problem");
      for (const problem of problems) {
        const complete =
          /^HF\d{4}$/.test(problem.code) &&
          problem.file === "site.yaml" &&
          (problem.line ?? 0) >= 1 &&
          (problem.column ?? 0) >= 1 &&
          problem.message !== "" &&
          problem.message.length < 2000 &&
          problem.expected !== "" &&
          problem.fix !== "";
        if (!complete) throw new Error(JSON.stringify(problem));
      }
    }),
    { numRuns: 10_000, seed: 20261122 },
  );
}, 60_000);
