import {
  NetworkPolicyV1,
  type NetworkPolicyV1Spec,
  type NetworkPolicyV1SpecEgress,
  type NetworkPolicyV1SpecEgressTo,
  type NetworkPolicyV1SpecIngress,
} from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { Construct } from "constructs";
import type { Connection, Connections, PodSelector, Port } from "./connections";
import { labelsOf } from "./labels";

export interface KubernetesNetworkPolicyProps {
  readonly name: string;
  readonly pods: PodSelector;
}

/** The NetworkPolicy of one side: both directions, nothing allowed but its connections. */
export class KubernetesNetworkPolicy extends Construct {
  private readonly resource: NetworkPolicyV1;
  private readonly pods: PodSelector;

  public constructor(scope: Construct, id: string, props: KubernetesNetworkPolicyProps) {
    super(scope, id);
    this.pods = props.pods;
    this.resource = new NetworkPolicyV1(this, "Resource", {
      metadata: { name: props.name, namespace: props.pods.namespace, labels: labelsOf(this, props.name) },
      spec: policySpec(props.pods, [], []),
    });
  }

  /** Writes the policy anew from all connections of its side. */
  public update(incoming: readonly Connection[], outgoing: readonly Connection[]): void {
    this.resource.putSpec(policySpec(this.pods, incoming, outgoing));
  }
}

/** The policy as Kubernetes wants it: one rule a peer, ports merged, in a stable order. */
export function policySpec(
  pods: PodSelector,
  incoming: readonly Connection[],
  outgoing: readonly Connection[],
): NetworkPolicyV1Spec {
  return {
    podSelector: selector(pods.labels),
    policyTypes: ["Ingress", "Egress"],
    ingress: byPeer(incoming, (each) => each.from).map(([peer, ports]): NetworkPolicyV1SpecIngress => ({
      from: peers(peer),
      ports: ports.map(portRule),
    })),
    egress: byPeer(outgoing, (each) => each.to).map(([peer, ports]): NetworkPolicyV1SpecEgress => ({
      to: peers(peer),
      ports: ports.map(portRule),
    })),
  };
}

function byPeer(
  connections: readonly Connection[],
  peerOf: (connection: Connection) => Connections,
): readonly (readonly [Connections, readonly Port[]])[] {
  const ports = new Map<Connections, Map<string, Port>>();
  for (const connection of connections) {
    const peer = peerOf(connection);
    // A rule with an empty list of peers would be open to everybody.
    if (peer.addresses?.length === 0) continue;
    const known = ports.get(peer) ?? new Map<string, Port>();
    known.set(portKey(connection.port), connection.port);
    ports.set(peer, known);
  }
  return [...ports]
    .map(
      ([peer, known]) => [peer, [...known.values()].sort((a, b) => compare(portKey(a), portKey(b)))] as const,
    )
    .sort(([a], [b]) => compare(peerKey(a), peerKey(b)));
}

/** Undefined means any address: Kubernetes reads an absent peer list so. */
function peers(peer: Connections): NetworkPolicyV1SpecEgressTo[] | undefined {
  if (peer.pods) {
    const namespace = { "kubernetes.io/metadata.name": peer.pods.namespace };
    return [{ namespaceSelector: { matchLabels: namespace }, podSelector: selector(peer.pods.labels) }];
  }
  return peer.addresses?.map((cidr) => ({ ipBlock: { cidr } }));
}

function selector(labels: Readonly<Record<string, string>>): { matchLabels?: Record<string, string> } {
  return Object.keys(labels).length > 0 ? { matchLabels: { ...labels } } : {};
}

function portRule(port: Port): { port: string; protocol: string } {
  return { port: String(port.port), protocol: port.protocol ?? "TCP" };
}

function portKey(port: Port): string {
  return `${String(port.port).padStart(5, "0")}/${port.protocol ?? "TCP"}`;
}

function peerKey(peer: Connections): string {
  return `${peer.sideName} ${peer.node.path}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
