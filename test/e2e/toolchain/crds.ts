import type { KubernetesObject } from "./api-client";
import type { Kubernetes } from "./kubernetes";
import { reference } from "./paths";
import { waitFor } from "./wait";

const ESTABLISHED_LIMIT_SECONDS = 60;

interface Definition extends KubernetesObject {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

/** Server-side apply of every CustomResourceDefinition file of a folder; waits until each is served. */
export async function installCrds(kubernetes: Kubernetes, folder: string): Promise<void> {
  await kubernetes.kubectl(["apply", "--server-side", "--force-conflicts", "-f", folder]);
  const served = async (): Promise<boolean> => {
    const path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    return (await kubernetes.api.list<Definition>(path)).every(isEstablished);
  };
  await waitFor(`the CRDs of ${folder} to be established`, served, ESTABLISHED_LIMIT_SECONDS);
}

/** The CRDs of an operator from the reference material beside the repository: `cert-manager`, `prometheus-operator`. */
export function installReferenceCrds(kubernetes: Kubernetes, operator: string): Promise<void> {
  return installCrds(kubernetes, reference("crds", operator));
}

const isEstablished = (definition: Definition): boolean =>
  (definition.status?.conditions ?? []).some(
    ({ type, status }) => type === "Established" && status === "True",
  );
