import type { ApiClient, KubernetesObject } from "./api-client";
import { waitFor } from "./wait";

const LIMIT_SECONDS = 60;
const NAME = "canary";
const DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
const LABELS = { app: NAME };

interface Workload extends KubernetesObject {
  readonly status?: { readonly readyReplicas?: number };
}

/**
 * Waits until scheduler, controllers, garbage collector and nodes act on what the API server says now: each does its part
 * for a workload that comes and goes. After the server was away they come back in their own time. Who replaces objects
 * before that may see a pod of the old ones forgotten, or a new one of the same name never scheduled.
 */
export async function everybodyIsBack(api: ApiClient): Promise<void> {
  await api.call("POST", DEPLOYMENTS, {
    metadata: { name: NAME },
    spec: {
      selector: { matchLabels: LABELS },
      template: {
        metadata: { labels: LABELS },
        spec: { containers: [{ name: NAME, image: "registry.example/canary:1" }] },
      },
    },
  });
  const path = `${DEPLOYMENTS}/${NAME}`;
  const runs = async (): Promise<boolean> =>
    (await api.call<Workload>("GET", path)).status?.readyReplicas === 1;
  await waitFor("a workload to run after the API server came back", runs, LIMIT_SECONDS);
  await api.text("DELETE", path, { propagationPolicy: "Background" });
  const pods = `/api/v1/namespaces/default/pods?labelSelector=app%3D${NAME}`;
  const gone = async (): Promise<boolean> => (await api.list(pods)).length === 0;
  await waitFor("its pod to be collected", gone, LIMIT_SECONDS);
}
