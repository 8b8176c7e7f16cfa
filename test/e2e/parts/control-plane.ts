import assert from "node:assert/strict";
import type { KubernetesObject } from "../toolchain/api-client";
import { CONSUMER_CLASS } from "../toolchain/cluster-stand-ins";
import type { Kubernetes } from "../toolchain/kubernetes";
import type { Part } from "../part";

interface Claim extends KubernetesObject {
  readonly status: { readonly phase: string };
}

const BIND_LIMIT_SECONDS = 30;

export const part: Part<{ readonly kubernetes: Kubernetes; readonly namespace: string }> = {
  name: "control-plane",
  title: "The Kubernetes API server that the other parts apply to",
  needs: ["kubernetes"],
  async prepare(ctx) {
    const kubernetes = await ctx.kubernetes();
    return { kubernetes, namespace: await kubernetes.namespace("control-plane") };
  },
  checks: [
    {
      name: "says its real version",
      level: "P3",
      async run(_ctx, { kubernetes }) {
        const { gitVersion } = await kubernetes.api.call<{ gitVersion: string }>("GET", "/version");
        assert.equal(gitVersion, `v${kubernetes.version}`);
      },
    },
    {
      name: "refuses a pod that breaks Pod Security restricted",
      level: "P3",
      async run(_ctx, { kubernetes, namespace }) {
        const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "careless" }, spec: podSpec({}) };
        assert.match((await kubernetes.refusal(pod, namespace)) ?? "", /violates PodSecurity "restricted/);
      },
    },
    {
      name: "rolls out a Deployment that keeps to it",
      level: "P3",
      async run(_ctx, { kubernetes, namespace }) {
        await kubernetes.apply([deployment("web", podSpec(HARDENED))], namespace);
        await kubernetes.rollout("deployment/web", namespace);
      },
    },
    {
      name: "binds a claim of the default class",
      level: "P3",
      async run(ctx, { kubernetes, namespace }) {
        await kubernetes.apply([claim("files")], namespace);
        await ctx.waitFor(
          "the claim to be bound",
          () => bound(kubernetes, namespace, "files"),
          BIND_LIMIT_SECONDS,
        );
      },
    },
    {
      name: "binds a claim of a class that waits when its pod comes",
      level: "P3",
      async run(ctx, { kubernetes, namespace }) {
        await kubernetes.apply([claim("late", CONSUMER_CLASS)], namespace);
        assert.equal(await bound(kubernetes, namespace, "late"), false);
        await kubernetes.apply(
          [deployment("late", { ...podSpec(HARDENED), volumes: [volume("late")] })],
          namespace,
        );
        await ctx.waitFor(
          "the claim to be bound",
          () => bound(kubernetes, namespace, "late"),
          BIND_LIMIT_SECONDS,
        );
        await kubernetes.rollout("deployment/late", namespace);
      },
    },
    {
      name: "completes a Job",
      level: "P3",
      async run(_ctx, { kubernetes, namespace }) {
        const template = { spec: { ...podSpec(HARDENED), restartPolicy: "Never" } };
        const job = { apiVersion: "batch/v1", kind: "Job", metadata: { name: "once" }, spec: { template } };
        await kubernetes.apply([job], namespace);
        const wait = [
          "wait",
          "--for=condition=Complete",
          "job/once",
          `--namespace=${namespace}`,
          "--timeout=30s",
        ];
        await kubernetes.kubectl(wait);
      },
    },
    {
      name: "keeps what it stored when its API server is killed",
      level: "P3",
      async run(ctx) {
        const kubernetes = await ctx.ownKubernetes({ nodes: 1 });
        const namespace = await kubernetes.namespace("kept");
        await kubernetes.controlPlane.kill();
        await assert.rejects(kubernetes.get("namespaces"), /refused/i);
        await kubernetes.controlPlane.bringBack();
        await kubernetes.apply([deployment("web", podSpec(HARDENED))], namespace);
        await kubernetes.rollout("deployment/web", namespace);
      },
    },
  ],
};

const HARDENED = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  seccompProfile: { type: "RuntimeDefault" },
};

const podSpec = (securityContext: object): object => ({
  containers: [{ name: "program", image: "registry.invalid/program:1", securityContext }],
});

const volume = (claimName: string): object => ({ name: "files", persistentVolumeClaim: { claimName } });

const deployment = (name: string, spec: object): object => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec },
  },
});

const claim = (name: string, storageClassName?: string): object => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name },
  spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } }, storageClassName },
});

async function bound(kubernetes: Kubernetes, namespace: string, name: string): Promise<boolean> {
  const claims = await kubernetes.get<Claim>("persistentvolumeclaims", namespace);
  return claims.some(({ metadata, status }) => metadata.name === name && status.phase === "Bound");
}
