import { goTools } from "./go";

export const KUBERNETES_VERSION = "1.33.4";

const STAMP = ["k8s.io/component-base/version", "k8s.io/client-go/pkg/version"]
  .flatMap((variable) => [
    `-X ${variable}.gitVersion=v${KUBERNETES_VERSION}`,
    `-X ${variable}.gitMajor=1`,
    `-X ${variable}.gitMinor=33`,
  ])
  .join(" ");

const KWOK_STAGES = "sigs.k8s.io/kwok:kustomize/stage";

/** etcd, the Kubernetes control plane, kubectl, kwok with its stages, and Helm: versions are those of our go.mod. */
export function controlPlanePrograms(): Promise<string> {
  return goTools({
    module: "control-plane",
    version: KUBERNETES_VERSION,
    programs: {
      etcd: "go.etcd.io/etcd/server/v3",
      "kube-apiserver": "k8s.io/kubernetes/cmd/kube-apiserver",
      "kube-controller-manager": "k8s.io/kubernetes/cmd/kube-controller-manager",
      "kube-scheduler": "k8s.io/kubernetes/cmd/kube-scheduler",
      kubectl: "k8s.io/kubernetes/cmd/kubectl",
      kwok: "sigs.k8s.io/kwok/cmd/kwok",
      helm: "helm.sh/helm/v3/cmd/helm",
    },
    // Without the stamp the server says v0.0.0-master and every version check fails.
    linkerFlags: STAMP,
    files: {
      [`${KWOK_STAGES}/node/fast/node-initialize.yaml`]: "stages/node-initialize.yaml",
      [`${KWOK_STAGES}/node/heartbeat/node-heartbeat.yaml`]: "stages/node-heartbeat.yaml",
      [`${KWOK_STAGES}/pod/fast/pod-ready.yaml`]: "stages/pod-ready.yaml",
      [`${KWOK_STAGES}/pod/fast/pod-complete.yaml`]: "stages/pod-complete.yaml",
      [`${KWOK_STAGES}/pod/fast/pod-delete.yaml`]: "stages/pod-delete.yaml",
    },
  });
}
