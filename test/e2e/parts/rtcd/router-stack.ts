import { mediaPodSecurity, type MediaExposure } from "../../../../src/constructs/calls/exposure";
import type { ITurnServer } from "../../../../src/constructs/calls/media-router";
import { Rtcd, type RtcdProps } from "../../../../src/constructs/calls/rtcd";
import { Namespace } from "../../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../../src/constructs/kubernetes/secret";
import { resourcesByName, synth, testStack, type SynthesizedStack } from "../../../support/synth";
import { podsOf } from "../../../support/terraform-json";
import { expanded, podEnvironment } from "../../toolchain/pod-environment";
import { turnServer } from "../../../constructs/calls/media-scene";

/** Where the router of the proof is, and what devices are told instead where the exposure says so. */
export const ROUTER_ADDRESS = "10.91.0.2";

export const EXPOSURES = {
  "host-network": { kind: "host-network", nodeNetworks: ["10.91.0.0/24"] },
  "host-network behind NAT": {
    kind: "host-network",
    nodeNetworks: ["10.91.0.0/24"],
    publicAddresses: { "10.91.0.2": "203.0.113.2", "10.91.0.3": "203.0.113.3" },
  },
  "node-port": { kind: "node-port", ports: [30_443, 30_444], nodeNetworks: ["192.0.2.0/24"] },
  "load-balancer": { kind: "load-balancer", addresses: ["198.51.100.11", "198.51.100.12"] },
  "turn-only": { kind: "turn-only" },
} as const satisfies Record<string, MediaExposure>;
export type ExposureName = keyof typeof EXPOSURES;

/** What a device is told, by exposure. */
export const TOLD: Readonly<Record<ExposureName, string>> = {
  "host-network": `${ROUTER_ADDRESS} 8443`,
  "host-network behind NAT": "203.0.113.2 8443",
  "node-port": "192.0.2.7 30443",
  "load-balancer": "198.51.100.11 8443",
  "turn-only": `${ROUTER_ADDRESS} 8443`,
};
const NODE_ADDRESS = "192.0.2.7";

export const SECRETS = { id: "mattermost", key: "k".repeat(48), admin: "a".repeat(48) } as const;

const VALUES = {
  fields: { "status.podIP": ROUTER_ADDRESS, "status.hostIP": NODE_ADDRESS, "metadata.name": "rtcd-0" },
  secrets: SECRETS,
};

/** One router's program as Kubernetes would start it. */
export interface RenderedRouter {
  readonly environment: Readonly<Record<string, string>>;
  readonly args: readonly string[];
  /** The files of its ConfigMap. */
  readonly files: Readonly<Record<string, string>>;
  /** What the registering job is given; empty without one. */
  readonly job:
    { readonly script: string; readonly environment: Readonly<Record<string, string>> } | undefined;
}

export function routerStack(
  exposure: MediaExposure,
  registered: boolean,
  overrides: Partial<RtcdProps> = {},
  namespaceName = "media",
): SynthesizedStack {
  const stack = testStack();
  const { level, reason } = mediaPodSecurity(exposure.kind);
  const namespace = new Namespace(stack, "Namespace", {
    name: namespaceName,
    podSecurity: level,
    podSecurityReason: reason,
  });
  const keys = Secret.fromName(stack, "Keys", { name: "calls" });
  const client = { clientId: keys.key("id"), authKey: keys.key("key") };
  const turn: ITurnServer | undefined = exposure.kind === "turn-only" ? turnServer(stack) : undefined;
  new Rtcd(stack, "Rtcd", {
    namespace,
    routers: 2,
    exposure,
    turn,
    registration: registered ? { kind: "registered", client, adminKey: keys.key("admin") } : { kind: "self" },
    ...overrides,
  });
  return synth(stack);
}

export function renderedRouter(
  exposure: MediaExposure,
  registered: boolean,
  overrides: Partial<RtcdProps> = {},
): RenderedRouter {
  const stack = routerStack(exposure, registered, overrides);
  const containers = podsOf(stack).map((pod) => pod.containers[0]!);
  const router = containers.find((each) => each.name === "rtcd")!;
  const job = containers.find((each) => each.name === "register");
  const environment = podEnvironment(router.env, VALUES);
  const files = resourcesByName(stack, "kubernetes_config_map_v1")["rtcd-routers"]?.data ?? {};
  return {
    environment,
    args: ((router.args as readonly string[] | undefined) ?? []).map((each) => expanded(each, environment)),
    files: files as Record<string, string>,
    job: job && {
      script: (job.command as readonly string[]).at(-1)!,
      environment: podEnvironment(job.env, VALUES),
    },
  };
}
