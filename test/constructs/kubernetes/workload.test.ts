import type { Controller } from "../../../src/constructs/kubernetes/controller";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import type { Weakening } from "../../../src/constructs/kubernetes/pod";
import { GeneratedSecret } from "../../../src/constructs/kubernetes/secret";
import { Workload } from "../../../src/constructs/kubernetes/workload";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { problemCodes, resourcesByName, synth, testStack } from "../../support/synth";
import { at, onlyResource, podsOf, resourcesOf, type Json } from "../../support/terraform-json";
import { renderedPod, sampleContainer, samplePod, sampleWorkload } from "./sample-pod";

const CONTROLLERS: readonly (readonly [Controller["kind"], string, Controller])[] = [
  ["Deployment", "kubernetes_deployment_v1", { kind: "Deployment", replicas: 3 }],
  [
    "StatefulSet",
    "kubernetes_stateful_set_v1",
    { kind: "StatefulSet", replicas: 4, serviceName: "chat-pods", claims: { data: { size: "10Gi" } } },
  ],
  ["DaemonSet", "kubernetes_daemon_set_v1", { kind: "DaemonSet" }],
  ["Job", "kubernetes_job_v1", { kind: "Job" }],
  ["CronJob", "kubernetes_cron_job_v1", { kind: "CronJob", schedule: "0 3 * * *" }],
];

describe.each(CONTROLLERS)("a %s", (kind, type, controller) => {
  const stack = testStack();
  const workload = sampleWorkload(
    stack,
    {
      initContainers: [sampleContainer({ name: "prepare" })],
      containers: [sampleContainer(), sampleContainer({ name: "side" })],
    },
    controller,
  );
  const json = synth(stack);
  const pod = podsOf(json)[0]!;

  test("is one resource, and the default child", () => {
    expect(onlyResource(json, type)).toMatchObject({ metadata: { name: "chat", namespace: "outpost" } });
    expect(workload.node.defaultChild?.node.path).toBe("test/Chat/Resource");
  });

  test("hardens every container, init containers too", () => {
    expect(pod.containers.map((each) => each.name)).toEqual(["prepare", "chat", "side"]);
    for (const container of pod.containers) {
      expect(at(container, "security_context")).toEqual({
        allow_privilege_escalation: false,
        privileged: false,
        read_only_root_filesystem: true,
        run_as_non_root: true,
        run_as_user: "2000",
        run_as_group: "2000",
        capabilities: { drop: ["ALL"] },
        seccomp_profile: { type: "RuntimeDefault" },
      });
    }
  });

  test("hardens the pod and mounts no token", () => {
    expect(pod.spec).toMatchObject({
      automount_service_account_token: false,
      enable_service_links: false,
      host_network: false,
      security_context: {
        run_as_non_root: true,
        run_as_user: "2000",
        fs_group: "2000",
        seccomp_profile: { type: "RuntimeDefault" },
      },
    });
    expect(pod.spec).not.toHaveProperty("service_account_name");
  });

  test("carries the label that selects its pods", () => {
    expect(pod.labels).toMatchObject(workload.selector);
    const selector = at(onlyResource(json, type), "spec", "selector");
    const selects = kind !== "Job" && kind !== "CronJob";
    expect(selector).toEqual(selects ? { match_labels: { "app.kubernetes.io/name": "chat" } } : {});
  });

  test("restarts as its kind allows", () => {
    const job = kind === "Job" || kind === "CronJob";
    expect(pod.spec.restart_policy).toBe(job ? "OnFailure" : "Always");
  });

  test("may be drained one pod at a time, only where there are several", () => {
    const budgets = resourcesOf(json).filter((each) => each.type === "kubernetes_pod_disruption_budget_v1");
    expect(budgets.map((each) => at(each.body, "spec"))).toEqual(
      kind === "Deployment" || kind === "StatefulSet"
        ? [{ max_unavailable: "1", selector: { match_labels: { "app.kubernetes.io/name": "chat" } } }]
        : [],
    );
  });
});

describeWithReference("every controller", () => {
  test.each(CONTROLLERS)("%s is valid for the provider", (_, __, controller) => {
    const stack = testStack();
    const namespace = new Namespace(stack, "Namespace", { name: "outpost" });
    const secret = new GeneratedSecret(stack, "Secret", {
      namespace,
      name: "keys",
      fields: { password: { generate: { length: 32 } } },
    });
    const probe = { check: { http: { path: "/", port: 80 } } };
    const full = sampleContainer({
      command: ["run"],
      args: ["--fast"],
      env: { A: "1", B: { secret: secret.key("password") }, C: { field: "status.podIP" } },
      ports: [
        { name: "gossip", port: 80 },
        { name: "gossip", port: 80, protocol: "UDP" },
      ],
      scratch: ["/tmp"],
      mounts: [
        { volume: "keys", path: "/keys" },
        { volume: "shared", path: "/shared", subPath: "a" },
      ],
      startup: probe,
      readiness: { check: { tcp: 80 }, initialDelaySeconds: 3 },
      liveness: { check: { exec: ["true"] } },
      preStop: ["sleep", "5"],
    });
    const pod = samplePod({
      containers: [full],
      initContainers: [sampleContainer({ name: "prepare" })],
      volumes: {
        keys: { secret, items: { password: "password.txt" } },
        shared: { claim: "shared" },
        fast: { scratch: { memory: true, sizeLimit: "64Mi" } },
        roots: { configMap: { name: "roots", items: { "ca.crt": "ca.crt" } } },
      },
      nodeSelector: { disk: "fast" },
      serviceAccount: "chat",
      spread: "required",
      weakenings: [
        { setting: "addCapability", capability: "NET_BIND_SERVICE", reason: "listens on port 443" },
      ],
    });
    new Workload(stack, "Chat", { name: "chat", namespace, controller, pod });
    expect(checkAgainstProviderSchema(synth(stack))).toEqual([]);
  });
});

describe("rollouts", () => {
  test.each<[string, Controller, string, Json]>([
    [
      "a Deployment brings one more before it takes one away",
      { kind: "Deployment", replicas: 2 },
      "strategy",
      { type: "RollingUpdate", rolling_update: { max_surge: "1", max_unavailable: "0" } },
    ],
    [
      "unless all old pods must go first",
      { kind: "Deployment", replicas: 1, rollout: "recreate" },
      "strategy",
      { type: "Recreate" },
    ],
  ])("%s", (_, controller, key, expected) => {
    const stack = testStack();
    sampleWorkload(stack, {}, controller);
    expect(at(onlyResource(synth(stack), "kubernetes_deployment_v1"), "spec", key)).toEqual(expected);
  });

  test("a StatefulSet keeps its volumes and starts in order, or all at once when asked", () => {
    const controller = { kind: "StatefulSet", replicas: 4, serviceName: "chat-pods" } as const;
    const claims = { data: { size: "10Gi", storageClass: "fast" } };
    const specs = [controller, { ...controller, claims, startOrder: "parallel" } as const].map((each) => {
      const stack = testStack();
      sampleWorkload(stack, {}, each);
      return at(onlyResource(synth(stack), "kubernetes_stateful_set_v1"), "spec");
    });
    expect(specs[0]).toMatchObject({ pod_management_policy: "OrderedReady", service_name: "chat-pods" });
    expect(specs[1]).toMatchObject({
      pod_management_policy: "Parallel",
      persistent_volume_claim_retention_policy: [{ when_deleted: "Retain", when_scaled: "Retain" }],
      volume_claim_template: [
        {
          metadata: { name: "data" },
          spec: {
            access_modes: ["ReadWriteOnce"],
            storage_class_name: "fast",
            resources: { requests: { storage: "10Gi" } },
          },
        },
      ],
    });
  });

  test("jobs end: attempts and limits have defaults and can be set", () => {
    const specs = [{ kind: "Job" } as const, { kind: "Job", attempts: 2, deadlineSeconds: 60 } as const].map(
      (each) => {
        const stack = testStack();
        sampleWorkload(stack, {}, each);
        return at(onlyResource(synth(stack), "kubernetes_job_v1"), "spec");
      },
    );
    expect(specs[0]).toMatchObject({ backoff_limit: 6, active_deadline_seconds: 600 });
    expect(specs[1]).toMatchObject({ backoff_limit: 2, active_deadline_seconds: 60 });
  });
});

describe("a disruption budget", () => {
  test.each([
    [0, 0],
    [1, 0],
    [2, 1],
    [5, 1],
  ])("%i replicas have %i", (replicas, budgets) => {
    const stack = testStack();
    sampleWorkload(stack, {}, { kind: "Deployment", replicas });
    expect(Object.keys(resourcesByName(synth(stack), "kubernetes_pod_disruption_budget_v1"))).toHaveLength(
      budgets,
    );
  });
});

describe("weaker settings", () => {
  const reason = "binds the node's own media ports";

  test.each<[string, Weakening, (pod: ReturnType<typeof renderedPod>) => unknown, unknown]>([
    ["host network", { setting: "hostNetwork", reason }, ({ spec }) => spec.host_network, true],
    [
      "a cluster name service on the host network",
      { setting: "hostNetwork", reason },
      ({ spec }) => spec.dns_policy,
      "ClusterFirstWithHostNet",
    ],
    [
      "a capability",
      { setting: "addCapability", capability: "NET_BIND_SERVICE", reason },
      ({ containers }) => at(containers[0]!, "security_context", "capabilities"),
      { drop: ["ALL"], add: ["NET_BIND_SERVICE"] },
    ],
    [
      "a writable root",
      { setting: "writableRoot", reason },
      ({ containers }) => at(containers[0]!, "security_context").read_only_root_filesystem,
      false,
    ],
  ])("%s is rendered", (_, weakening, read, expected) => {
    expect(read(renderedPod({ weakenings: [weakening] }))).toEqual(expected);
  });

  test("are told with their reasons, and host networking makes connections unenforceable", () => {
    const workload = sampleWorkload(testStack(), { weakenings: [{ setting: "hostNetwork", reason }] });
    expect(workload.weakenings).toEqual([{ setting: "hostNetwork", reason }]);
    expect(workload.connections.members[0]?.unenforceable).toBe(reason);
  });

  test.each(["", "   ", "because"])("are refused with the reason %j", (reason) => {
    const weakenings = [{ setting: "writableRoot", reason }] as const;
    expect(problemCodes(() => sampleWorkload(testStack(), { weakenings }))).toEqual(["HF3004"]);
  });

  test("there are none by default", () => {
    expect(sampleWorkload(testStack()).weakenings).toEqual([]);
  });
});

describe("what a workload reads", () => {
  test("is there before its pods start", () => {
    const stack = testStack();
    const namespace = new Namespace(stack, "Namespace", { name: "outpost" });
    const secret = new GeneratedSecret(stack, "Keys", {
      namespace,
      name: "keys",
      fields: { password: { generate: { length: 32 } } },
    });
    const env = { PASSWORD: { secret: secret.key("password") } };
    new Workload(stack, "Chat", {
      name: "chat",
      namespace,
      controller: { kind: "Deployment", replicas: 1 },
      pod: samplePod({ initContainers: [sampleContainer({ name: "prepare", env })] }),
    });
    const json = synth(stack);
    const waits = onlyResource(json, "kubernetes_deployment_v1").depends_on;
    expect(waits).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^kubernetes_namespace_v1\.Namespace_/),
        expect.stringMatching(/^kubernetes_secret_v1\.Keys_/),
      ]),
    );
  });

  test("and its ports are those of its containers", () => {
    const web = { name: "web", port: 8065 };
    const metrics = { name: "metrics", port: 8067 };
    const workload = sampleWorkload(testStack(), {
      containers: [sampleContainer({ ports: [web] }), sampleContainer({ name: "side", ports: [metrics] })],
    });
    expect(workload.ports).toEqual([web, metrics]);
    expect(workload.connections.members[0]?.ports).toEqual([web, metrics]);
    expect(Workload.isWorkload(workload)).toBe(true);
  });
});

describe("a pod that is replaced later", () => {
  const reason = "writes its caches beside its program";

  test("is the new one, hardened, with a new hash and the same labels", () => {
    const stack = testStack();
    const workload = sampleWorkload(stack, { rollOn: { licence: "1" } });
    const before = podsOf(synth(stack))[0]!;
    const annotations = { "example.com/text": "${x}" };
    workload.updatePod(
      samplePod({
        containers: [sampleContainer({ env: { A: "1" } })],
        rollOn: { licence: "2" },
        annotations,
      }),
    );
    const after = podsOf(synth(stack))[0]!;
    expect(after.containers[0]).toMatchObject({ env: [{ name: "A", value: "1" }] });
    expect(at(after.containers[0]!, "security_context")).toEqual(
      at(before.containers[0]!, "security_context"),
    );
    expect(after.labels).toEqual(before.labels);
    expect(after.annotations["holdfast/config-hash"]).not.toBe(before.annotations["holdfast/config-hash"]);
    expect(after.annotations["example.com/text"]).toBe("$${x}");
  });

  test("must give reasons for what is weaker, and tells them", () => {
    const workload = sampleWorkload(testStack());
    const update = (reason: string): void => {
      workload.updatePod(samplePod({ weakenings: [{ setting: "writableRoot", reason }] }));
    };
    expect(
      problemCodes(() => {
        update("");
      }),
    ).toEqual(["HF3004"]);
    update(reason);
    expect(workload.weakenings).toEqual([{ setting: "writableRoot", reason }]);
  });

  test("keeps waiting for what it reads", () => {
    const stack = testStack();
    const workload = sampleWorkload(stack);
    const secret = new GeneratedSecret(stack, "Late", {
      namespace: workload.namespace,
      name: "late",
      fields: { password: { generate: { length: 32 } } },
    });
    workload.updatePod(samplePod({ volumes: { late: { secret } } }));
    expect(onlyResource(synth(stack), "kubernetes_deployment_v1").depends_on).toEqual(
      expect.arrayContaining([expect.stringMatching(/^kubernetes_secret_v1\.Late_/)]),
    );
  });
});
