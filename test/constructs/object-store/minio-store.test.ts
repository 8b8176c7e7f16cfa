import { Connections } from "../../../src/constructs/kubernetes/connections";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { SiteAuthority } from "../../../src/constructs/kubernetes/site-authority";
import { CustomResources } from "../../../src/constructs/kubernetes/custom-resources";
import { MinioStore } from "../../../src/constructs/object-store/minio-store";
import type { MinioStoreProps } from "../../../src/constructs/object-store/minio-store-props";
import { checkAgainstCrd } from "../../support/crd";
import { describeWithReference } from "../../support/reference";
import { problemCodes, resourcesByName, synth, testStack } from "../../support/synth";

type Props = Partial<Omit<MinioStoreProps, "namespace">> & { readonly userRevision?: number };

function build({ userRevision, ...props }: Props = {}) {
  const stack = testStack();
  const namespace = new Namespace(stack, "Namespace", { name: "outpost" });
  const authority = new SiteAuthority(stack, "Authority", { namespace });
  const store = new MinioStore(stack, "Store", {
    namespace,
    authority,
    rootCredentials: Secret.fromName(stack, "Root", { name: "store-root" }),
    credentials: Secret.fromName(stack, "User", { name: "store-user", revision: userRevision }),
    ...props,
  });
  return { stack, store, json: () => synth(stack) };
}

interface PodOf {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly affinity?: unknown;
        readonly volume: readonly { readonly name: string; readonly secret?: unknown }[];
        readonly container: readonly {
          readonly args?: readonly string[];
          readonly command?: readonly string[];
          readonly env: readonly {
            readonly name: string;
            readonly value?: string;
            readonly value_from?: {
              readonly secret_key_ref: { readonly name: string; readonly key: string };
            };
          }[];
          readonly image: string;
        }[];
      };
    };
  };
}

function podOf(json: ReturnType<typeof synth>, type: string) {
  const [[name, workload]] = Object.entries(resourcesByName(json, type)) as unknown as [[string, PodOf]];
  const pod = workload.spec.template.spec;
  return { name, workload, pod, container: pod.container[0] };
}

describe("the servers", () => {
  test("start together behind a headless Service that names them before they are ready", () => {
    const json = build({ servers: 4, drivesPerServer: 2 }).json();
    const { workload, container, pod } = podOf(json, "kubernetes_stateful_set_v1");
    expect(workload.spec).toMatchObject({
      replicas: "4",
      service_name: "store-peers",
      pod_management_policy: "Parallel",
      volume_claim_template: [{ metadata: { name: "data-0" } }, { metadata: { name: "data-1" } }],
    });
    expect(container?.command).toBeUndefined();
    expect(container?.args?.[0]).toBe("server");
    expect(pod.affinity).toBeDefined();
    expect(resourcesByName(json, "kubernetes_service_v1")["store-peers"]).toMatchObject({
      spec: { cluster_ip: "None", publish_not_ready_addresses: true },
    });
    expect(Object.keys(resourcesByName(json, "kubernetes_pod_disruption_budget_v1"))).toEqual(["store"]);
  });

  test("take the certificate from the authority, and of the authority only its certificate", () => {
    const { pod } = podOf(build().json(), "kubernetes_stateful_set_v1");
    expect(pod.volume.find((each) => each.name === "certificates")?.secret).toMatchObject({
      secret_name: "store-tls",
      items: [
        { key: "tls.crt", path: "public.crt" },
        { key: "tls.key", path: "private.key" },
        { key: "ca.crt", path: "CAs/ca.crt" },
      ],
    });
  });

  test("come from the catalogue by digest, or from an image of your own as it is", () => {
    const image = (props: Props) => podOf(build(props).json(), "kubernetes_stateful_set_v1").container?.image;
    expect(image({})).toMatch(/^docker\.io\/pgsty\/silo:RELEASE\.[^@]+@sha256:[0-9a-f]{64}$/);
    expect(image({ image: "registry.example/rustfs:1.0.0" })).toBe("registry.example/rustfs:1.0.0");
  });
});

test("every secret comes by reference, each from its own key", () => {
  const json = build().json();
  const secretsOf = (type: string) =>
    podOf(json, type).container?.env.flatMap(({ name, value_from: from }) =>
      from ? [`${name} ${from.secret_key_ref.name}/${from.secret_key_ref.key}`] : [],
    );
  expect(secretsOf("kubernetes_stateful_set_v1")).toEqual([
    "MINIO_ROOT_USER store-root/username",
    "MINIO_ROOT_PASSWORD store-root/password",
  ]);
  expect(secretsOf("kubernetes_job_v1")).toEqual([
    "ROOT_USER store-root/username",
    "ROOT_PASSWORD store-root/password",
    "USER_ACCESS_KEY store-user/accesskey",
    "USER_SECRET_KEY store-user/secretkey",
  ]);
});

describeWithReference("certificates", () => {
  test("fit their definitions and carry the names of Service and pods", () => {
    const { stack } = build({ servers: 4 });
    const manifests = stack.node
      .findAll()
      .filter(CustomResources.isCustomResources)
      .flatMap((each) => each.manifests);
    expect(manifests).toHaveLength(4);
    expect(manifests.flatMap((each) => checkAgainstCrd(each))).toEqual([]);
    expect(manifests.at(-1)?.spec).toMatchObject({
      dnsNames: [
        "store",
        "store.outpost",
        "store.outpost.svc",
        "store.outpost.svc.cluster.local",
        "*.store-peers.outpost.svc.cluster.local",
      ],
    });
  });
});

describe("the job that makes bucket and user", () => {
  const job = (props: Props = {}) => podOf(build(props).json(), "kubernetes_job_v1");

  test("expands the root credentials inside the pod, after the variables they come from", () => {
    const names = job().container?.env.map((each) => each.name) ?? [];
    const address = job().container?.env.find((each) => each.name === "MC_HOST_store")?.value;
    expect(address).toBe("https://$(ROOT_USER):$(ROOT_PASSWORD)@store.outpost.svc.cluster.local:9000");
    for (const name of ["ROOT_USER", "ROOT_PASSWORD"]) {
      expect(names.indexOf(name)).toBeGreaterThanOrEqual(0);
      expect(names.indexOf(name)).toBeLessThan(names.indexOf("MC_HOST_store"));
    }
  });

  test("runs again when something it reads changes, and only then", () => {
    const first = job().name;
    expect(first).toMatch(/^store-setup-[0-9a-f]{8}$/);
    expect(job().name).toBe(first);
    expect(job({ driveSize: "1Ti" }).name).toBe(first);
    expect(job({ userRevision: 2 }).name).not.toBe(first);
    expect(job({ bucket: "other" }).name).not.toBe(first);
  });

  test("waits for the servers", () => {
    const resource = Object.values(build().json().resource.kubernetes_job_v1 ?? {})[0];
    expect(String(resource?.depends_on)).toContain("kubernetes_stateful_set_v1.");
  });
});

test.each([
  [1, ["store-setup -> store:9000"]],
  [4, ["store -> store:9000", "store-setup -> store:9000"]],
])("connections of %d servers", (servers, expected) => {
  const { stack } = build({ servers });
  const edges = Connections.allBelow(stack).map(
    ({ from, to, port }) =>
      `${from.sideName.replace(/-[0-9a-f]{8}$/, "")} -> ${to.sideName}:${String(port.port)}`,
  );
  expect(edges.filter((edge) => !edge.startsWith("default-deny"))).toEqual(expected);
});

test("clients find everything in the reference", () => {
  const { objectStore } = build({ bucket: "files" }).store;
  expect(objectStore).toMatchObject({
    kind: "s3",
    endpoint: "store.outpost.svc.cluster.local:9000",
    bucket: "files",
    tls: true,
    ca: { secretName: "site-authority-ca" },
    credentials: { secretName: "store-user" },
  });
});

test.each<[string, Props, readonly string[]]>([
  ["no servers", { servers: 0 }, ["HF3401"]],
  ["parity over half", { servers: 4, drivesPerServer: 1, parity: 3 }, ["HF3402"]],
  ["parity of a single drive", { drivesPerServer: 1, parity: 1 }, ["HF3402"]],
  ["a prime number of drives over 16", { servers: 17, drivesPerServer: 1 }, ["HF3403"]],
  ["a bucket with capitals", { bucket: "Mattermost" }, ["HF3404"]],
  ["several mistakes at once", { drivesPerServer: -1, bucket: "-" }, ["HF3401", "HF3404"]],
])("refuses %s", (_, props, codes) => {
  expect(problemCodes(() => build(props))).toEqual(codes);
});
