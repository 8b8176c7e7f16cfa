import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import {
  databasePodLabels,
  instanceLabels,
  poolerPodLabels,
  postgresNames,
} from "../../../../src/constructs/postgres/names";
import type { KubernetesObject } from "../../toolchain/api-client";
import type { CnpgOperator } from "../../toolchain/cnpg-operator";
import type { Kubernetes } from "../../toolchain/kubernetes";
import { databaseOf, manifestsOf, SIZES } from "./sizes";

const RECONCILE_LIMIT_SECONDS = 120;

interface Secret extends KubernetesObject {
  readonly data: Readonly<Record<string, string>>;
}

interface Workload extends KubernetesObject {
  readonly spec: {
    readonly template: {
      readonly metadata: { readonly labels: Readonly<Record<string, string>> };
      readonly spec: { readonly serviceAccountName?: string };
    };
  };
}

/** The operator's webhook takes what every size renders to. */
export async function everySizeIsAccepted(kubernetes: Kubernetes): Promise<void> {
  const namespaceName = await kubernetes.namespace("sizes");
  for (const size of SIZES) {
    for (const manifest of manifestsOf(databaseOf(size), { name: "postgres", namespaceName })) {
      const refusal = await kubernetes.refusal(manifest, namespaceName);
      assert.equal(refusal, undefined, `${size.users} users, ${manifest.kind} ${manifest.metadata.name}`);
    }
  }
}

/** A database with pooler and search replicas, given to the operator in a namespace that enforces "restricted". */
export class Reconciled {
  static async start(kubernetes: Kubernetes, operator: CnpgOperator): Promise<Reconciled> {
    const namespaceName = await kubernetes.namespace("database", "restricted");
    const manifests = manifestsOf(
      { ...databaseOf({ users: 800, nodes: 3 }), searchReplicas: 1 },
      { name: "postgres", namespaceName },
    );
    await kubernetes.apply([CREDENTIALS], namespaceName);
    await kubernetes.apply(manifests, namespaceName);
    return new Reconciled(kubernetes, operator, namespaceName);
  }

  private readonly names = postgresNames("postgres");
  private readonly search = postgresNames("postgres-search");
  // The operator removes a job that is done, so both are taken while they are there.
  private readonly initdb: Promise<Workload>;
  private readonly copy: Promise<Workload>;

  private constructor(
    private readonly kubernetes: Kubernetes,
    private readonly operator: CnpgOperator,
    private readonly namespace: string,
  ) {
    this.initdb = this.named("jobs.batch", `${this.names.instance(1)}-initdb`);
    this.copy = this.named("jobs.batch", `${this.search.instance(1)}-pgbasebackup`);
    for (const job of [this.initdb, this.copy]) job.catch(() => undefined);
  }

  /** Secrets and Services that our names promise to clients. */
  async namesExist(): Promise<void> {
    const { names, search } = this;
    for (const name of [names.ca, names.replication, `${names.cluster}-server`, `${search.cluster}-server`]) {
      await this.named<Secret>("secrets", name);
    }
    await this.named("services", names.writer);
    await this.named("services", names.pooler);
  }

  /** Full names of readers and pooler stand in the certificates, and one authority signed both. */
  async certificatesHold(): Promise<void> {
    const authority = await this.certificate(this.names.ca, "ca.crt");
    const expected: readonly (readonly [string, readonly string[]])[] = [
      [
        `${this.names.cluster}-server`,
        [this.names.writer, this.names.pooler, this.names.reader(2), this.names.reader(3)],
      ],
      [`${this.search.cluster}-server`, [this.search.reader(1)]],
    ];
    for (const [secret, services] of expected) {
      const certificate = await this.certificate(secret, "tls.crt");
      assert.ok(certificate.verify(authority.publicKey), `another authority signed ${secret}`);
      for (const service of services) {
        const host = `${service}.${this.namespace}.svc.cluster.local`;
        assert.ok(certificate.checkHost(host), `${secret} has no ${host}: ${certificate.subjectAltName}`);
      }
    }
  }

  /** The first job has the labels by which our policy finds it, and runs our statements. */
  async bootstrapJobIsOurs(): Promise<void> {
    const job = await this.initdb;
    expectLabels(job.spec.template.metadata.labels, databasePodLabels(this.names.cluster));
    const text = JSON.stringify(job.spec);
    for (const part of ["CREATE EXTENSION", "--lc-collate=en_US.UTF-8", "REVOKE ALL ON SCHEMA public"]) {
      assert.ok(text.includes(part), `the initdb job does not say ${part}`);
    }
  }

  /** The search replicas' first job copies from the source, found by their policy. */
  async searchReplicasCopy(): Promise<void> {
    const job = await this.copy;
    expectLabels(job.spec.template.metadata.labels, databasePodLabels(this.search.cluster));
  }

  /** The operator's instance is admitted under "restricted", where selector and policy look for it. */
  async instanceIsFoundByItsSelector(): Promise<void> {
    const pod = await this.named("pods", this.names.instance(1));
    expectLabels(pod.metadata.labels ?? {}, {
      ...instanceLabels(this.names.cluster, 1),
      ...databasePodLabels(this.names.cluster),
    });
  }

  /** The pooler's pods are admitted under "restricted", with the labels of our policy and budget. */
  async poolerIsAdmitted(): Promise<void> {
    const deployment = await this.named<Workload>("deployments.apps", this.names.pooler);
    expectLabels(deployment.spec.template.metadata.labels, poolerPodLabels(this.names.pooler));
    await this.kubernetes.rollout(`deployment/${this.names.pooler}`, this.namespace);
  }

  private named<T extends KubernetesObject>(resource: string, name: string): Promise<T> {
    const find = async (): Promise<T | undefined> =>
      (await this.kubernetes.get<T>(resource, this.namespace)).find((each) => each.metadata.name === name);
    return this.operator.waitFor(`${resource} ${name}`, find, RECONCILE_LIMIT_SECONDS);
  }

  private async certificate(secret: string, key: string): Promise<X509Certificate> {
    const { data } = await this.named<Secret>("secrets", secret);
    return new X509Certificate(Buffer.from(data[key] ?? "", "base64"));
  }
}

const CREDENTIALS = {
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name: "database" },
  type: "kubernetes.io/basic-auth",
  stringData: { username: "mattermost", password: "only-for-this-run" },
};

function expectLabels(
  actual: Readonly<Record<string, string>>,
  expected: Readonly<Record<string, string>>,
): void {
  for (const [label, value] of Object.entries(expected)) {
    assert.equal(actual[label], value, `label ${label}`);
  }
}
