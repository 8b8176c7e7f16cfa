import { satisfies } from "semver";
import { postgresImage } from "../../catalog/images";
import { MINIMUM_POSTGRES } from "../../catalog/mattermost-releases";
import { connectionDemand, connectionSum } from "../sizing/connections";
import type { Site } from "../site";
import { clusterDatabase } from "./read";
import { rules } from "./rule";

const CLOUD_NATIVE_PG = "CloudNativePG documentation: replication and scheduling";
const HIGH_AVAILABILITY = "Mattermost docs, high availability: database";

/** Rules on PostgreSQL: version, survivors, connections. */
export const DATABASE_RULES = rules(
  {
    code: "HF2301",
    severity: "error",
    title: "PostgreSQL is older than the server accepts.",
    fix: "choose a newer PostgreSQL",
    reference: "Mattermost server: minimum PostgreSQL version, enforced at start",
    path: "database.version",
    when: (site) => site.database.version < minimumPostgres(site),
    message: ({ database, mattermost }) =>
      `database.version is ${database.version} with server ${mattermost.version}`,
    expected: (site) => `${minimumPostgres(site)} or later`,
  },
  {
    code: "HF2302",
    severity: "error",
    title: "The catalogue has no PostgreSQL image of that version.",
    fix: "choose a version that the catalogue has",
    reference: "Holdfast catalogue; CloudNativePG image catalogue",
    path: "database.version",
    when: ({ database }) => database.kind === "cluster" && postgresImage(database.version) === undefined,
    message: ({ database }) => `database.version is ${database.version}`,
    expected: () => `one of ${catalogueVersions().join(", ")}`,
  },
  {
    code: "HF2303",
    severity: "error",
    title: "PostgreSQL accepts fewer connections than all pools together open.",
    fix: "raise database.maxConnections, or lower mattermost.maxOpenConnections or the replicas",
    reference: `${HIGH_AVAILABILITY}: MaxOpenConns × app nodes × entries, and reserves`,
    path: "database.maxConnections",
    when: ({ mattermost, database }) =>
      database.maxConnections !== undefined &&
      database.maxConnections < connectionSum(connectionDemand(mattermost, database)).total,
    message: ({ mattermost, database }) => {
      const sum = connectionSum(connectionDemand(mattermost, database));
      return `database.maxConnections is ${database.maxConnections ?? "unknown"}, the pools open ${sum.total}: ${sum.formula}`;
    },
    expected: ({ mattermost, database }) =>
      `${connectionSum(connectionDemand(mattermost, database)).total} or more`,
  },
  {
    code: "HF2305",
    severity: "error",
    title: "There are more PostgreSQL instances than nodes, and no two may share a node.",
    fix: "lower the number, or add nodes",
    reference: CLOUD_NATIVE_PG,
    find: (site) => {
      const database = clusterDatabase(site);
      const { count } = site.cluster.nodes;
      const wanted = [
        ["database.instances", database?.instances ?? 0],
        ["database.searchReplicas", database?.searchReplicas ?? 0],
      ] as const;
      return wanted
        .filter(([, instances]) => instances > count)
        .map(([path, instances]) => ({
          path,
          message: `${path} is ${instances}, cluster.nodes.count is ${count}`,
          expected: `at most ${count}`,
        }));
    },
  },
  {
    code: "HF2306",
    severity: "warning",
    title: "The only PostgreSQL instance stops with its node.",
    fix: "raise database.instances to 2 or more",
    reference: CLOUD_NATIVE_PG,
    find: (site) => {
      const instances = clusterDatabase(site)?.instances;
      const { count } = site.cluster.nodes;
      if (instances !== 1 || count === 1) return [];
      return [
        {
          path: "database.instances",
          message: `database.instances is ${instances} on ${count} nodes`,
          expected: `2 to ${count}`,
        },
      ];
    },
  },
  {
    code: "HF2307",
    severity: "error",
    title: "Commits wait for a standby that does not exist.",
    fix: "raise database.instances, or choose preferred or off",
    reference: CLOUD_NATIVE_PG,
    find: (site) => {
      const database = clusterDatabase(site);
      if (database?.synchronous !== "required" || database.instances > 1) return [];
      return [
        {
          path: "database.synchronous",
          message: `database.synchronous is ${database.synchronous}, database.instances is ${database.instances}`,
          expected: "2 instances or more with required",
        },
      ];
    },
  },
  {
    code: "HF2308",
    severity: "warning",
    title: "Writing stops as soon as one of two PostgreSQL instances is gone.",
    fix: "raise database.instances to 3, or choose preferred",
    reference: CLOUD_NATIVE_PG,
    find: (site) => {
      const database = clusterDatabase(site);
      if (database?.synchronous !== "required" || database.instances !== 2) return [];
      return [
        {
          path: "database.synchronous",
          message: `database.synchronous is ${database.synchronous}, database.instances is ${database.instances}`,
          expected: "3 instances or more with required",
        },
      ];
    },
  },
  {
    code: "HF2309",
    severity: "warning",
    title: "The only PgBouncer stops with its node.",
    fix: "raise database.pooler.instances to 2",
    reference: CLOUD_NATIVE_PG,
    find: (site) => {
      const instances = clusterDatabase(site)?.pooler?.instances;
      const { count } = site.cluster.nodes;
      if (instances !== 1 || count === 1) return [];
      return [
        {
          path: "database.pooler.instances",
          message: `database.pooler.instances is ${instances} on ${count} nodes`,
          expected: "2 or more",
        },
      ];
    },
  },
  {
    code: "HF2310",
    severity: "warning",
    title: "The connection to the database server is not verified.",
    fix: "write database.tls.mode: verify-full and give the server's CA",
    reference: "PostgreSQL documentation: libpq SSL support, protection by sslmode",
    find: ({ database }) =>
      database.kind !== "external" || database.tls.mode === "verify-full"
        ? []
        : [
            {
              path: "database.tls.mode",
              message: `database.tls.mode is ${database.tls.mode}`,
              expected: "verify-full",
            },
          ],
  },
  {
    code: "HF2311",
    severity: "warning",
    title: "A reader is the writer, or is named twice.",
    fix: "name each reader once, and the writer not at all",
    reference: `${HIGH_AVAILABILITY}: give the individual reader endpoints`,
    find: ({ database }) => {
      if (database.kind !== "external") return [];
      const address = (endpoint: { readonly host: string; readonly port: number }): string =>
        `${endpoint.host.toLowerCase()}:${endpoint.port}`;
      const readers = database.readers.map(address);
      return readers.flatMap((reader, index) =>
        reader === address(database.writer) || readers.indexOf(reader) < index
          ? [
              {
                path: `database.readers[${index}]`,
                message: `database.readers[${index}] is ${reader}, the writer is ${address(database.writer)}`,
                expected: "another server",
              },
            ]
          : [],
      );
    },
  },
);

function minimumPostgres({ mattermost }: Site): number {
  return MINIMUM_POSTGRES.find(({ server }) => satisfies(mattermost.version, server))?.postgres ?? 0;
}

function catalogueVersions(): readonly number[] {
  return Array.from({ length: 30 }, (_, version) => version).filter(
    (version) => postgresImage(version) !== undefined,
  );
}
