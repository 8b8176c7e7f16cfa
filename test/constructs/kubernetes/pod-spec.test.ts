import type { TerraformStack } from "cdktf";
import { ConfigFiles } from "../../../src/constructs/kubernetes/config-files";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { CONFIG_HASH_ANNOTATION, configHash } from "../../../src/constructs/kubernetes/pod-spec";
import type { PodProps } from "../../../src/constructs/kubernetes/pod";
import { Secret, type ISecret } from "../../../src/constructs/kubernetes/secret";
import { testStack } from "../../support/synth";
import { renderedPod, sampleContainer, samplePod } from "./sample-pod";

describe("the pod", () => {
  test("gets a token only where it asks for a service account", () => {
    expect(renderedPod({ serviceAccount: "watcher" }).spec).toMatchObject({
      automount_service_account_token: true,
      service_account_name: "watcher",
    });
  });

  test("reaches nodes with devices: taints, runtime class, and devices as request and limit at once", () => {
    const { spec, containers } = renderedPod({
      runtimeClass: "nvidia",
      tolerations: [
        { key: "nvidia.com/gpu", effect: "NoSchedule" },
        { key: "sku", value: "gpu", effect: "NoSchedule" },
      ],
      containers: [sampleContainer({ devices: { "nvidia.com/gpu": 2 } })],
    });
    expect(spec).toMatchObject({
      runtime_class_name: "nvidia",
      toleration: [
        { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
        { key: "sku", operator: "Equal", value: "gpu", effect: "NoSchedule" },
      ],
    });
    expect(containers[0]?.resources).toEqual({
      requests: { cpu: "500m", memory: "1Gi", "nvidia.com/gpu": "2" },
      limits: { memory: "1Gi", "nvidia.com/gpu": "2" },
    });
  });

  test("runs as the user, group and volume group it says", () => {
    const spec = (user: PodProps["user"]): unknown => renderedPod({ user }).spec.security_context;
    expect(spec({ uid: 101 })).toMatchObject({ run_as_user: "101", run_as_group: "101", fs_group: "101" });
    expect(spec({ uid: 101, gid: 5 })).toMatchObject({ run_as_group: "5", fs_group: "5" });
    expect(spec({ uid: 101, gid: 5, fsGroup: 7 })).toMatchObject({ run_as_group: "5", fs_group: "7" });
  });

  test("spreads over nodes, by wish or by force", () => {
    const match_labels = { "app.kubernetes.io/name": "chat" };
    const topology_key = "kubernetes.io/hostname";
    const preferred = renderedPod({ spread: "preferred" }).spec;
    expect(renderedPod().spec).toEqual(preferred);
    expect(preferred).not.toHaveProperty("affinity");
    expect(preferred.topology_spread_constraint).toEqual([
      { max_skew: 1, topology_key, when_unsatisfiable: "ScheduleAnyway", label_selector: [{ match_labels }] },
    ]);
    const required = renderedPod({ spread: "required" }).spec;
    expect(required).not.toHaveProperty("topology_spread_constraint");
    expect(required.affinity).toEqual({
      pod_anti_affinity: {
        required_during_scheduling_ignored_during_execution: [
          { topology_key, label_selector: [{ match_labels }] },
        ],
      },
    });
  });

  test("renders each kind of volume", () => {
    const stack = testStack();
    const namespace = new Namespace(stack, "Files", { name: "outpost" });
    const files = new ConfigFiles(stack, "Conf", { namespace, name: "conf", files: { "a.conf": "a" } });
    const pod = renderedPod({
      volumes: {
        fast: { scratch: { memory: true, sizeLimit: "64Mi" } },
        files: { files },
        roots: { configMap: { name: "roots", items: { "ca.crt": "root.pem" } } },
        keys: { secret: Secret.fromName(stack, "Keys", { name: "keys" }), items: { "tls.key": "key.pem" } },
        disk: { claim: "disk" },
        entra: { token: { audience: "api://AzureADTokenExchange" } },
      },
    });
    expect(pod.spec.volume).toEqual([
      { name: "fast", empty_dir: { medium: "Memory", size_limit: "64Mi" } },
      { name: "files", config_map: { name: "conf", default_mode: "0444" } },
      {
        name: "roots",
        config_map: { name: "roots", default_mode: "0444", items: [{ key: "ca.crt", path: "root.pem" }] },
      },
      {
        name: "keys",
        secret: { secret_name: "keys", default_mode: "0440", items: [{ key: "tls.key", path: "key.pem" }] },
      },
      { name: "disk", persistent_volume_claim: { claim_name: "disk" } },
      {
        name: "entra",
        projected: [
          {
            default_mode: "0440",
            sources: [
              {
                service_account_token: {
                  audience: "api://AzureADTokenExchange",
                  expiration_seconds: 3600,
                  path: "token",
                },
              },
            ],
          },
        ],
      },
    ]);
  });

  test("stops in 30 seconds unless it says otherwise", () => {
    expect(renderedPod().spec.termination_grace_period_seconds).toBe(30);
    expect(renderedPod({ terminationGraceSeconds: 90 }).spec.termination_grace_period_seconds).toBe(90);
  });
});

interface Inputs {
  readonly content: string;
  readonly fileRevision: number;
  readonly envRevision: number;
  readonly initRevision: number;
  readonly rollOn: string;
}

const BASE: Inputs = { content: "a", fileRevision: 1, envRevision: 1, initRevision: 1, rollOn: "x" };

function podOf(stack: TerraformStack, inputs: Inputs): PodProps {
  const namespace = new Namespace(stack, "Namespace", { name: "outpost" });
  const secret = (name: string, revision: number): ISecret =>
    Secret.fromName(stack, name, { name, revision });
  return samplePod({
    volumes: {
      conf: {
        files: new ConfigFiles(stack, "Conf", {
          namespace,
          name: "conf",
          files: { "a.conf": inputs.content },
        }),
      },
      keys: { secret: secret("keys", inputs.fileRevision) },
      scratch: { scratch: {} },
    },
    containers: [sampleContainer({ env: { A: { secret: secret("env", inputs.envRevision).key("a") } } })],
    initContainers: [
      sampleContainer({ name: "i", env: { A: { secret: secret("init", inputs.initRevision).key("a") } } }),
    ],
    rollOn: { licence: inputs.rollOn },
  });
}

describe("the config hash", () => {
  const base = configHash(podOf(testStack(), BASE));

  test.each<[string, Partial<Inputs>]>([
    ["the content of a file", { content: "b" }],
    ["the revision of a mounted secret", { fileRevision: 2 }],
    ["the revision of a secret in the environment", { envRevision: 2 }],
    ["the revision of a secret of an init container", { initRevision: 2 }],
    ["what else is named", { rollOn: "y" }],
  ])("changes with %s", (_, change) => {
    expect(configHash(podOf(testStack(), { ...BASE, ...change }))).not.toBe(base);
  });

  test.each<[string, (pod: PodProps) => PodProps]>([
    ["nothing", (pod) => pod],
    [
      "resources",
      (pod) => ({ ...pod, containers: [{ ...pod.containers[0]!, resources: { cpu: "9", memory: "9Gi" } }] }),
    ],
    ["annotations", (pod) => ({ ...pod, annotations: { a: "b" } })],
    ["grace", (pod) => ({ ...pod, terminationGraceSeconds: 99 })],
    ["the names of volumes", (pod) => ({ ...pod, volumes: { ...renamed(pod) } })],
  ])("does not change with %s: the template itself does, or nothing need", (_, change) => {
    expect(configHash(change(podOf(testStack(), BASE)))).toBe(base);
  });

  test("stands on every pod, beside other annotations", () => {
    const { annotations } = renderedPod({ annotations: { "example.com/team": "signals" } });
    expect(annotations).toEqual({
      "example.com/team": "signals",
      [CONFIG_HASH_ANNOTATION]: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });

  test("can't be overwritten by an annotation", () => {
    const { annotations } = renderedPod({ annotations: { [CONFIG_HASH_ANNOTATION]: "fixed" } });
    expect(annotations[CONFIG_HASH_ANNOTATION]).not.toBe("fixed");
  });
});

function renamed(pod: PodProps): PodProps["volumes"] {
  return Object.fromEntries(Object.entries(pod.volumes ?? {}).map(([name, volume]) => [`x-${name}`, volume]));
}
