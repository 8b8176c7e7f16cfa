import type { Site } from "../site";
import { rules } from "./rule";

/** A part that people or devices dial at ports of the nodes. */
interface AtNodes {
  /** Its place in the site file. */
  readonly path: string;
  readonly pods: number;
  /** How more nodes answer. */
  readonly fix: string;
}

/** Rules on ports of the nodes. */
export const NODE_PORT_RULES = rules({
  code: "HF2706",
  severity: "warning",
  title: "Only some nodes answer at a port that every node has.",
  fix: "put a load balancer that asks each node before them",
  reference:
    "Kubernetes documentation, external traffic policy Local: a node without a pod of the Service drops what comes",
  find: (site) =>
    partsAtNodes(site)
      .filter(({ pods }) => pods < site.cluster.nodes.count)
      .map(({ path, pods, fix }) => ({
        path,
        message: `${path} is node-port with ${String(pods)} ${pods === 1 ? "pod" : "pods"}, cluster.nodes.count is ${String(site.cluster.nodes.count)}`,
        expected: "a pod on each node, or something before the nodes that finds those with one",
        fix: `${fix}, or accept this with what stands before the nodes and asks each of them`,
      })),
});

/** Routers are not among them: each announces the node that it runs on. */
function partsAtNodes({ calls, cluster, identity, proxy }: Site): readonly AtNodes[] {
  const signIn = identity?.kind === "keycloak" ? identity : undefined;
  const turn = calls?.turn?.kind === "coturn" ? calls.turn : undefined;
  return [
    ...(cluster.exposure.kind === "node-port" && proxy.trustedProxies.length === 0
      ? [{ path: "cluster.exposure", pods: proxy.replicas, fix: "set proxy.replicas to the number of nodes" }]
      : []),
    ...(signIn?.exposure.kind === "node-port"
      ? [
          {
            path: "identity.exposure",
            pods: signIn.replicas,
            fix: "set identity.replicas to the number of nodes",
          },
        ]
      : []),
    ...(turn?.exposure.kind === "node-port"
      ? [{ path: "calls.turn.exposure", pods: 1, fix: "write `kind: load-balancer`" }]
      : []),
  ];
}
