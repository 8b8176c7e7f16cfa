/** A Kubernetes object, and where it came from. */
export interface LintedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

type Json = Readonly<Record<string, unknown>>;
type Bodies = Readonly<Record<string, Json>>;

const KINDS: Readonly<Record<string, readonly [apiVersion: string, kind: string]>> = {
  kubernetes_namespace_v1: ["v1", "Namespace"],
  kubernetes_config_map_v1: ["v1", "ConfigMap"],
  kubernetes_secret_v1: ["v1", "Secret"],
  kubernetes_service_v1: ["v1", "Service"],
  kubernetes_service_account_v1: ["v1", "ServiceAccount"],
  kubernetes_default_service_account_v1: ["v1", "ServiceAccount"],
  kubernetes_persistent_volume_claim_v1: ["v1", "PersistentVolumeClaim"],
  kubernetes_deployment_v1: ["apps/v1", "Deployment"],
  kubernetes_stateful_set_v1: ["apps/v1", "StatefulSet"],
  kubernetes_daemon_set_v1: ["apps/v1", "DaemonSet"],
  kubernetes_job_v1: ["batch/v1", "Job"],
  kubernetes_cron_job_v1: ["batch/v1", "CronJob"],
  kubernetes_network_policy_v1: ["networking.k8s.io/v1", "NetworkPolicy"],
  kubernetes_pod_disruption_budget_v1: ["policy/v1", "PodDisruptionBudget"],
  kubernetes_role_v1: ["rbac.authorization.k8s.io/v1", "Role"],
  kubernetes_role_binding_v1: ["rbac.authorization.k8s.io/v1", "RoleBinding"],
  kubernetes_cluster_role_v1: ["rbac.authorization.k8s.io/v1", "ClusterRole"],
  kubernetes_cluster_role_binding_v1: ["rbac.authorization.k8s.io/v1", "ClusterRoleBinding"],
  kubernetes_priority_class_v1: ["scheduling.k8s.io/v1", "PriorityClass"],
};

/** Terraform's block is named in the singular, the object's field in the plural. */
const PLURALS: Readonly<Record<string, string>> = {
  container: "containers",
  init_container: "initContainers",
  port: "ports",
  rule: "rules",
  subject: "subjects",
  toleration: "tolerations",
  topology_spread_constraint: "topologySpreadConstraints",
  volume: "volumes",
  volume_claim_template: "volumeClaimTemplates",
  volume_mount: "volumeMounts",
};

const LISTS = new Set([
  ...["egress", "env", "env_from", "from", "image_pull_secrets", "ingress", "items", "match_expressions"],
  ...["ports", "preferred_during_scheduling_ignored_during_execution", "sources", "to"],
  "required_during_scheduling_ignored_during_execution",
]);

/** Blocks that the provider takes as a list and the object has once. */
const ONCE = new Set([
  ...["http_header", "label_selector", "lifecycle", "persistent_volume_claim_retention_policy", "pre_stop"],
  ...["rolling_update", "security_context", "tcp_socket", "update_strategy"],
]);

/** Maps whose keys are people's, not fields. */
const FREE_KEYS = new Set([
  ...["annotations", "data", "labels", "limits", "match_labels", "node_selector", "requests", "selector"],
]);

const WHOLE_NUMBERS =
  /^(fs_group|max_surge|max_unavailable|min_available|port|replicas|run_as_group|run_as_user|target_port)$/;

/** The objects of a stack's `cdk.tf.json` as plain Kubernetes manifests; those of upstream charts are not among them. */
export function manifestsOf(stack: {
  readonly resource?: Readonly<Record<string, Bodies>>;
}): readonly LintedObject[] {
  return Object.entries(stack.resource ?? {}).flatMap(([type, bodies]) =>
    Object.values(bodies).flatMap((body) => (type === "helm_release" ? carried(body) : [typed(type, body)])),
  );
}

function typed(type: string, body: Json): LintedObject {
  const names = KINDS[type];
  if (names === undefined) throw new Error(`no Kubernetes kind is known for ${type}`);
  const [apiVersion, kind] = names;
  const content = field(
    "",
    kind === "ConfigMap" ? only(body, ["metadata", "data"]) : only(body, OBJECT_BLOCKS),
  );
  const object = { apiVersion, kind, ...(content as Pick<LintedObject, "metadata">) };
  return kind === "DaemonSet" ? withUpdateStrategy(object) : object;
}

/** The provider calls a DaemonSet's update strategy as a Deployment's. */
function withUpdateStrategy(object: LintedObject & { readonly spec?: Json }): LintedObject {
  const { strategy, ...spec } = object.spec ?? {};
  return {
    ...object,
    spec: { ...spec, ...(strategy !== undefined && { updateStrategy: once(strategy) }) },
  } as LintedObject;
}

const once = (value: unknown): unknown => (Array.isArray(value) ? (value as readonly unknown[])[0] : value);

/** What else the resource has is Terraform's: timeouts, lifecycle, write-only values. */
const OBJECT_BLOCKS = ["metadata", "spec", "type", "immutable", "rule", "role_ref", "subject", "value"];

function only(body: Json, keys: readonly string[]): Json {
  return Object.fromEntries(Object.entries(body).filter(([key]) => keys.includes(key)));
}

function field(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return items(name, value as readonly unknown[]);
  if (typeof value === "string") return scalar(name, value);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key, inner]) => key !== "//" && inner !== null);
  if (isFree(name, value as Json))
    return Object.fromEntries(entries.map(([key, text]) => [key, scalar("", text)]));
  return Object.fromEntries(entries.map(([key, inner]) => [fieldName(key, inner), field(key, inner)]));
}

/** A label selector has blocks of its own, a Service's selector has none. */
function isFree(name: string, value: Json): boolean {
  return FREE_KEYS.has(name) && !("match_labels" in value || "match_expressions" in value);
}

function items(name: string, values: readonly unknown[]): unknown {
  if (values.every((value) => typeof value !== "object")) return values.map((value) => scalar("", value));
  if (ONCE.has(name)) return field("", values[0]);
  if (LISTS.has(name) || name in PLURALS) return values.map((value) => field("", value));
  throw new Error(`is the list ${name} a list in Kubernetes too?`);
}

function fieldName(key: string, value: unknown): string {
  const plural = Array.isArray(value) ? PLURALS[key] : undefined;
  return plural ?? camelCase(key).replace(/(Ip|Ips|Ipc|Pid)$/, (word) => ACRONYMS[word]!);
}

const ACRONYMS: Readonly<Record<string, string>> = { Ip: "IP", Ips: "IPs", Ipc: "IPC", Pid: "PID" };

const camelCase = (key: string): string =>
  key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function scalar(name: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (WHOLE_NUMBERS.test(name) && /^\d+$/.test(value)) return Number(value);
  if (name === "default_mode") return Number.parseInt(value, 8);
  return value.replaceAll("$${", "${").replaceAll("%%{", "%{");
}

/** Custom resources travel as values of a chart of ours. */
function carried(release: Json): readonly LintedObject[] {
  if (!String(release.chart).includes("/ManifestsChart/")) return [];
  const [values = "{}"] = release.values as readonly string[];
  const { manifests } = JSON.parse(String(scalar("", values))) as {
    readonly manifests: readonly LintedObject[];
  };
  return manifests.map((manifest) => ({
    ...manifest,
    metadata: { namespace: release.namespace as string, ...manifest.metadata },
  }));
}
