import assert from "node:assert/strict";
import type { KubernetesObject } from "../toolchain/api-client";
import type { CnpgOperator } from "../toolchain/cnpg-operator";
import type { Kubernetes } from "../toolchain/kubernetes";
import type { Part } from "../part";

interface State {
  readonly kubernetes: Kubernetes;
  readonly operator: CnpgOperator;
  readonly namespace: string;
}

export const part: Part<State> = {
  name: "cnpg-operator",
  title: "The real CloudNativePG operator beside the API server",
  needs: ["cnpg-operator"],
  async prepare(ctx) {
    const kubernetes = await ctx.kubernetes();
    return { kubernetes, operator: await ctx.cnpgOperator(), namespace: await kubernetes.namespace("cnpg") };
  },
  checks: [
    {
      name: "its webhook refuses what the CRD's schema lets through",
      level: "P3",
      async run(_ctx, { kubernetes, namespace }) {
        const wrong = cluster("wrong", { postgresql: { parameters: { port: "5433" } } });
        assert.match((await kubernetes.refusal(wrong, namespace)) ?? "", /fixed configuration parameter/);
      },
    },
    {
      name: "it makes Services, Secrets and the bootstrap Job of a Cluster",
      level: "P3",
      async run(_ctx, { kubernetes, operator, namespace }) {
        await kubernetes.apply([cluster("database")], namespace);
        for (const [resource, names] of Object.entries(MADE)) {
          await operator.waitFor(`${resource} ${names.join(", ")}`, async () => {
            const made = (await kubernetes.get<KubernetesObject>(resource, namespace)).map(
              ({ metadata }) => metadata.name,
            );
            return names.every((name) => made.includes(name));
          });
        }
      },
    },
  ],
};

const MADE = {
  services: ["database-rw", "database-ro", "database-r"],
  secrets: ["database-app", "database-ca", "database-server"],
  "jobs.batch": ["database-1-initdb"],
} as const;

const cluster = (name: string, spec: object = {}): object => ({
  apiVersion: "postgresql.cnpg.io/v1",
  kind: "Cluster",
  metadata: { name },
  spec: { instances: 3, storage: { size: "1Gi" }, ...spec },
});
