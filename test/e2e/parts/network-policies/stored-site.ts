import { join } from "node:path";
import { Connections } from "../../../../src/constructs/kubernetes/connections";
import { buildApp } from "../../../../src/stacks/build-app";
import type { NetworkPolicy, Pod } from "../../../support/network-policy-evaluator";
import type { Context } from "../../context";
import type { KubernetesObject } from "../../toolchain/api-client";
import type { Kubernetes } from "../../toolchain/kubernetes";
import { REPOSITORY } from "../../toolchain/paths";
import { SiteTrial } from "../examples/site-trial";

const EXAMPLE = "edge";
/** A namespace that Holdfast knows nothing of. */
const ELSEWHERE = "elsewhere";
const POD_LIMIT_SECONDS = 60;

interface StoredPod extends KubernetesObject {
  readonly spec: {
    readonly hostNetwork?: boolean;
    readonly containers: readonly {
      readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
    }[];
  };
  readonly status?: { readonly podIP?: string };
}

/** A site as the API server stored it, beside the tree that it was synthesized from. */
export interface StoredSite {
  /** Namespace of the site. */
  readonly name: string;
  readonly policies: readonly NetworkPolicy[];
  readonly pods: readonly Pod[];
  readonly namespaces: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly sides: readonly Connections[];
}

/** Applies the example with Terraform, adds pods of others, and reads everything back. */
export async function applySite(ctx: Context): Promise<StoredSite> {
  const trial = await SiteTrial.open(ctx, join(REPOSITORY, "examples", EXAMPLE, "site.yaml"));
  for (const project of trial.projects) await project.init();
  await trial.applyPlatform();
  await trial.bringSecrets();
  await trial.services.apply();
  const { site } = trial.synthesized;
  const { kubernetes } = trial.view;
  await addStrangers(kubernetes, site.name);
  const app = buildApp([site], { writeTo: ctx.tmp("tree") });
  const sides = app.node.findAll().filter(Connections.isConnections);
  await addJobs(kubernetes, sides);
  await runCronJobs(kubernetes, site.name);
  const pods = await podsOfAll(ctx, kubernetes, sides);
  const namespaces = await kubernetes.get("namespaces");
  return {
    name: site.name,
    policies: await kubernetes.get<NetworkPolicy & KubernetesObject>("networkpolicies.networking.k8s.io"),
    pods,
    namespaces: Object.fromEntries(namespaces.map(({ metadata }) => [metadata.name, metadata.labels ?? {}])),
    sides,
  };
}

/** The pods that the calls offloader would start for a recorded call. */
async function addJobs(kubernetes: Kubernetes, sides: readonly Connections[]): Promise<void> {
  const jobs = sides.flatMap(({ pods }) => (pods?.namespace.endsWith("-calls-jobs") ? [pods] : []));
  const selected = jobs.filter(({ labels }) => Object.keys(labels).length > 0);
  await kubernetes.apply(selected.map(({ namespace, labels }) => pod("recording", namespace, labels)));
}

/** A first run of each CronJob, whose hour doesn't come here. */
async function runCronJobs(kubernetes: Kubernetes, site: string): Promise<void> {
  for (const { metadata } of await kubernetes.get("cronjobs.batch", site)) {
    const args = ["create", "job", `${metadata.name}-now`, `--from=cronjob/${metadata.name}`];
    await kubernetes.kubectl([...args, `--namespace=${site}`]);
  }
}

/** DNS of the cluster, and pods that nothing allows anything: in the site's namespace and in another one. */
async function addStrangers(kubernetes: Kubernetes, site: string): Promise<void> {
  await kubernetes.apply([{ apiVersion: "v1", kind: "Namespace", metadata: { name: ELSEWHERE } }]);
  await kubernetes.apply([
    pod("coredns", "kube-system", { "k8s-app": "kube-dns" }),
    pod("stranger", site, { app: "stranger" }),
    pod("outsider", ELSEWHERE, { app: "stranger" }),
    // Labels alone open no door: the namespace counts too.
    pod("impostor", ELSEWHERE, { "app.kubernetes.io/name": "mattermost" }),
  ]);
}

function pod(name: string, namespace: string, labels: Readonly<Record<string, string>>): object {
  const securityContext = {
    allowPrivilegeEscalation: false,
    runAsNonRoot: true,
    runAsUser: 1000,
    capabilities: { drop: ["ALL"] },
    seccompProfile: { type: "RuntimeDefault" },
  };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels },
    spec: { containers: [{ name: "pause", image: "registry.invalid/pause:1", securityContext }] },
  };
}

/** Every stored pod, once each side has one and all have an address. */
async function podsOfAll(
  ctx: Context,
  kubernetes: Kubernetes,
  sides: readonly Connections[],
): Promise<readonly Pod[]> {
  let missing: readonly string[] = [];
  const all = async (): Promise<readonly Pod[] | undefined> => {
    const pods = await storedPods(kubernetes);
    missing = [
      ...sides
        .filter((side) => side.pods && !pods.some((pod) => isSelected(side, pod)))
        .map(({ node }) => node.path),
      ...pods.filter(({ ip }) => ip === undefined).map(({ name }) => `the address of ${name}`),
    ];
    return missing.length === 0 ? pods : undefined;
  };
  try {
    return await ctx.waitFor("each side to have a pod", all, POD_LIMIT_SECONDS);
  } catch (error) {
    throw new Error(`missing: ${missing.join(", ")}`, { cause: error });
  }
}

async function storedPods(kubernetes: Kubernetes): Promise<readonly Pod[]> {
  const stored = await kubernetes.get<StoredPod>("pods");
  return stored.map(({ metadata, spec, status }): Pod => {
    const ports = spec.containers.flatMap((container) => container.ports ?? []);
    return {
      name: metadata.name,
      namespace: metadata.namespace ?? "default",
      labels: metadata.labels ?? {},
      namedPorts: Object.fromEntries(
        ports.flatMap((port) => (port.name === undefined ? [] : [[port.name, port.containerPort]])),
      ),
      hostNetwork: spec.hostNetwork === true,
      ip: status?.podIP,
    };
  });
}

/** Whether a side means a pod; one of addresses means none. */
export function isSelected({ pods }: Connections, { namespace, labels }: Pod): boolean {
  if (pods?.namespace !== namespace) return false;
  return Object.entries(pods.labels).every(([key, value]) => labels[key] === value);
}
