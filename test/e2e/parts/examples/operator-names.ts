import assert from "node:assert/strict";
import { postgresNames } from "../../../../src/constructs/postgres/names";
import type { KubernetesObject } from "../../toolchain/api-client";
import type { NamespaceView } from "./namespace-view";

interface Cluster extends KubernetesObject {
  readonly spec: { readonly replica?: { readonly enabled?: boolean } };
}

/** What the operator must make of the Clusters and Poolers in a namespace, by the names that other parts use. */
export async function operatorNames(view: NamespaceView): Promise<ReadonlyMap<string, readonly string[]>> {
  const clusters = await view.list<Cluster>("clusters.postgresql.cnpg.io");
  const poolers = (await view.list("poolers.postgresql.cnpg.io")).map(({ metadata }) => metadata.name);
  assert.ok(clusters.length > 0, "the namespace has no Cluster");
  const names = clusters.map(({ metadata, spec }) => ({
    ...postgresNames(metadata.name),
    copy: spec.replica?.enabled,
  }));
  const first = names.find(({ copy }) => copy !== true)!;
  return new Map([
    ["services", [...names.map(({ writer }) => writer), ...poolers]],
    ["secrets", [first.ca, first.replication, ...names.map(({ cluster }) => `${cluster}-server`)]],
    ["jobs.batch", names.map(({ instance, copy }) => `${instance(1)}-${copy ? "pgbasebackup" : "initdb"}`)],
    ["deployments.apps", poolers],
  ]);
}
