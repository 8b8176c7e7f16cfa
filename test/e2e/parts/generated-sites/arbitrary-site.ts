import * as fc from "fast-check";
import { arbitraryAssistants } from "./arbitrary-agents";
import { arbitraryApps } from "./arbitrary-apps";
import { arbitraryCalls } from "./arbitrary-calls";
import { anyNodes, arbitraryCluster } from "./arbitrary-cluster";
import { arbitraryDatabase, arbitrarySharedStore, arbitraryStore } from "./arbitrary-data";
import { arbitraryIdentity, TENANT } from "./arbitrary-identity";
import { arbitraryIntegrations, arbitraryPlugins } from "./arbitrary-integrations";
import { arbitraryTenant } from "./arbitrary-microsoft365";
import {
  always,
  maybe,
  mostly,
  quietly,
  resources,
  secretName,
  sometimes,
  type Drawn,
} from "./arbitrary-values";

/** A site file as data. Some of what is drawn breaks a rule: whoever opens it decides. */
export type DrawnSite = Drawn;

const certificate = fc.constantFrom<Drawn | undefined>(
  undefined,
  { siteAuthority: true },
  { secret: "site-certificate", revision: 2, expires: "2031-12-31" },
  { issuer: "agency-authority" },
);

const proxy = maybe({
  replicas: quietly(fc.integer({ min: 1, max: 3 })),
  resources: quietly(resources),
  tls: certificate,
  maxBodySize: quietly(always(2500)),
  allowFrom: quietly(fc.constantFrom(["10.20.0.0/16"], ["10.20.0.0/16", "2001:db8::/32"])),
  trustedProxies: quietly(always(["10.20.30.1/32"])),
  hsts: quietly(fc.boolean()),
});

const people = (users: fc.Arbitrary<number>) =>
  maybe({
    users,
    concurrentShare: quietly(fc.constantFrom(0.1, 0.3, 0.8)),
    postsPerUserPerDay: quietly(fc.integer({ min: 1, max: 60 })),
    existingPosts: quietly(fc.integer({ min: 0, max: 20_000_000 })),
    fileMegabytesPerUserPerMonth: quietly(fc.constantFrom(5, 50)),
    growthPerYear: quietly(fc.constantFrom(0, 0.5)),
    planningYears: quietly(always(2)),
  });

const anyUsers = fc.oneof(
  fc.integer({ min: 1, max: 300 }),
  fc.integer({ min: 300, max: 5000 }),
  fc.integer({ min: 5000, max: 200_000 }),
);

const licence = (tiers: readonly (string | undefined)[]) =>
  fc
    .tuple(fc.constantFrom(...tiers), fc.constantFrom({}, {}, { key: "licence.txt", revision: 2 }))
    .map(([tier, more]) => tier && { secret: "mattermost-licence", tier, ...more });

const ORDINARY: ServersDrawn = {
  tiers: [undefined, "professional", "enterprise", "enterprise", "enterprise", "advanced"],
  editions: [undefined, undefined, undefined, "fips"],
  maxFileSize: [20, 500],
  tenants: [],
};

const FULL: ServersDrawn = {
  tiers: ["enterprise", "advanced"],
  editions: [undefined, "enterprise"],
  maxFileSize: [2048],
  tenants: [],
};

interface ServersDrawn {
  readonly tiers: readonly (string | undefined)[];
  readonly editions: readonly (string | undefined)[];
  /** Mebibytes of the largest upload; recordings are uploads. */
  readonly maxFileSize: readonly number[];
  /** Of Entra ID, whose people see runs in Teams. */
  readonly tenants: readonly string[];
}

const mattermost = (name: string, { tiers, editions, maxFileSize, tenants }: ServersDrawn) =>
  maybe({
    siteUrl: always(`https://chat.${name}.example`),
    edition: fc.constantFrom(...editions),
    version: quietly(always("11.7.9")),
    upgradingFrom: quietly(always("11.7.8")),
    licence: licence(tiers),
    replicas: quietly(fc.integer({ min: 1, max: 3 })),
    resources: quietly(always({ cpu: "2", memory: "8Gi" })),
    maxOpenConnections: quietly(fc.constantFrom(40, 80)),
    ...(tenants.length === 0
      ? { playbooks: quietly(fc.boolean()) }
      : { playbooksTeamsTenants: sometimes(always(tenants)) }),
    boards: quietly(fc.boolean()),
    maxFileSize: fc.constantFrom(undefined, ...maxFileSize),
    settings: quietly(always({ TeamSettings: { MaxUsersPerTeam: 500 } })),
  });

const secrets = maybe({
  database: secretName("database-owner"),
  objectStore: secretName("store-user"),
  objectStoreRoot: secretName("store-root"),
  mattermost: secretName("mattermost-keys"),
});

/** What every drawn site is made of, whatever else it has. */
const plain = (name: string) => ({
  name: always(name),
  topology: always("edge"),
  substrate: quietly(fc.constantFrom("on-prem", "azure-local")),
  labels: quietly(always({ "agency.example/cost-centre": "42" })),
  displayName: quietly(always(`Agency ${name}`)),
  missionEnds: quietly(always("2031-06-30")),
  timeSources: always([`ntp.${name}.example`]),
  accept: quietly(always([{ code: "HF2405", reason: "Nobody has more nodes this year." }])),
  proxy,
  secrets: quietly(secrets),
});

/** A site as most are: sizes, databases, stores and certificates of every kind, and little beside. */
const ordinarySite = (name: string, index: number): fc.Arbitrary<DrawnSite> =>
  maybe({
    ...plain(name),
    connectivity: fc.constantFrom("connected", "intermittent", "disconnected"),
    cluster: arbitraryCluster(index, anyNodes),
    people: people(anyUsers),
    mattermost: mattermost(name, ORDINARY),
    database: arbitraryDatabase,
    objectStore: mostly(arbitraryStore),
    identity: quietly(arbitraryIdentity(name, index, false)),
  });

/** Team Edition, which by chance alone is hardly ever drawn as small and plain as it has to be. */
const teamSite = (name: string, index: number): fc.Arbitrary<DrawnSite> =>
  fc.tuple(ordinarySite(name, index), fc.integer({ min: 1, max: 250 })).map(([site, users]) => ({
    ...site,
    identity: null,
    people: { users },
    mattermost: { siteUrl: `https://chat.${name}.example`, edition: "team", playbooks: false },
  }));

/** A site that does a great deal on a cluster that can carry it: each domain whole, with what it needs beside it. */
const fullSite = (
  name: string,
  index: number,
  connectivity: string,
  servers: ServersDrawn,
  domains: fc.Arbitrary<Drawn>,
): fc.Arbitrary<DrawnSite> =>
  fc
    .tuple(
      maybe({
        ...plain(name),
        connectivity: always(connectivity),
        cluster: arbitraryCluster(index, fc.integer({ min: 8, max: 24 })),
        people: people(fc.integer({ min: 100, max: 2000 })),
        mattermost: mattermost(name, servers),
        objectStore: sometimes(arbitrarySharedStore),
      }),
      domains,
    )
    .map(([site, more]) => ({ ...site, ...more }));

/** Everything that people of a mission do, by means of the site's own. */
const workingSite = (name: string, index: number, offline: boolean): fc.Arbitrary<Drawn> =>
  sometimes(arbitraryCalls(index)).chain((calls) =>
    fc
      .tuple(
        maybe({
          calls: always(calls),
          identity: mostly(arbitraryIdentity(name, index, offline)),
          integrations: mostly(arbitraryIntegrations(offline)),
          plugins: sometimes(arbitraryPlugins),
          apps: sometimes(arbitraryApps(offline)),
        }),
        fc.oneof(always({}), arbitraryAssistants({ meetings: calls?.transcription !== undefined, offline })),
      )
      .map(([one, other]) => ({ ...one, ...other })),
  );

/** Any site that a person might write for a cluster that is there, right or wrong. */
export function arbitrarySite(index: number): fc.Arbitrary<DrawnSite> {
  const name = `site-${index}`;
  const working = (connectivity: string) =>
    fullSite(name, index, connectivity, FULL, workingSite(name, index, connectivity === "disconnected"));
  const tenant = fc.tuple(arbitraryTenant, arbitraryApps(false)).map(([made, apps]) => ({ ...made, apps }));
  return fc.oneof(
    { weight: 5, arbitrary: ordinarySite(name, index) },
    { weight: 1, arbitrary: teamSite(name, index) },
    { weight: 12, arbitrary: fc.constantFrom("connected", "intermittent", "disconnected").chain(working) },
    { weight: 3, arbitrary: fullSite(name, index, "connected", { ...FULL, tenants: [TENANT] }, tenant) },
  );
}
