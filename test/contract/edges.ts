import { parse, parseCIDR } from "ipaddr.js";
import { Connections, type Connection } from "../../src/constructs/kubernetes/connections";
import {
  isAllowed,
  type Endpoint,
  type NetworkPolicy,
  type Protocol,
} from "../support/network-policy-evaluator";
import { policyFromTerraform } from "../support/network-policy-terraform";
import { podsOf, resourcesOf } from "../support/terraform-json";
import type { Example } from "./example";

const STRANGER_IP = "203.0.113.9";

/**
 * Where the NetworkPolicies of an example and its connections disagree, one line each. Every pair of ends is tried on
 * every port anybody names and on one that nobody does: the pods of workloads, of every side of a connection, a stranger
 * in the site's namespace, one elsewhere, and an address outside.
 */
export function edgeDisagreements(example: Example): readonly string[] {
  const stacks = Object.values(example.stacks);
  const sides = example.app.node.findAll().filter(Connections.isConnections);
  const connections = Connections.allBelow(example.app);
  const policies = stacks.flatMap((stack) =>
    resourcesOf(stack)
      .filter(({ type }) => type === "kubernetes_network_policy_v1")
      .map(({ body }) => policyFromTerraform(body)),
  );
  const ends = [...workloadEnds(example), ...sides.flatMap(endsOfSide), ...strangers(example)];
  return ends.flatMap((from) =>
    ends.flatMap((to) =>
      attempts(connections, from, to).flatMap(([port, protocol]) => {
        const rendered = isAllowed({ policies }, { from: twinOf(from), to, port, protocol });
        const wanted = isConnected(connections, sides, from, to, port, protocol);
        if (rendered === wanted) return [];
        const edge = `${nameOf(from)} > ${nameOf(to)} ${port}/${protocol}`;
        return [wanted ? `${edge}: connected, but denied` : `${edge}: allowed, but not connected`];
      }),
    ),
  );
}

/** How many of an example's policies were judged, so that nothing passes for want of policies. */
export function policyCount(example: Example): number {
  const policies: readonly NetworkPolicy[] = Object.values(example.stacks).flatMap((stack) =>
    resourcesOf(stack)
      .filter(({ type }) => type === "kubernetes_network_policy_v1")
      .map(({ body }) => policyFromTerraform(body)),
  );
  return policies.length;
}

/** Ports that anybody names; one that nobody does. */
function attempts(
  connections: readonly Connection[],
  from: Endpoint,
  to: Endpoint,
): readonly [number, Protocol][] {
  if (!("pod" in from) && !("pod" in to)) return [];
  const named = new Set(connections.flatMap(({ port }) => [`${port.port}/TCP`, `${port.port}/UDP`]));
  return [...named, "9999/TCP"].map((each) => {
    const [port, protocol] = each.split("/");
    return [Number(port), protocol as Protocol];
  });
}

/** What the connections say: each end that we guard must have one that fits. */
function isConnected(
  connections: readonly Connection[],
  sides: readonly Connections[],
  from: Endpoint,
  to: Endpoint,
  port: number,
  protocol: Protocol,
): boolean {
  const fitting = connections.filter(
    (each) =>
      each.port.port === port &&
      (each.port.protocol ?? "TCP") === protocol &&
      isOn(each.from, from) &&
      isOn(each.to, to),
  );
  const out = !isGuarded(sides, from) || fitting.some((each) => isOwned(each.from));
  const into = !isGuarded(sides, to) || fitting.some((each) => isOwned(each.to));
  return out && into;
}

function isGuarded(sides: readonly Connections[], end: Endpoint): boolean {
  return "pod" in end && sides.some((side) => isOwned(side) && isOn(side, end));
}

/** A side with a policy of its own. */
function isOwned(side: Connections): boolean {
  return side.pods !== undefined && side.node.tryFindChild("Policy") !== undefined;
}

/** Whether a side means an end. A side without pods and addresses means everybody. */
function isOn(side: Connections, end: Endpoint): boolean {
  if (side.pods) {
    const { namespace, labels } = side.pods;
    return (
      "pod" in end &&
      end.pod.namespace === namespace &&
      Object.entries(labels).every(([key, value]) => end.pod.labels[key] === value)
    );
  }
  if (side.addresses === undefined) return true;
  return "ip" in end && side.addresses.some((cidr) => isWithin(end.ip, cidr));
}

function isWithin(ip: string, cidr: string): boolean {
  const address = parse(ip);
  const [network, bits] = parseCIDR(cidr);
  return address.kind() === network.kind() && address.match(network, bits);
}

function workloadEnds(example: Example): readonly Endpoint[] {
  return Object.values(example.stacks)
    .flatMap((stack) => podsOf(stack))
    .map(({ name, namespace, labels, spec }) => ({
      pod: { name, namespace, labels, hostNetwork: spec.host_network === true },
    }));
}

function endsOfSide(side: Connections): readonly Endpoint[] {
  if (side.pods)
    return [
      { pod: { name: `${side.sideName} (side)`, namespace: side.pods.namespace, labels: side.pods.labels } },
    ];
  return (side.addresses ?? []).map((cidr) => ({ ip: cidr.split("/")[0] ?? cidr }));
}

function strangers(example: Example): readonly Endpoint[] {
  const labels = { app: "stranger" };
  return [
    { pod: { name: "stranger", namespace: example.site.name, labels } },
    { pod: { name: "stranger", namespace: "elsewhere", labels } },
    { ip: STRANGER_IP },
  ];
}

/** Another pod of the same kind: what a pod says to itself no policy sees. */
function twinOf(end: Endpoint): Endpoint {
  return "pod" in end ? { pod: { ...end.pod, name: `${end.pod.name} twin` } } : end;
}

function nameOf(end: Endpoint): string {
  return "pod" in end ? `${end.pod.namespace}/${end.pod.name}` : end.ip;
}
