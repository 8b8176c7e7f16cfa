import type {
  LabelSelector,
  NetworkPolicy,
  Pod,
  PolicyPeer,
  PolicyPort,
} from "../../../support/network-policy-evaluator";

/** A pod that is played in a network namespace, at its address there. */
export type PlayedPod = Pod & { readonly ip: string };

type Direction = "ingress" | "egress";
type Rule = readonly [peers: readonly PolicyPeer[], ports: readonly PolicyPort[]];

/**
 * The policies of one pod as an nftables ruleset for its own network namespace. Understands what the site's policies
 * use and refuses the rest.
 */
export function ruleset(
  pod: PlayedPod,
  policies: readonly NetworkPolicy[],
  played: readonly PlayedPod[],
): string {
  const selecting = policies.filter(
    ({ metadata, spec }) => metadata.namespace === pod.namespace && hasLabels(spec.podSelector, pod.labels),
  );
  return `table inet policies {
${chain("ingress", selecting, played)}
${chain("egress", selecting, played)}
}
`;
}

function chain(
  direction: Direction,
  policies: readonly NetworkPolicy[],
  played: readonly PlayedPod[],
): string {
  const [hook, device] = direction === "ingress" ? ["input", "iifname"] : ["output", "oifname"];
  const type = direction === "ingress" ? "Ingress" : "Egress";
  const isolating = policies.filter(({ spec }) => (spec.policyTypes ?? ["Ingress"]).includes(type));
  const rules = isolating.flatMap(({ metadata, spec }) => {
    const all: readonly Rule[] =
      direction === "ingress"
        ? (spec.ingress ?? []).map(({ from = [], ports = [] }) => [from, ports])
        : (spec.egress ?? []).map(({ to = [], ports = [] }) => [to, ports]);
    return all.flatMap((rule) => lines(direction, metadata.namespace, rule, played));
  });
  return `  chain ${direction} {
    type filter hook ${hook} priority filter; policy ${isolating.length > 0 ? "drop" : "accept"};
    ct state established,related accept
    ${device} "lo" accept
${[...new Set(rules)].map((rule) => `    ${rule}\n`).join("")}  }`;
}

function lines(
  direction: Direction,
  namespace: string,
  [peers, ports]: Rule,
  played: readonly PlayedPod[],
): readonly string[] {
  if (peers.length === 0 || ports.length === 0) throw new Error("a rule for everybody or for every port");
  const side = direction === "ingress" ? "saddr" : "daddr";
  const addresses = [...new Set(peers.flatMap((peer) => addressesOf(peer, namespace, played)))];
  if (addresses.length === 0) return [];
  return ports.map((port) => `ip ${side} { ${addresses.join(", ")} } ${match(port)} accept`);
}

function match({ port, endPort, protocol = "TCP" }: PolicyPort): string {
  if (typeof port !== "number" || endPort !== undefined) throw new Error("a port that is no number");
  return `${protocol.toLowerCase()} dport ${port}`;
}

function addressesOf(
  { ipBlock, namespaceSelector, podSelector = {} }: PolicyPeer,
  namespace: string,
  played: readonly PlayedPod[],
): readonly string[] {
  if (ipBlock) {
    if (ipBlock.except) throw new Error("a block with exceptions");
    return [ipBlock.cidr];
  }
  return played
    .filter((pod) =>
      namespaceSelector
        ? hasLabels(namespaceSelector, { "kubernetes.io/metadata.name": pod.namespace })
        : pod.namespace === namespace,
    )
    .filter((pod) => hasLabels(podSelector, pod.labels))
    .map(({ ip }) => ip);
}

function hasLabels(
  { matchLabels = {}, matchExpressions = [] }: LabelSelector,
  labels: Readonly<Record<string, string>>,
): boolean {
  if (matchExpressions.length > 0) throw new Error("a selector with expressions");
  return Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
}
