import type { ContainerProps, PodProps } from "../../../src/constructs/kubernetes/pod";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { problemCodes, synth, testStack } from "../../support/synth";
import { podsOf, type Json } from "../../support/terraform-json";
import { renderedPod, sampleContainer, sampleWorkload } from "./sample-pod";

function rendered(container: Partial<ContainerProps>, pod: Partial<PodProps> = {}): Json {
  return renderedPod({ ...pod, containers: [sampleContainer(container)] }).containers[0]!;
}

function refusal(container: Partial<ContainerProps>, pod: Partial<PodProps> = {}): readonly string[] {
  return problemCodes(() =>
    sampleWorkload(testStack(), { ...pod, containers: [sampleContainer(container)] }),
  );
}

describe("images", () => {
  const digest = `sha256:${"a".repeat(64)}`;

  test.each([
    ["without tag", "registry.example/chat"],
    ["latest", "registry.example/chat:latest"],
    ["a port is no tag", "registry.example:5000/chat"],
    ["an empty tag", "registry.example/chat:"],
  ])("refuses %s", (_, image) => {
    expect(refusal({ image })).toEqual(["HF3003"]);
  });

  test.each([
    ["an exact tag", "registry.example/chat:1.2.3"],
    ["a registry with a port", "registry.example:5000/chat:1.2.3"],
    ["a digest", `registry.example/chat@${digest}`],
    ["tag and digest", `registry.example:5000/chat:1.2.3@${digest}`],
    ["a digest beside a moving tag", `registry.example/chat:latest@${digest}`],
  ])("takes %s as it is", (_, image) => {
    expect(rendered({ image }).image).toBe(image);
  });

  test("come from the private registry with its pull secret, but own references stay", () => {
    const registry = { host: "mirror.example/all", pullSecret: "pull" };
    const catalogued = {
      registry: "docker.io",
      repository: "acme/chat",
      tag: "1.2.3",
      digest,
      architectures: ["amd64"],
      licence: "MIT",
      source: "acme",
      date: "2026-01-01",
    } as const;
    const stack = testStack({ registry });
    sampleWorkload(stack, {
      containers: [sampleContainer({ image: catalogued }), sampleContainer({ name: "own" })],
    });
    const pod = podsOf(synth(stack))[0]!;
    expect(pod.containers.map((each) => each.image)).toEqual([
      `mirror.example/all/acme/chat:1.2.3@${digest}`,
      "registry.example/chat:1.2.3",
    ]);
    expect(pod.spec.image_pull_secrets).toEqual([{ name: "pull" }]);
    expect(renderedPod().spec).not.toHaveProperty("image_pull_secrets");
  });
});

describe("environment", () => {
  test("keeps its order, since later values may refer to earlier ones", () => {
    const secret = Secret.fromName(testStack(), "Keys", { name: "keys" });
    const env = {
      Z_PASSWORD: { secret: secret.key("password") },
      B_IP: { field: "status.podIP" },
      A_DSN: "postgres://chat:$(Z_PASSWORD)@db.example",
    };
    expect(rendered({ env }).env).toEqual([
      { name: "Z_PASSWORD", value_from: { secret_key_ref: { name: "keys", key: "password" } } },
      { name: "B_IP", value_from: { field_ref: { field_path: "status.podIP" } } },
      { name: "A_DSN", value: "postgres://chat:$(Z_PASSWORD)@db.example" },
    ]);
  });

  test("reaches the pod as it was written: Terraform evaluates nothing in it", () => {
    const container = rendered({
      env: { TEMPLATE: "${HOME} %{host}", ALREADY: "$${x}" },
      command: ["sh", "-c", "echo ${HOME}"],
      args: ["%{x}"],
      preStop: ["sh", "-c", "echo ${HOME}"],
      readiness: { check: { exec: ["test", "${READY}"] } },
    });
    expect(container).toMatchObject({
      env: [
        { name: "TEMPLATE", value: "$${HOME} %%{host}" },
        { name: "ALREADY", value: "$$${x}" },
      ],
      command: ["sh", "-c", "echo $${HOME}"],
      args: ["%%{x}"],
      lifecycle: { pre_stop: [{ exec: { command: ["sh", "-c", "echo $${HOME}"] } }] },
      readiness_probe: { exec: { command: ["test", "$${READY}"] } },
    });
  });
});

describe("ports and resources", () => {
  test("the UDP twin of a port has a name of its own", () => {
    const ports = [
      { name: "gossip", port: 8074 },
      { name: "gossip", port: 8074, protocol: "UDP" },
    ] as const;
    expect(rendered({ ports }).port).toEqual([
      { name: "gossip", container_port: 8074, protocol: "TCP" },
      { name: "gossip-udp", container_port: 8074, protocol: "UDP" },
    ]);
  });

  test("memory is request and limit, CPU a request only", () => {
    expect(rendered({}).resources).toEqual({
      requests: { cpu: "500m", memory: "1Gi" },
      limits: { memory: "1Gi" },
    });
  });
});

describe("probes", () => {
  test.each([
    [
      "http",
      { check: { http: { path: "/ready", port: 8065, scheme: "HTTPS" } }, initialDelaySeconds: 7 } as const,
      { http_get: { path: "/ready", port: "8065", scheme: "HTTPS" }, initial_delay_seconds: 7 },
    ],
    ["tcp", { check: { tcp: 8065 } }, { tcp_socket: [{ port: "8065" }] }],
    [
      "exec",
      { check: { exec: ["true"] }, timeoutSeconds: 9 },
      { exec: { command: ["true"] }, timeout_seconds: 9 },
    ],
  ])("%s", (_, probe, expected) => {
    const defaults = { period_seconds: 10, timeout_seconds: 5, failure_threshold: 3 };
    const container = rendered({ startup: probe, readiness: probe, liveness: probe });
    for (const key of ["startup_probe", "readiness_probe", "liveness_probe"]) {
      expect(container[key]).toEqual({ ...defaults, ...expected });
    }
  });
});

describe("mounts", () => {
  const volumes = { data: { claim: "data" }, roots: { configMap: { name: "roots" } } } as const;

  test("scratch folders are writable, files read-only, the rest as said", () => {
    const mounts = [
      { volume: "data", path: "/data" },
      { volume: "roots", path: "/roots/ca.crt", subPath: "ca.crt" },
      { volume: "data", path: "/frozen", readOnly: true },
    ];
    const pod = renderedPod({
      volumes,
      containers: [sampleContainer({ mounts, scratch: ["/var/tmp", "/run"] })],
    });
    expect(pod.containers[0]!.volume_mount).toEqual([
      { name: "scratch-var-tmp", mount_path: "/var/tmp", read_only: false },
      { name: "scratch-run", mount_path: "/run", read_only: false },
      { name: "data", mount_path: "/data", read_only: false },
      { name: "roots", mount_path: "/roots/ca.crt", sub_path: "ca.crt", read_only: true },
      { name: "data", mount_path: "/frozen", read_only: true },
    ]);
    expect(pod.spec.volume).toEqual(
      expect.arrayContaining([
        { name: "scratch-var-tmp", empty_dir: {} },
        { name: "scratch-run", empty_dir: {} },
      ]),
    );
  });

  test("a StatefulSet's claims can be mounted, though no volume of the pod", () => {
    const mounts = [{ volume: "disk", path: "/disk" }];
    const claims = { disk: { size: "1Gi" } };
    const controller = { kind: "StatefulSet", replicas: 1, serviceName: "chat-pods", claims } as const;
    const pod = renderedPod({ containers: [sampleContainer({ mounts })] }, controller);
    expect(pod.containers[0]!.volume_mount).toEqual([
      { name: "disk", mount_path: "/disk", read_only: false },
    ]);
    expect(pod.spec).not.toHaveProperty("volume.0");
  });

  test.each([
    ["an unknown volume", { mounts: [{ volume: "dta", path: "/data" }] }, "HF3002"],
    ["a claim of nobody", { mounts: [{ volume: "disk", path: "/disk" }] }, "HF3002"],
    [
      "one path twice",
      {
        mounts: [
          { volume: "data", path: "/a" },
          { volume: "roots", path: "/a" },
        ],
      },
      "HF3007",
    ],
    ["a path that is scratch too", { scratch: ["/a"], mounts: [{ volume: "data", path: "/a" }] }, "HF3007"],
    ["one scratch folder twice", { scratch: ["/a", "/a"] }, "HF3007"],
    [
      "two paths that differ by a slash at the end",
      { scratch: ["/a"], mounts: [{ volume: "data", path: "/a/" }] },
      "HF3007",
    ],
  ])("refuses %s", (_, container, code) => {
    expect(refusal(container, { volumes })).toEqual([code]);
  });

  test("scratch folders whose names look alike stay apart, and long names fit", () => {
    const long = `/${"deep/".repeat(20)}end`;
    const pod = renderedPod({
      containers: [sampleContainer({ scratch: ["/var/tmp", "/var-tmp", "/VAR/tmp", long] })],
    });
    const mounted = (pod.containers[0]!.volume_mount as readonly { name: string }[]).map((each) => each.name);
    expect(new Set(mounted).size).toBe(4);
    for (const name of mounted) expect(name).toMatch(/^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
  });
});
