import { Connections } from "../../../src/constructs/kubernetes/connections";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { GeneratedSecret } from "../../../src/constructs/kubernetes/secret";
import {
  fromPostgresAttributes,
  type PostgresAttributes,
} from "../../../src/constructs/postgres/foreign-postgres";
import { PostgresCluster } from "../../../src/constructs/postgres/postgres-cluster";
import {
  CREDENTIALS_LABELS,
  CREDENTIALS_TYPE,
  type PostgresClusterProps,
} from "../../../src/constructs/postgres/postgres-cluster-props";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import type { Cluster } from "../../../src/constructs/kubernetes/cluster";
import { problemCodes, resourcesByName, synth, testStack } from "../../support/synth";

type Props = Omit<PostgresClusterProps, "namespace" | "credentials">;

const POOLER = { instances: 2, poolSize: 40, maxClientConnections: 700 };

function build(props: Props = {}, cluster: Partial<Cluster> = {}) {
  const stack = testStack(cluster);
  const namespace = new Namespace(stack, "Namespace", { name: "outpost" });
  const credentials = new GeneratedSecret(stack, "Credentials", {
    namespace,
    name: "database",
    type: CREDENTIALS_TYPE,
    labels: CREDENTIALS_LABELS,
    fields: { username: { value: "mattermost" }, password: { generate: { length: 32 } } },
  });
  const database = new PostgresCluster(stack, "Database", { namespace, credentials, ...props });
  return { stack, database, json: () => synth(stack) };
}

describe("the reference for clients", () => {
  test("one instance: the writer itself", () => {
    expect(build().database.postgres).toMatchObject({
      database: "mattermost",
      writer: { host: "postgres-rw.outpost.svc.cluster.local", port: 5432 },
      readers: [],
      searchReaders: [],
      pooling: "none",
      majorVersion: 18,
      extensions: ["vector"],
    });
  });

  test("several instances with pooler: pooler, each standby, each search replica", () => {
    const { database } = build({ instances: 3, searchReplicas: 2, pooler: POOLER });
    expect(database.postgres).toMatchObject({
      writer: { host: "postgres-pooler.outpost.svc.cluster.local" },
      readers: [
        { host: "postgres-reader-2.outpost.svc.cluster.local" },
        { host: "postgres-reader-3.outpost.svc.cluster.local" },
      ],
      searchReaders: [
        { host: "postgres-search-reader-1.outpost.svc.cluster.local" },
        { host: "postgres-search-reader-2.outpost.svc.cluster.local" },
      ],
      pooling: "transaction",
    });
    expect(database.postgres.tls).toMatchObject({ mode: "verify-full", ca: { secretName: "postgres-ca" } });
  });
});

test("a reader's Service selects one instance, and not the job that makes it", () => {
  const services = resourcesByName(build({ instances: 2 }).json(), "kubernetes_service_v1");
  expect(services["postgres-reader-2"]).toMatchObject({
    spec: {
      selector: {
        "cnpg.io/cluster": "postgres",
        "cnpg.io/instanceName": "postgres-2",
        "cnpg.io/podRole": "instance",
      },
      port: [{ port: 5432, target_port: "5432" }],
    },
  });
});

describe("connections", () => {
  const { stack } = build(
    { instances: 3, searchReplicas: 1, pooler: POOLER },
    { apiServerAddresses: ["10.0.0.1/32"] },
  );
  const edges = Connections.allBelow(stack).map(
    ({ from, to, port }) => `${from.sideName} -> ${to.sideName}:${String(port.port)}`,
  );

  test("are these and no others", () => {
    expect(edges.filter((edge) => !edge.startsWith("default-deny")).sort()).toEqual([
      "cloudnative-pg -> postgres-search:8000",
      "cloudnative-pg -> postgres:8000",
      "postgres -> kubernetes-api:443",
      "postgres -> kubernetes-api:6443",
      "postgres -> postgres:5432",
      "postgres -> postgres:8000",
      "postgres-pooler -> kubernetes-api:443",
      "postgres-pooler -> kubernetes-api:6443",
      "postgres-pooler -> postgres:5432",
      "postgres-search -> kubernetes-api:443",
      "postgres-search -> kubernetes-api:6443",
      "postgres-search -> postgres-search:5432",
      "postgres-search -> postgres-search:8000",
      "postgres-search -> postgres:5432",
    ]);
  });

  test("the API server is a network, and the policy of the instances covers their jobs but not the pooler", () => {
    const policies = resourcesByName(synth(stack), "kubernetes_network_policy_v1");
    expect(policies.postgres).toMatchObject({
      spec: {
        pod_selector: {
          match_labels: { "cnpg.io/cluster": "postgres", "app.kubernetes.io/component": "database" },
        },
      },
    });
    expect(JSON.stringify(policies.postgres)).toContain("10.0.0.1/32");
    expect(policies["postgres-pooler"]).toMatchObject({
      spec: { pod_selector: { match_labels: { "cnpg.io/poolerName": "postgres-pooler" } } },
    });
  });

  test.each<[string, Props, readonly string[]]>([
    ["one instance", {}, ["postgres"]],
    ["a pooler and nothing to read from", { pooler: POOLER }, ["postgres-pooler"]],
    ["a pooler and readers", { instances: 2, pooler: POOLER }, ["postgres-pooler", "postgres"]],
    ["search replicas", { searchReplicas: 1, pooler: POOLER }, ["postgres-pooler", "postgres-search"]],
  ])("a client of %s reaches only what it uses", (_, props, sides) => {
    const { connections } = build(props).database;
    expect(connections.members.map((each) => each.sideName)).toEqual(sides);
  });
});

test("the private registry and its pull secret reach every pod", () => {
  const { json } = build(
    { searchReplicas: 1, pooler: POOLER },
    { registry: { host: "registry.outpost.example/mirror", pullSecret: "registry" } },
  );
  const release = JSON.stringify(resourcesByName(json(), "helm_release"));
  expect(
    release.match(/registry\.outpost\.example\/mirror\/cloudnative-pg\/postgresql:18[^"\\]*@sha256:/g),
  ).toHaveLength(2);
  expect(release).toContain("registry.outpost.example/mirror/cloudnative-pg/pgbouncer:1.25.1");
  expect(release.match(/imagePullSecrets/g)).toHaveLength(3);
  expect(release).not.toContain("ghcr.io");
});

test("the pooler has a disruption budget when it has several pods", () => {
  const budgets = (instances: number) =>
    Object.keys(
      resourcesByName(
        build({ pooler: { ...POOLER, instances } }).json(),
        "kubernetes_pod_disruption_budget_v1",
      ),
    );
  expect(budgets(1)).toEqual([]);
  expect(budgets(2)).toEqual(["postgres-pooler"]);
});

test("no password stands in the output, and the Secret is one that the operator takes", () => {
  const json = build().json();
  expect(resourcesByName(json, "kubernetes_secret_v1").database).toMatchObject({
    type: "kubernetes.io/basic-auth",
    metadata: { labels: { "cnpg.io/reload": "true" } },
    data_wo: { password: expect.stringMatching(/^\$\{substr\(ephemeral\./) as unknown },
  });
});

test.each<[string, Props, readonly string[]]>([
  ["a long name", { name: "p".repeat(51) }, ["HF3301"]],
  ["a name too long for its search replicas", { name: "p".repeat(44), searchReplicas: 1 }, ["HF3301"]],
  ["a name with capitals", { name: "Postgres" }, ["HF3301"]],
  ["an old version", { majorVersion: 13, image: "registry.example/postgresql:13.22" }, ["HF3302"]],
  ["a version without image", { majorVersion: 15 }, ["HF3303"]],
  ["a tag of another version", { image: "registry.example/postgresql:17.1" }, ["HF3304"]],
  ["a digest without tag", { image: "registry.example/postgresql@sha256:abc" }, ["HF3304"]],
  ["a moving tag", { image: "registry.example/postgresql:latest" }, ["HF3304"]],
  ["no instances", { instances: 0 }, ["HF3305"]],
  ["half a replica", { searchReplicas: 0.5 }, ["HF3305"]],
  ["an empty pooler", { pooler: { ...POOLER, instances: 0 } }, ["HF3305"]],
  ["nobody to wait for", { synchronous: "required" }, ["HF3306"]],
  ["several mistakes at once", { name: "-", instances: 0 }, ["HF3301", "HF3305"]],
])("refuses %s", (_, props, codes) => {
  expect(problemCodes(() => build(props))).toEqual(codes);
});

describe("a foreign server", () => {
  function foreign(attributes: Partial<PostgresAttributes> = {}) {
    const stack = testStack();
    const credentials = Secret.fromName(stack, "Credentials", { name: "legacy" });
    return fromPostgresAttributes(stack, "Database", {
      writer: { host: "db.legacy.example" },
      credentials,
      majorVersion: 16,
      ...attributes,
    });
  }

  test("has the same interface, with defaults", () => {
    expect(foreign().postgres).toMatchObject({
      database: "mattermost",
      writer: { host: "db.legacy.example", port: 5432 },
      readers: [],
      pooling: "none",
      tls: { mode: "verify-full" },
    });
  });

  test("opens every port of its servers and no other", () => {
    const database = foreign({
      readers: [{ host: "r1.legacy.example", port: 5433 }, { host: "r2.legacy.example" }],
      addresses: ["192.0.2.0/24"],
    });
    const [side] = database.connections.members;
    expect(side?.ports).toEqual([
      { name: "sql", port: 5432 },
      { name: "sql", port: 5433 },
    ]);
    expect(side?.addresses).toEqual(["192.0.2.0/24"]);
  });

  test("is refused when it is too old", () => {
    expect(problemCodes(() => foreign({ majorVersion: 13 }))).toEqual(["HF3302"]);
  });
});
