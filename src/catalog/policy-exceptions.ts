import { AZURE_POLICY_EXCEPTIONS } from "./azure-policy-exceptions";

/** Linters that judge what Holdfast renders. */
export type PolicyTool = "checkov" | "kube-score";

/** Findings of the linters that Holdfast lives with, and why. The evidence quotes the reason. */
export interface PolicyException {
  /** Checks by the tool's own names; kube-score's with its comment, since one check may have several. */
  readonly findings: readonly { readonly tool: PolicyTool; readonly check: string }[];
  /** Objects as `Kind namespace/name`, resources of Azure as `<type> <name>`; `*` stands for any text. */
  readonly scopes: readonly string[];
  /** One or two sentences that an accreditor can judge. */
  readonly reason: string;
}

const EVERYTHING = ["*"];

const checkov = (check: string) => ({ tool: "checkov", check }) as const;
const kubeScore = (check: string) => ({ tool: "kube-score", check }) as const;

const SPREAD =
  "A topology spread constraint over the nodes does the same, and lets a pod come back beside another one while nodes are missing.";

/** Every finding that is accepted. One that no longer occurs has to go. */
export const POLICY_EXCEPTIONS: readonly PolicyException[] = [
  {
    findings: [checkov("CKV_K8S_11"), kubeScore("container-resources: CPU limit is not set")],
    scopes: EVERYTHING,
    reason:
      "A CPU limit stalls a server while its node idles. Requests share the CPU fairly; memory, which can't be shared, is limited.",
  },
  {
    findings: [
      checkov("CKV_K8S_15"),
      kubeScore("container-image-pull-policy: ImagePullPolicy is not set to Always"),
    ],
    scopes: EVERYTHING,
    reason:
      "A node that is cut off from its registry must be able to start what it has. Images have exact tags or digests, so that a pull would bring the same.",
  },
  {
    findings: [
      kubeScore("container-ephemeral-storage-request-and-limit: Ephemeral Storage limit is not set"),
      kubeScore("container-ephemeral-storage-request-and-limit: Ephemeral Storage request is not set"),
    ],
    scopes: EVERYTHING,
    reason:
      "A pod over such a limit is evicted, in the middle of a large upload too. Root file systems are read-only and logs are rotated by the node, whose own eviction threshold guards its disk.",
  },
  {
    findings: [checkov("CKV_K8S_43")],
    scopes: [
      "Deployment */mattermost",
      "Deployment */nginx",
      "Job */store-setup-*",
      "StatefulSet */rtcd",
      "StatefulSet */calls-offloader",
      "DaemonSet */calls-offloader-images",
      "Job */rtcd-client-*",
      "Job */mattermost-setup-*",
      "StatefulSet */assistant",
      "StatefulSet */embeddings",
      "StatefulSet */openldap",
      "CronJob */openldap-backup",
    ],
    reason:
      "The publisher's digest was not seen, and a digest is never invented. The tag is exact; a mirror pins it by its own digest.",
  },
  {
    findings: [checkov("CKV_K8S_35")],
    scopes: [
      "Deployment */mattermost",
      "StatefulSet */store",
      "Job */store-setup-*",
      "StatefulSet */keycloak",
      "Job */keycloak-realm-*",
      "StatefulSet */rtcd",
      "Job */rtcd-client-*",
      "Job */mattermost-setup-*",
      "StatefulSet */openldap",
      "CronJob */openldap-backup",
      "CronJob */keycloak-postgres-copies",
    ],
    reason:
      "These programs take their secrets from the environment. Pods refer to Secrets, no value stands in an object, and pods have no service-account token to read one with.",
  },
  {
    findings: [
      checkov("CKV_K8S_40"),
      kubeScore("container-security-context-user-group-id: The container is running with a low user ID"),
      kubeScore("container-security-context-user-group-id: The container running with a low group ID"),
    ],
    scopes: [
      "Deployment */mattermost",
      "Deployment */nginx",
      "StatefulSet */store",
      "Job */store-setup-*",
      "StatefulSet */keycloak",
      "Job */keycloak-realm-*",
      "Job */mattermost-setup-*",
      "StatefulSet */openldap",
      "CronJob */openldap-backup",
    ],
    reason:
      "The publisher's image has its files under this user, never root. All capabilities are dropped and privileges can't grow, so that the number gives nothing on the node.",
  },
  {
    findings: [kubeScore("pod-probes-identical: Container has the same readiness and liveness probe")],
    scopes: ["Deployment */mattermost"],
    reason:
      "The same address with different patience: 15 seconds of silence take a server out of the proxy, two minutes restart it. The deeper ping fails with the database and would restart every server at once.",
  },
  {
    findings: [
      kubeScore("deployment-has-host-podantiaffinity: Deployment does not have a host podAntiAffinity set"),
    ],
    scopes: ["Deployment */mattermost", "Deployment */nginx"],
    reason: SPREAD,
  },
  {
    findings: [
      kubeScore("statefulset-has-host-podantiaffinity: StatefulSet does not have a host podAntiAffinity set"),
    ],
    scopes: ["StatefulSet */keycloak", "StatefulSet */openldap"],
    reason: SPREAD,
  },
  {
    findings: [kubeScore("deployment-replicas: Deployment few replicas")],
    scopes: ["Deployment */mattermost", "Deployment */nginx"],
    reason: "A site of one node: a second replica would fall with the first.",
  },
  {
    findings: [kubeScore("service-type: The service is of type NodePort")],
    scopes: ["Service */nginx", "Service */rtcd-*"],
    reason:
      "The way in that a site without a load balancer names; only the proxy and the media routers have one.",
  },
  {
    findings: [kubeScore("networkpolicy-targets-pod: The NetworkPolicys selector doesn't match any pods")],
    scopes: [
      "NetworkPolicy cert-manager/*",
      "NetworkPolicy cnpg-system/*",
      "NetworkPolicy */postgres",
      "NetworkPolicy */postgres-pooler",
      "NetworkPolicy */keycloak-postgres",
      "NetworkPolicy *-calls-jobs/*",
    ],
    reason:
      "The pods are made by an upstream chart, by the operator from a custom resource, or by the offloader for a recorded call, and are not among the rendered objects.",
  },
  {
    findings: [kubeScore("service-targets-pod: The services selector does not match any pods")],
    scopes: ["Service */postgres-reader-*", "Service */keycloak-postgres-reader-*", "Service */rtcd-*"],
    reason:
      "The pods are made by the PostgreSQL operator from a custom resource, or named one by one by the label that a StatefulSet gives each.",
  },
  {
    findings: [checkov("CKV_K8S_38")],
    scopes: ["StatefulSet */calls-offloader"],
    reason:
      "It starts jobs through the Kubernetes API. Its role reaches one namespace: jobs, the list of pods and their logs.",
  },
  {
    findings: [checkov("CKV_K8S_38")],
    scopes: ["Job */mattermost-setup-*"],
    reason:
      "It puts the tokens that the servers give it into Secrets. Its role reads and patches these Secrets by their names, and nothing else.",
  },
  {
    findings: [
      kubeScore("pod-probes-identical: Container has the same readiness and liveness probe"),
      kubeScore("statefulset-has-servicename: StatefulSet does not have a valid serviceName"),
    ],
    scopes: ["StatefulSet */assistant", "StatefulSet */embeddings"],
    reason:
      "One pod, found through its Service; nobody asks for it by its own name. A model server that answers no request for long is started anew, one that is busy is left alone.",
  },
  {
    findings: [checkov("CKV_K8S_8"), checkov("CKV_K8S_9")],
    scopes: ["DaemonSet */calls-offloader-images"],
    reason: "Its containers sleep, so that nodes keep the images that they use. They serve nothing to probe.",
  },
  {
    findings: [kubeScore("pod-probes-identical: Container has the same readiness and liveness probe")],
    scopes: ["StatefulSet */calls-offloader", "StatefulSet */rtcd"],
    reason:
      "The version is all that these programs answer without a login. It is asked for readiness often, and a restart takes far longer silence.",
  },
  {
    findings: [checkov("CKV_K8S_35")],
    scopes: ["Job */postgres-setup-*"],
    reason:
      "The program that sets up the database takes its passwords from the environment; the pod ends in seconds and has no service-account token.",
  },
  {
    findings: [
      checkov("CKV_K8S_40"),
      kubeScore("container-security-context-user-group-id: The container is running with a low user ID"),
      kubeScore("container-security-context-user-group-id: The container running with a low group ID"),
    ],
    scopes: ["Job */postgres-setup-*"],
    reason:
      "The publisher's image has its files under this user, never root. All capabilities are dropped and privileges can't grow.",
  },
  {
    findings: [kubeScore("networkpolicy-targets-pod: The NetworkPolicys selector doesn't match any pods")],
    scopes: ["NetworkPolicy external-secrets/*"],
    reason:
      "The pods of External Secrets are made by its upstream chart and are not among the rendered objects.",
  },
  ...AZURE_POLICY_EXCEPTIONS,
];
