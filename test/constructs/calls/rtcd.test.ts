import type { MediaExposure } from "../../../src/constructs/calls/exposure";
import { mediaPodSecurity } from "../../../src/constructs/calls/exposure";
import { Rtcd, type RtcdProps } from "../../../src/constructs/calls/rtcd";
import { fromRtcdAttributes } from "../../../src/constructs/calls/rtcd-attributes";
import { Connections } from "../../../src/constructs/kubernetes/connections";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { firewallMatrix } from "../../../src/reports/firewall-matrix";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { describeWithReference } from "../../support/reference";
import { problemCodes, resourcesByName, synth, testStack } from "../../support/synth";
import { podsOf } from "../../support/terraform-json";
import { media, turnServer } from "./media-scene";

const EXPOSURES = {
  "host-network": { kind: "host-network", nodeNetworks: ["192.0.2.0/24"] },
  "node-port": { kind: "node-port", ports: [30_443, 30_444], nodeNetworks: ["192.0.2.0/24"] },
  "load-balancer": { kind: "load-balancer", addresses: ["198.51.100.11", "198.51.100.12"] },
  "turn-only": { kind: "turn-only" },
} as const satisfies Record<MediaExposure["kind"], MediaExposure>;
const KINDS = Object.keys(EXPOSURES) as MediaExposure["kind"][];

function scene(kind: MediaExposure["kind"], overrides: Partial<RtcdProps> = {}) {
  const stack = testStack();
  const { level, reason } = mediaPodSecurity(kind);
  const namespace = new Namespace(stack, "Namespace", {
    name: "media",
    podSecurity: level,
    podSecurityReason: reason,
  });
  const router = new Rtcd(stack, "Rtcd", {
    namespace,
    routers: 2,
    exposure: EXPOSURES[kind],
    registration: { kind: "self" },
    turn: kind === "turn-only" ? turnServer(stack) : undefined,
    ...overrides,
  });
  return { stack, namespace, router };
}

describeWithReference("the provider's schema", () => {
  test.each(KINDS)("takes routers by %s", (kind) => {
    expect(checkAgainstProviderSchema(synth(scene(kind).stack))).toEqual([]);
  });
});

test.each<[MediaExposure["kind"], Record<string, unknown>]>([
  ["host-network", {}],
  ["node-port", { "rtcd-0": ["NodePort", 30_443, 30_443], "rtcd-1": ["NodePort", 30_444, 30_444] }],
  [
    "load-balancer",
    { "rtcd-0": ["LoadBalancer", "198.51.100.11"], "rtcd-1": ["LoadBalancer", "198.51.100.12"] },
  ],
  ["turn-only", {}],
])("by %s devices get exactly these Services", (kind, expected) => {
  const { rtcd, ...services } = resourcesByName(
    synth(scene(kind).stack),
    "kubernetes_service_v1",
  ) as unknown as Record<string, ServiceJson>;
  expect(rtcd!.spec.cluster_ip).toBe("None");
  const seen = Object.entries(services).map(([name, { spec }]) => [
    name,
    [
      spec.type,
      ...(spec.load_balancer_ip ? [spec.load_balancer_ip] : spec.port.map((each) => each.node_port)),
    ],
  ]);
  expect(Object.fromEntries(seen)).toEqual(expected);
  for (const [name, { spec }] of Object.entries(services)) {
    expect(spec.port.map((each) => each.protocol).sort()).toEqual(["TCP", "UDP"]);
    expect(spec.selector).toEqual({ "statefulset.kubernetes.io/pod-name": name });
  }
});

test.each(KINDS)("by %s every Service has IPv4 addresses only: routers listen on no other", (kind) => {
  const services = resourcesByName(synth(scene(kind).stack), "kubernetes_service_v1");
  for (const { spec } of Object.values(services) as unknown as readonly ServiceJson[]) {
    expect(spec).toMatchObject({ ip_families: ["IPv4"], ip_family_policy: "SingleStack" });
  }
});

test("a controller that can't mix protocols gets two Services an address", () => {
  const exposure = { ...EXPOSURES["load-balancer"], mixedProtocols: false };
  const services = resourcesByName(
    synth(scene("load-balancer", { exposure }).stack),
    "kubernetes_service_v1",
  );
  expect(Object.keys(services).sort()).toEqual([
    "rtcd",
    "rtcd-0-tcp",
    "rtcd-0-udp",
    "rtcd-1-tcp",
    "rtcd-1-udp",
  ]);
});

test.each<[MediaExposure["kind"], unknown]>([
  ["host-network", undefined],
  [
    "node-port",
    {
      "rtcd-0.toml": "[rtc]\nice_host_port_override = 30443\n",
      "rtcd-1.toml": "[rtc]\nice_host_port_override = 30444\n",
    },
  ],
  [
    "load-balancer",
    {
      "rtcd-0.toml": '[rtc]\nice_host_override = "198.51.100.11"\n',
      "rtcd-1.toml": '[rtc]\nice_host_override = "198.51.100.12"\n',
    },
  ],
  ["turn-only", undefined],
])("by %s each router reads what differs from the others", (kind, expected) => {
  const json = synth(scene(kind).stack);
  const files = resourcesByName(json, "kubernetes_config_map_v1")["rtcd-routers"] as
    { data: unknown } | undefined;
  expect(files?.data).toEqual(expected);
  const [container] = podsOf(json)[0]!.containers;
  expect(container!.args).toEqual(expected ? ["-config", "/etc/rtcd/$(POD_NAME).toml"] : undefined);
});

test("routers never share a node, and stop when their calls have ended", () => {
  const json = synth(scene("host-network").stack);
  const set = resourcesByName(json, "kubernetes_stateful_set_v1").rtcd as unknown as StatefulSetJson;
  const pod = set.spec.template.spec;
  expect(pod.affinity.pod_anti_affinity).toHaveProperty(
    "required_during_scheduling_ignored_during_execution",
  );
  expect(pod.termination_grace_period_seconds).toBe(18_000);
  expect(set.timeouts.update).toBe("37200s");
});

test.each(KINDS)(
  "by %s the matrix names devices on the media ports alone, and servers on the API",
  (kind) => {
    const { router, stack } = scene(kind, { clientNetworks: ["203.0.113.0/24"] });
    const servers = new Connections(stack, "Servers", {
      name: "mattermost",
      pods: { namespace: "agency", labels: { app: "mattermost" } },
    });
    servers.allowTo(router, "calls");
    const rows = firewallMatrix(stack).filter((row) => row.from !== "every pod");
    const devices = rows.filter((row) => row.from === "devices");
    expect(rows.filter((row) => row.port === 8045).map((row) => row.from)).toEqual(["mattermost"]);
    expect(devices.map((row) => `${row.toWhere} ${String(row.port)} ${row.protocol}`)).toMatchSnapshot();
    expect(devices.every((row) => row.fromWhere === "203.0.113.0/24")).toBe(true);
  },
);

test("on the nodes' network servers are allowed to the nodes, since no policy selects such pods", () => {
  const { router, stack } = scene("host-network");
  const servers = new Connections(stack, "Servers", {
    name: "mattermost",
    pods: { namespace: "agency", labels: { app: "mattermost" } },
  });
  servers.allowTo(router, "calls");
  const policy = resourcesByName(synth(stack), "kubernetes_network_policy_v1").mattermost;
  expect(JSON.stringify(policy)).toContain("192.0.2.0/24");
});

test("a registered client needs the administrator's key, a volume and a job for each router", () => {
  const stack = testStack();
  const namespace = new Namespace(stack, "Namespace", { name: "media" });
  const keys = Secret.fromName(stack, "Keys", { name: "calls-client" });
  const client = { clientId: keys.key("id"), authKey: keys.key("key") };
  const router = new Rtcd(stack, "Rtcd", {
    namespace,
    routers: 2,
    exposure: EXPOSURES["load-balancer"],
    registration: { kind: "registered", client, adminKey: keys.key("admin") },
  });
  const json = synth(stack);
  const job = podsOf(json).find((pod) => pod.containers[0]!.name === "register");
  expect(JSON.stringify(job)).toContain(
    "http://rtcd-0.rtcd.media.svc.cluster.local:8045 http://rtcd-1.rtcd.media.svc.cluster.local:8045",
  );
  expect(router.mediaRouter.registration).toEqual({ kind: "registered", client });
  expect(JSON.stringify(json)).toContain('"RTCD_API_SECURITY_ALLOWSELFREGISTRATION","value":"false"');
});

test("devices are told of the TURN server that is given, and of nobody else", () => {
  expect(scene("load-balancer").router.mediaRouter.iceServers).toEqual([]);
  expect(scene("turn-only").router.mediaRouter.iceServers).toEqual([{ urls: ["turn:192.0.2.20:3478"] }]);
});

test.each<[string, Partial<RtcdProps>, string]>([
  ["too few node ports", { exposure: { ...EXPOSURES["node-port"], ports: [30_443] } }, "HF3760"],
  ["one address for two routers", { exposure: media.shared }, "HF3760"],
  ["a name instead of an address", { exposure: media.named }, "HF3761"],
  ["a public name for a node", { exposure: media.namedNode }, "HF3761"],
  [
    "a node port outside the range",
    { exposure: { ...EXPOSURES["node-port"], ports: [8443, 30_443] } },
    "HF3762",
  ],
  ["an ephemeral media port", { mediaPort: 49_152 }, "HF3762"],
  ["media on the API's port", { mediaPort: 8045 }, "HF3762"],
  ["no sockets", { udpSockets: 0 }, "HF3763"],
  ["half a router", { routers: 0 }, "HF3763"],
  ["a buffer that is no power of two", { nackBuffer: 100 as 128 }, "HF3763"],
  ["a level that it doesn't know", { logLevel: "loud" as "info" }, "HF3763"],
  ["TURN alone without TURN", { exposure: EXPOSURES["turn-only"] }, "HF3764"],
])("refuses %s", (_, overrides, code) => {
  expect(problemCodes(() => scene("host-network", overrides))).toContain(code);
});

test.each(["rtcd.example:8045", "http://rtcd.example", "udp://rtcd.example:8045"])(
  "refuses %s as a foreign router",
  (url) => {
    const attributes = { url, registration: { kind: "self" } } as const;
    expect(problemCodes(() => fromRtcdAttributes(testStack(), "Far", attributes))).toEqual(["HF3765"]);
  },
);

test("a foreign router is reached at its networks", () => {
  const router = fromRtcdAttributes(testStack(), "Far", {
    url: "http://rtcd.region.example:8045/",
    registration: { kind: "self" },
    addresses: ["192.0.2.128/25"],
  });
  expect(router.mediaRouter).toMatchObject({ url: "http://rtcd.region.example:8045", iceServers: [] });
  expect(router.media.connections.members[0]!.ports.map((each) => each.name)).toEqual([
    "api",
    "media",
    "media",
  ]);
});

interface ServiceJson {
  readonly spec: {
    readonly type: string;
    readonly cluster_ip?: string;
    readonly load_balancer_ip?: string;
    readonly selector: object;
    readonly port: readonly { readonly protocol: string; readonly node_port?: number }[];
  };
}

interface StatefulSetJson {
  readonly timeouts: { readonly update: string };
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly affinity: { readonly pod_anti_affinity: object };
        readonly termination_grace_period_seconds: number;
      };
    };
  };
}
