import * as fc from "fast-check";
import { arbitraryAgents, arbitraryCalls, arbitraryIntegrations } from "./arbitrary-features";
import { arbitraryIdentity } from "./arbitrary-identity";
import { maybe, quietly, secretName } from "./arbitrary-values";

/** A site file as data. Half of what is drawn breaks a rule: whoever opens it decides. */
export type DrawnSite = Readonly<Record<string, unknown>>;

/** A `kind: cluster` that leaves most to the tool, as people do. */
const clusterDatabase = maybe({
  kind: fc.constant("cluster"),
  instances: quietly(fc.integer({ min: 1, max: 5 })),
  searchReplicas: quietly(fc.integer({ min: 0, max: 3 })),
  synchronous: quietly(fc.constantFrom("required", "preferred", "off")),
  pooler: quietly(maybe({ enabled: fc.boolean(), instances: quietly(fc.integer({ min: 1, max: 4 })) })),
  parameters: quietly(fc.constantFrom({ work_mem: "16MB" }, { log_min_duration_statement: 500 })),
});

const endpoint = fc
  .integer({ min: 1, max: 9 })
  .map((number) => ({ host: `postgres-${number}.agency.example`, port: 5432 }));

const externalDatabase = maybe({
  kind: fc.constant("external"),
  version: fc.constantFrom(14, 16, 17, 18),
  writer: endpoint,
  readers: quietly(fc.array(endpoint, { maxLength: 3 })),
  searchReaders: quietly(fc.array(endpoint, { maxLength: 2 })),
  credentials: fc.constant({ secret: "database-login" }),
  extensions: fc.constantFrom(undefined, ["vector"]),
  pooling: quietly(fc.constantFrom("none", "transaction")),
  tls: quietly(
    maybe({ mode: fc.constantFrom("verify-full", "verify-ca"), caSecret: fc.constant("database-authority") }),
  ),
});

const objectStore = fc.oneof(
  { weight: 3, arbitrary: maybe({ kind: fc.constant("cluster"), driveSize: quietly(fc.constant("50Gi")) }) },
  {
    weight: 2,
    arbitrary: maybe({
      kind: fc.constant("external-s3"),
      endpoint: fc.constantFrom("s3.agency.example", "s3.agency.example:9000"),
      bucket: fc.constant("mattermost"),
      region: quietly(fc.constant("home")),
      pathPrefix: quietly(fc.constant("chat")),
      credentials: fc.constant({ secret: "store-login" }),
      addresses: quietly(fc.constant(["192.0.2.0/24"])),
    }),
  },
  {
    weight: 2,
    arbitrary: maybe({ kind: fc.constant("shared-files"), existingClaim: quietly(fc.constant("files")) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "local-files", size: "20Gi" }) },
);

const proxy = maybe({
  replicas: quietly(fc.integer({ min: 1, max: 3 })),
  tls: fc.oneof(
    fc.constant(undefined),
    fc.constant({ siteAuthority: true }),
    fc.constant({ secret: "site-certificate", revision: 2 }),
    fc.constant({ issuer: "agency-authority" }),
  ),
  allowFrom: quietly(fc.constantFrom(["10.20.0.0/16"], ["10.20.0.0/16", "2001:db8::/32"])),
  trustedProxies: quietly(fc.constant(["10.20.30.1/32"])),
  hsts: quietly(fc.boolean()),
});

/** @param index keeps names and node ports of the drawn sites apart */
const cluster = (index: number) =>
  maybe({
    nodes: fc
      .oneof(fc.constant(1), fc.integer({ min: 2, max: 6 }), fc.integer({ min: 7, max: 24 }))
      .map((count) => ({ count })),
    domain: quietly(fc.constant("cluster.agency.example")),
    exposure: fc.constantFrom(
      { kind: "load-balancer" },
      { kind: "load-balancer", address: "10.20.30.40", annotations: { "agency.example/pool": "chat" } },
      { kind: "node-port", https: 30100 + 2 * index, http: 30101 + 2 * index },
    ),
    apiServerAddresses: quietly(fc.constant(["10.20.30.10/32"])),
    registry: fc.constantFrom(
      undefined,
      { host: "registry.agency.example:5000/mirror" },
      { host: "registry.agency.example", pullSecret: "registry-pull" },
    ),
    caBundle: quietly(fc.constant({ configMap: "agency-authorities" })),
    platform: fc.constantFrom(undefined, undefined, { cloudNativePg: false, certManager: false }),
  });

const people = maybe({
  users: fc.oneof(
    fc.integer({ min: 1, max: 300 }),
    fc.integer({ min: 300, max: 5000 }),
    fc.integer({ min: 5000, max: 200_000 }),
  ),
  concurrentShare: quietly(fc.constantFrom(0.1, 0.3, 0.8)),
  postsPerUserPerDay: quietly(fc.integer({ min: 1, max: 60 })),
  existingPosts: quietly(fc.integer({ min: 0, max: 20_000_000 })),
  growthPerYear: quietly(fc.constantFrom(0, 0.5)),
});

const licence = fc
  .constantFrom(undefined, "professional", "enterprise", "enterprise", "enterprise", "advanced")
  .map((tier) => tier && { secret: "mattermost-licence", tier });

const mattermost = (name: string) =>
  maybe({
    siteUrl: fc.constant(`https://chat.${name}.example`),
    edition: fc.constantFrom(undefined, undefined, undefined, "fips"),
    licence,
    playbooks: quietly(fc.boolean()),
    boards: quietly(fc.boolean()),
    maxFileSize: quietly(fc.constantFrom(20, 500)),
    settings: quietly(fc.constant({ TeamSettings: { MaxUsersPerTeam: 500 } })),
  });

const secrets = maybe({
  database: secretName("database-owner"),
  objectStore: secretName("store-user"),
  objectStoreRoot: secretName("store-root"),
  mattermost: secretName("mattermost-keys"),
});

/** Any site that a person might write for an edge cluster, right or wrong. */
export const arbitrarySite = (index: number): fc.Arbitrary<DrawnSite> =>
  fc.oneof({ weight: 7, arbitrary: ordinarySite(index) }, { weight: 1, arbitrary: teamSite(index) });

/** Team Edition, which by chance alone is hardly ever drawn as small and plain as it has to be. */
const teamSite = (index: number): fc.Arbitrary<DrawnSite> =>
  fc.tuple(ordinarySite(index), fc.integer({ min: 1, max: 250 })).map(([site, users]) => ({
    ...site,
    identity: null,
    people: { users },
    mattermost: { siteUrl: `https://chat.site-${index}.example`, edition: "team", playbooks: false },
  }));

function ordinarySite(index: number): fc.Arbitrary<DrawnSite> {
  const name = `site-${index}`;
  return maybe({
    name: fc.constant(name),
    topology: fc.constant("edge"),
    substrate: quietly(fc.constantFrom("on-prem", "azure-local")),
    connectivity: fc.constantFrom("connected", "intermittent", "disconnected"),
    labels: quietly(fc.constant({ "agency.example/cost-centre": "42" })),
    timeSources: fc.constant([`ntp.${name}.example`]),
    cluster: cluster(index),
    people,
    mattermost: mattermost(name),
    database: fc.oneof(
      { weight: 2, arbitrary: clusterDatabase },
      { weight: 1, arbitrary: externalDatabase },
      { weight: 1, arbitrary: fc.constant(undefined) },
    ),
    objectStore: fc.option(objectStore, { nil: undefined, freq: 4 }),
    proxy,
    identity: arbitraryIdentity(name),
    calls: quietly(arbitraryCalls(index)),
    agents: quietly(arbitraryAgents),
    integrations: quietly(arbitraryIntegrations),
    secrets: quietly(secrets),
  });
}
