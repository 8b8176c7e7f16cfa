import { resolveSite } from "../../src/site/resolve";
import { connectionDemand, connectionSum } from "../../src/site/sizing/connections";
import type { ResolvedSite, Site } from "../../src/site/site";
import { DIRECTORY, resolveSample, sampleSpec, type Sample } from "./resolve/sample";

const EXTERNAL = {
  database: {
    kind: "external",
    version: 16,
    writer: { host: "db.outpost-kestrel.example" },
    readers: [{ host: "db2.outpost-kestrel.example" }],
    credentials: { secret: "db" },
  },
  objectStore: {
    kind: "external-s3",
    endpoint: "s3.outpost-kestrel.example",
    bucket: "files",
    credentials: { secret: "s3" },
  },
  proxy: { tls: { issuer: "site-issuer" } },
  backend: { kind: "s3", bucket: "terraform" },
  secrets: { mattermost: { secret: "mm", revision: 3 }, database: { generate: true, revision: 2 } },
};

const RESOLVED: Readonly<Record<string, Sample>> = {
  smallest: { users: 50, nodes: 1, licensed: false },
  edge: { users: 800, nodes: 3 },
  largest: { users: 200_000, nodes: 24 },
  external: { users: 800, nodes: 3, rest: EXTERNAL },
  "every cluster field": {
    users: 800,
    nodes: 3,
    cluster: {
      exposure: { kind: "node-port" },
      registry: { host: "registry.outpost-kestrel.example" },
      charts: { directory: "charts" },
      caBundle: { configMap: "authorities" },
    },
  },
  "shared files": { users: 800, nodes: 3, rest: { objectStore: { kind: "shared-files" } } },
};

const samples = Object.entries(RESOLVED);

/** Paths of everything that holds no further members. */
function leaves(value: unknown, path = ""): readonly string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([name, member]) => leaves(member, path ? `${path}.${name}` : name));
}

function valueAt(site: Site, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], site);
}

function decision(resolved: ResolvedSite, path: string) {
  return resolved.decisions.find((candidate) => candidate.path === path);
}

describe("resolveSite", () => {
  test.each(samples)("has one decision with a reason for every value: %s", (_, sample) => {
    const { site, decisions } = resolveSample(sample);
    const paths = decisions.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    const undecided = leaves(site).filter(
      (leaf) => !paths.some((path) => leaf === path || leaf.startsWith(`${path}.`)),
    );
    expect(undecided).toEqual([]);
    for (const { path, value, reason } of decisions) {
      expect([path, valueAt(site, path)]).toEqual([path, value]);
      expect(reason).not.toMatch(/undefined|NaN|\[object|Infinity/);
      expect(reason.length).toBeGreaterThan(3);
    }
  });

  test.each(samples)("is frozen and the same every time: %s", (_, sample) => {
    const spec = sampleSpec(sample);
    const before = JSON.stringify(spec);
    const first = resolveSite(spec, { directory: DIRECTORY });
    expect(JSON.stringify(resolveSite(sampleSpec(sample), { directory: DIRECTORY }))).toBe(
      JSON.stringify(first),
    );
    expect(JSON.stringify(spec)).toBe(before);
    const open = (value: unknown): boolean =>
      typeof value === "object" &&
      value !== null &&
      (!Object.isFrozen(value) || Object.values(value).some(open));
    expect(open(first)).toBe(false);
    expect(Object.isFrozen(spec.cluster)).toBe(false);
  });

  test("makes paths absolute from the site file's folder", () => {
    const { site } = resolveSample({
      users: 50,
      nodes: 1,
      cluster: { charts: { directory: "../charts" } },
      rest: { backend: { kind: "local", directory: "/var/state" } },
    });
    expect(site.cluster.charts).toEqual({ kind: "directory", directory: "/sites/charts" });
    expect(site.backend).toEqual({ kind: "local", directory: "/var/state" });
    expect(resolveSample({ users: 50, nodes: 1 }).site.backend).toEqual({
      kind: "local",
      directory: `${DIRECTORY}/state`,
    });
  });

  test.each([
    ["an authority of the site", {}, true],
    ["an existing issuer", { proxy: { tls: { issuer: "i" } } }, false],
    ["a certificate, and a store that needs one", { proxy: { tls: { secret: "s" } } }, true],
    ["nothing to certify", { proxy: { tls: { secret: "s" } }, objectStore: { kind: "local-files" } }, false],
  ])("installs cert-manager or not: %s", (_, rest, expected) => {
    expect(resolveSample({ users: 50, nodes: 1, rest }).site.cluster.platform.certManager).toBe(expected);
  });

  test.each<[string, Partial<Sample>, string, unknown]>([
    ["replicas", { mattermost: { replicas: 7 } }, "mattermost.replicas", 7],
    [
      "resources",
      { mattermost: { resources: { cpu: "3", memory: "5Gi" } } },
      "mattermost.resources.memory",
      "5Gi",
    ],
    ["pool", { mattermost: { maxOpenConnections: 33 } }, "mattermost.maxOpenConnections", 33],
    ["instances", { rest: { database: { kind: "cluster", instances: 5 } } }, "database.instances", 5],
    ["search", { rest: { database: { kind: "cluster", searchReplicas: 1 } } }, "database.searchReplicas", 1],
    [
      "sync",
      { rest: { database: { kind: "cluster", synchronous: "required" } } },
      "database.synchronous",
      "required",
    ],
    ["storage", { rest: { database: { kind: "cluster", storage: "77Gi" } } }, "database.storage", "77Gi"],
    ["log", { rest: { database: { kind: "cluster", walStorage: "7Gi" } } }, "database.walStorage", "7Gi"],
    ["max", { rest: { database: { kind: "cluster", maxConnections: 33 } } }, "database.maxConnections", 33],
    [
      "pool size",
      { rest: { database: { kind: "cluster", pooler: { poolSize: 9 } } } },
      "database.pooler.poolSize",
      9,
    ],
    [
      "parameter",
      { rest: { database: { kind: "cluster", parameters: { work_mem: "5MB" } } } },
      "database.parameters.work_mem",
      "5MB",
    ],
    [
      "new parameter",
      { rest: { database: { kind: "cluster", parameters: { constructor: true } } } },
      "database.parameters.constructor",
      "on",
    ],
    ["servers", { rest: { objectStore: { kind: "cluster", servers: 6 } } }, "objectStore.servers", 6],
    ["parity", { rest: { objectStore: { kind: "cluster", parity: 1 } } }, "objectStore.parity", 1],
    [
      "drive",
      { rest: { objectStore: { kind: "cluster", driveSize: "3Ti" } } },
      "objectStore.driveSize",
      "3Ti",
    ],
    ["proxies", { rest: { proxy: { replicas: 5 } } }, "proxy.replicas", 5],
    ["body", { rest: { proxy: { maxBodySize: 55 } } }, "proxy.maxBodySize", 55],
    ["share", { people: { concurrentShare: 0.9 } }, "people.concurrentShare", 0.9],
    ["secret", { rest: { secrets: { database: { secret: "db" } } } }, "secrets.database.name", "db"],
    ["backend", { rest: { backend: { kind: "kubernetes" } } }, "backend.kind", "kubernetes"],
  ])("takes a person's value: %s", (_, part, path, value) => {
    const resolved = resolveSample({ users: 800, nodes: 3, ...part });
    expect(valueAt(resolved.site, path)).toEqual(value);
    expect(decision(resolved, path)).toMatchObject({ value, by: "site" });
    expect(decision(resolved, path)?.reason).not.toMatch(/undefined/);
  });

  test("lets later sizes follow a person's value, and says what sizing would give", () => {
    const resolved = resolveSample({
      users: 800,
      nodes: 3,
      mattermost: { replicas: 3, maxOpenConnections: 200 },
    });
    const { mattermost, database } = resolved.site;
    if (database.kind !== "cluster") throw new Error("a cluster was expected");
    expect(mattermost.maxIdleConnections).toBe(100);
    expect(database.maxConnections).toBeGreaterThanOrEqual(
      connectionSum(connectionDemand(mattermost, database)).total,
    );
    expect(decision(resolved, "mattermost.replicas")?.reason).toMatch(/sizing gives 2: 484 concurrent users/);
  });

  test("keeps max_connections and database.maxConnections one value", () => {
    const parameters = { max_connections: 333, max_slot_wal_keep_size: "1GB" };
    const { site } = resolveSample({
      users: 800,
      nodes: 3,
      rest: { database: { kind: "cluster", parameters } },
    });
    expect(site.database).toMatchObject({
      maxConnections: 333,
      parameters: { max_connections: "333", max_slot_wal_keep_size: "1GB" },
    });
  });

  test("reaches the writer directly, with keepalives, when the pooler is switched off", () => {
    const { site } = resolveSample({
      users: 800,
      nodes: 3,
      rest: { database: { kind: "cluster", pooler: { enabled: false } } },
    });
    expect(site.database).not.toHaveProperty("pooler");
    expect(site.database).toHaveProperty("parameters.tcp_keepalives_idle", "5");
    expect(resolveSample({ users: 800, nodes: 3 }).site.database).not.toHaveProperty(
      "parameters.tcp_keepalives_idle",
    );
  });
});
