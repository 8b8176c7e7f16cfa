import { parse as parseAddress, parseCIDR } from "ipaddr.js";

/** Labels a selector picks by. Absent means "not given"; present and empty picks everything. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist";
    readonly values?: readonly string[];
  }[];
}

export interface PolicyPeer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

export interface PolicyPort {
  readonly port?: number | string;
  readonly endPort?: number;
  readonly protocol?: Protocol;
}

/** A `networking.k8s.io/v1` NetworkPolicy. */
export interface NetworkPolicy {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly podSelector: LabelSelector;
    readonly policyTypes?: readonly ("Ingress" | "Egress")[];
    readonly ingress?: readonly {
      readonly from?: readonly PolicyPeer[];
      readonly ports?: readonly PolicyPort[];
    }[];
    readonly egress?: readonly {
      readonly to?: readonly PolicyPeer[];
      readonly ports?: readonly PolicyPort[];
    }[];
  };
}

export type Protocol = "TCP" | "UDP" | "SCTP";

export interface Pod {
  /** Tells pods apart: a pod can always reach itself, not its twin. */
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Numbers behind named ports. */
  readonly namedPorts?: Readonly<Record<string, number>>;
  /** On the node's own network: no policy selects it, no pod selector finds it. */
  readonly hostNetwork?: boolean;
  /** Address, where address blocks are meant to find it. */
  readonly ip?: string;
}

/** One end of a connection: a pod, or an address outside. */
export type Endpoint = { readonly pod: Pod } | { readonly ip: string };

export interface PolicyWorld {
  readonly policies: readonly NetworkPolicy[];
  /** Labels by namespace. `kubernetes.io/metadata.name` is added, as the API server does. */
  readonly namespaces?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface Attempt {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly port: number;
  /** @default "TCP" */
  readonly protocol?: Protocol;
}

/**
 * Whether the policies let a connection through: out of the one end and into the other. Written from the
 * specification of NetworkPolicy, not from what this library renders.
 */
export function isAllowed(world: PolicyWorld, attempt: Attempt): boolean {
  const { from, to } = attempt;
  if ("pod" in from && "pod" in to && isSamePod(from.pod, to.pod)) return true;
  return passes(world, "Egress", from, attempt) && passes(world, "Ingress", to, attempt);
}

/** One direction of {@link isAllowed}, from the view of the end whose policies count. */
function passes(world: PolicyWorld, type: "Ingress" | "Egress", end: Endpoint, attempt: Attempt): boolean {
  if (!("pod" in end) || end.pod.hostNetwork) return true;
  const isolating = world.policies.filter(
    (policy) => selects(policy, end.pod) && typesOf(policy).includes(type),
  );
  if (isolating.length === 0) return true;
  const other = type === "Egress" ? attempt.to : attempt.from;
  return isolating.some((policy) =>
    rulesOf(policy, type).some(
      (rule) =>
        peersInclude(world, policy.metadata.namespace, rule.peers, other) &&
        portsInclude(rule.ports, attempt),
    ),
  );
}

function selects(policy: NetworkPolicy, pod: Pod): boolean {
  return policy.metadata.namespace === pod.namespace && matches(policy.spec.podSelector, pod.labels);
}

/** Ingress unless said otherwise, and egress where there are egress rules. */
function typesOf({ spec }: NetworkPolicy): readonly ("Ingress" | "Egress")[] {
  if (spec.policyTypes) return spec.policyTypes;
  return spec.egress && spec.egress.length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}

interface Rule {
  readonly peers: readonly PolicyPeer[];
  readonly ports: readonly PolicyPort[];
}

function rulesOf({ spec }: NetworkPolicy, type: "Ingress" | "Egress"): readonly Rule[] {
  return type === "Ingress"
    ? (spec.ingress ?? []).map((rule) => ({ peers: rule.from ?? [], ports: rule.ports ?? [] }))
    : (spec.egress ?? []).map((rule) => ({ peers: rule.to ?? [], ports: rule.ports ?? [] }));
}

/** An empty list of peers means everybody. */
function peersInclude(
  world: PolicyWorld,
  policyNamespace: string,
  peers: readonly PolicyPeer[],
  end: Endpoint,
): boolean {
  return peers.length === 0 || peers.some((peer) => isPeer(world, policyNamespace, peer, end));
}

function isPeer(world: PolicyWorld, policyNamespace: string, peer: PolicyPeer, end: Endpoint): boolean {
  if (peer.ipBlock) {
    const ip = "pod" in end ? end.pod.ip : end.ip;
    return ip !== undefined && isInBlock(ip, peer.ipBlock);
  }
  if (!("pod" in end) || end.pod.hostNetwork) return false;
  const { namespace, labels } = end.pod;
  const rightNamespace = peer.namespaceSelector
    ? matches(peer.namespaceSelector, namespaceLabels(world, namespace))
    : namespace === policyNamespace;
  return rightNamespace && (peer.podSelector === undefined || matches(peer.podSelector, labels));
}

function namespaceLabels(world: PolicyWorld, name: string): Readonly<Record<string, string>> {
  return { ...world.namespaces?.[name], "kubernetes.io/metadata.name": name };
}

/** An empty list of ports means all of them; an entry without number means all of its protocol. */
function portsInclude(ports: readonly PolicyPort[], attempt: Attempt): boolean {
  if (ports.length === 0) return true;
  return ports.some((entry) => {
    if ((entry.protocol ?? "TCP") !== (attempt.protocol ?? "TCP")) return false;
    if (entry.port === undefined) return true;
    const first = numberOf(entry.port, attempt.to);
    return first !== undefined && attempt.port >= first && attempt.port <= (entry.endPort ?? first);
  });
}

/** Named ports belong to the pod that listens. */
function numberOf(port: number | string, listener: Endpoint): number | undefined {
  if (typeof port === "number") return port;
  return "pod" in listener ? listener.pod.namedPorts?.[port] : undefined;
}

function isInBlock(
  ip: string,
  block: { readonly cidr: string; readonly except?: readonly string[] },
): boolean {
  return isInNetwork(ip, block.cidr) && !(block.except ?? []).some((each) => isInNetwork(ip, each));
}

function isInNetwork(ip: string, cidr: string): boolean {
  const address = parseAddress(ip);
  const [network, bits] = parseCIDR(cidr);
  return address.kind() === network.kind() && address.match(network, bits);
}

function matches(selector: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  const equal = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return (
    equal &&
    (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case "In":
          return value !== undefined && values.includes(value);
        case "NotIn":
          return value === undefined || !values.includes(value);
        case "Exists":
          return value !== undefined;
        case "DoesNotExist":
          return value === undefined;
      }
    })
  );
}

function isSamePod(a: Pod, b: Pod): boolean {
  return a.name === b.name && a.namespace === b.namespace;
}
