import { postgresManifests } from "../../../src/constructs/postgres/postgres-manifests";
import {
  postgresSettings,
  type PostgresClusterProps,
} from "../../../src/constructs/postgres/postgres-cluster-props";
import type { Manifest } from "../../../src/constructs/kubernetes/custom-resources";
import { checkAgainstCrd } from "../../support/crd";
import { describeWithReference } from "../../support/reference";

type Props = Omit<PostgresClusterProps, "namespace" | "credentials" | "image">;

const AROUND = {
  namespaceName: "outpost",
  domain: "cluster.local",
  image: "registry.example/postgresql:18.6-standard-trixie@sha256:abc",
  poolerImage: "registry.example/pgbouncer:1.25.1",
};
const POOLER = { instances: 2, poolSize: 40, maxClientConnections: 700 };

function manifests(props: Props, around: Partial<typeof AROUND & { pullSecret: string }> = {}) {
  const settings = postgresSettings(props as PostgresClusterProps);
  return postgresManifests({ ...settings, credentialsSecret: "database" }, { ...AROUND, ...around });
}

/** The spec of the only manifest of that name. */
function specOf(all: readonly Manifest[], name: string): Record<string, unknown> {
  return all.find((each) => each.metadata.name === name)?.spec as Record<string, unknown>;
}

describeWithReference("every manifest fits its definition", () => {
  test.each<[string, Props, Parameters<typeof manifests>[1]]>([
    ["nothing but defaults", {}, {}],
    ["three instances", { instances: 3 }, {}],
    ["no data loss", { instances: 3, synchronous: "required" }, {}],
    ["a pooler", { instances: 2, pooler: POOLER }, { pullSecret: "registry" }],
    ["search replicas", { instances: 3, searchReplicas: 2 }, { pullSecret: "registry" }],
    [
      "everything",
      {
        name: "db",
        instances: 5,
        searchReplicas: 2,
        pooler: { ...POOLER, resources: { cpu: "1", memory: "1Gi" } },
        storage: { size: "1Ti", walSize: "250Gi", storageClass: "fast" },
        parameters: { max_connections: "400", work_mem: "32MB" },
        antiAffinity: "required",
        textSearch: "pg_catalog.german",
      },
      { domain: "site.example", pullSecret: "registry" },
    ],
  ])("%s", (_, props, around) => {
    expect(manifests(props, around).flatMap((each) => checkAgainstCrd(each))).toEqual([]);
  });
});

describe("the cluster", () => {
  test.each([
    [1, undefined, undefined],
    [1, "preferred", undefined],
    [2, undefined, { method: "any", number: 1, dataDurability: "preferred" }],
    [3, "off", undefined],
    [3, "required", { method: "any", number: 1, dataDurability: "required", failoverQuorum: true }],
  ] as const)("%d instances, synchronous %s", (instances, synchronous, expected) => {
    const spec = specOf(manifests({ instances, synchronous }), "postgres");
    expect((spec.postgresql as { synchronous?: unknown }).synchronous).toEqual(expected);
    expect(spec.enablePDB).toBe(instances > 1);
  });

  test("refuses clients without TLS", () => {
    const [cluster, search] = manifests({ searchReplicas: 1 });
    for (const manifest of [cluster, search]) {
      expect(manifest?.spec?.postgresql).toMatchObject({ pg_hba: ["hostnossl all all all reject"] });
    }
  });

  test("its certificate carries the names by which readers and pooler are reached", () => {
    const spec = specOf(manifests({ instances: 3, pooler: POOLER }), "postgres");
    const { serverAltDNSNames } = spec.certificates as { serverAltDNSNames: readonly string[] };
    expect(serverAltDNSNames).toEqual([
      "postgres-reader-2",
      "postgres-reader-2.outpost",
      "postgres-reader-2.outpost.svc",
      "postgres-reader-2.outpost.svc.cluster.local",
      "postgres-reader-3",
      "postgres-reader-3.outpost",
      "postgres-reader-3.outpost.svc",
      "postgres-reader-3.outpost.svc.cluster.local",
      "postgres-pooler",
      "postgres-pooler.outpost",
      "postgres-pooler.outpost.svc",
      "postgres-pooler.outpost.svc.cluster.local",
    ]);
  });

  test("and the writer's full name where the operator would give it another domain", () => {
    const spec = specOf(manifests({}, { domain: "site.example" }), "postgres");
    expect(spec.certificates).toEqual({ serverAltDNSNames: ["postgres-rw.outpost.svc.site.example"] });
  });

  test("memory is request and limit at once, CPU a request", () => {
    const spec = specOf(manifests({ resources: { cpu: "4", memory: "16Gi" } }), "postgres");
    expect(spec.resources).toEqual({
      requests: { cpu: "4", memory: "16Gi" },
      limits: { memory: "16Gi" },
    });
  });

  test("hot_standby_feedback is on unless somebody turns it off", () => {
    const parameters = (props: Props) => specOf(manifests(props), "postgres").postgresql;
    expect(parameters({})).toMatchObject({ parameters: { hot_standby_feedback: "on" } });
    const off = { parameters: { hot_standby_feedback: "off", work_mem: "8MB" } };
    expect(parameters(off)).toMatchObject(off);
  });
});

describe("search replicas", () => {
  const spec = specOf(
    manifests({ searchReplicas: 2, parameters: { max_connections: "300", work_mem: "32MB" } }),
    "postgres-search",
  );

  test("stream from the writer's Service as the operator's replication user, and check its name", () => {
    expect(spec).toMatchObject({
      instances: 2,
      replica: { enabled: true, source: "postgres" },
      bootstrap: { pg_basebackup: { source: "postgres" } },
      externalClusters: [
        {
          name: "postgres",
          connectionParameters: {
            host: "postgres-rw.outpost.svc",
            user: "streaming_replica",
            sslmode: "verify-full",
          },
          sslCert: { name: "postgres-replication", key: "tls.crt" },
          sslKey: { name: "postgres-replication", key: "tls.key" },
          sslRootCert: { name: "postgres-ca", key: "ca.crt" },
        },
      ],
    });
    expect(spec.bootstrap).not.toHaveProperty("initdb");
  });

  test("share the authority, so that one ca.crt is enough for clients", () => {
    expect(spec.certificates).toMatchObject({
      serverCASecret: "postgres-ca",
      clientCASecret: "postgres-ca",
      replicationTLSSecret: "postgres-replication",
    });
  });

  test("keep max_connections, which a standby must not lower, and have their own work_mem", () => {
    expect(spec.postgresql).toMatchObject({ parameters: { max_connections: "300", work_mem: "16MB" } });
  });
});

describe("the pooler", () => {
  const spec = specOf(manifests({ pooler: POOLER }), "postgres-pooler");

  test("pools transactions before the writer, sized as asked, and encrypts both sides", () => {
    expect(spec).toMatchObject({
      cluster: { name: "postgres" },
      type: "rw",
      instances: 2,
      pgbouncer: {
        poolMode: "transaction",
        parameters: {
          default_pool_size: "40",
          max_client_conn: "700",
          client_tls_sslmode: "require",
          server_tls_sslmode: "verify-full",
        },
      },
    });
  });

  test("weakens nothing of the pod that the operator makes", () => {
    expect(JSON.stringify(spec.template)).not.toMatch(/securityContext|hostNetwork|privileged/);
  });

  test.each([
    [100, "320Mi"],
    [1000, "320Mi"],
    [4000, "704Mi"],
  ])("%d clients need %s", (maxClientConnections, memory) => {
    const sized = specOf(manifests({ pooler: { ...POOLER, maxClientConnections } }), "postgres-pooler");
    expect(sized.template).toMatchObject({
      spec: { containers: [{ name: "pgbouncer", resources: { limits: { memory } } }] },
    });
  });
});
