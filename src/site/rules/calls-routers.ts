import type { Site } from "../site";
import type { SiteRtcd } from "../site-calls";
import { rules, type Finding } from "./rule";

const CALLS = "Mattermost docs, Calls deployment: a call lives on one router";
const NODE_PORTS = { first: 30_000, last: 32_767 } as const;
const ROUTER_API = 8045;

/** Rules on media routers and on how devices reach them. */
export const CALLS_ROUTER_RULES = rules(
  {
    code: "HF2860",
    severity: "error",
    title: "There are more media routers than nodes, and no two may share a node.",
    fix: "lower calls.router.routers, or add nodes",
    reference: CALLS,
    path: "calls.router.routers",
    when: (site) => (rtcd(site)?.routers ?? 0) > site.cluster.nodes.count,
    message: (site) =>
      `calls.router.routers is ${rtcd(site)?.routers ?? 0}, cluster.nodes.count is ${site.cluster.nodes.count}`,
    expected: ({ cluster }) => `at most ${cluster.nodes.count}`,
  },
  {
    code: "HF2861",
    severity: "error",
    title: "Routers share a way in; media would reach a router that doesn't know the call.",
    fix: "give each router a port or an address of its own, or lower calls.router.routers",
    reference: CALLS,
    find: (site) => {
      const router = rtcd(site);
      const ways = router && waysIn(router);
      if (!ways || (ways.values.length === router.routers && new Set(ways.values).size === router.routers))
        return [];
      const path = `calls.router.exposure.${ways.field}`;
      return [
        {
          path,
          message: `${path} has ${ways.values.join(", ")} for ${router.routers} routers`,
          expected: `${router.routers} different ${ways.field}`,
        },
      ];
    },
  },
  {
    code: "HF2862",
    severity: "error",
    title: "A node port for media is outside Kubernetes' range.",
    fix: "choose ports from 30000 to 32767",
    reference: "Kubernetes documentation, Service of the type NodePort",
    find: (site) =>
      nodePorts(site)
        .filter(({ port }) => port < NODE_PORTS.first || port > NODE_PORTS.last)
        .map(({ path, port }) => ({
          path,
          message: `${path} is ${port}`,
          expected: `${NODE_PORTS.first} to ${NODE_PORTS.last}`,
        })),
  },
  {
    code: "HF2863",
    severity: "error",
    title: "A port of the media routers is taken by another part.",
    fix: "choose another port",
    reference: "Kubernetes documentation, node ports and host networking",
    find: collisions,
  },
  {
    code: "HF2864",
    severity: "warning",
    title: "Calls stop with their only router.",
    fix: "raise calls.router.routers to 2",
    reference: CALLS,
    path: "calls.router.routers",
    when: (site) => rtcd(site)?.routers === 1 && site.cluster.nodes.count > 1,
    message: (site) => `calls.router.routers is 1 on ${site.cluster.nodes.count} nodes`,
    expected: "2 or more",
  },
  {
    code: "HF2866",
    severity: "error",
    title: "Devices are to reach the routers by a TURN server alone, and there is none.",
    fix: "add calls.turn, or choose another exposure",
    reference: CALLS,
    path: "calls.router.exposure",
    when: (site) => rtcd(site)?.exposure.kind === "turn-only" && site.calls?.turn === undefined,
    message: () => "calls.router.exposure is turn-only, calls.turn is absent",
    expected: "calls.turn beside it",
  },
  {
    code: "HF2865",
    severity: "warning",
    title: "Whoever reaches a node's port 8045 may register at the routers: no policy holds there.",
    fix: "name calls.router.client, keep others away by the nodes' firewall and accept this, or choose another exposure",
    reference: "rtcd: self registration is for private networks",
    path: "calls.router.exposure",
    when: (site) => rtcd(site)?.exposure.kind === "host-network" && rtcd(site)?.registration.kind === "self",
    message: () => "calls.router.exposure is host-network, calls.router.client is absent",
    expected: "calls.router.client, or another exposure",
  },
);

const TURN_PORT = "calls.turn.exposure.port";

function rtcd({ calls }: Site): SiteRtcd | undefined {
  return calls?.router.kind === "rtcd" ? calls.router : undefined;
}

function waysIn({
  exposure,
}: SiteRtcd): { readonly field: string; readonly values: readonly (string | number)[] } | undefined {
  if (exposure.kind === "node-port") return { field: "ports", values: exposure.ports };
  return exposure.kind === "load-balancer" ? { field: "addresses", values: exposure.addresses } : undefined;
}

function nodePorts(site: Site): readonly { readonly path: string; readonly port: number }[] {
  const exposure = rtcd(site)?.exposure;
  const turn = site.calls?.turn;
  const media = exposure?.kind === "node-port" ? exposure.ports : [];
  return [
    ...media.map((port, index) => ({ path: `calls.router.exposure.ports[${index}]`, port })),
    ...(turn?.kind === "coturn" && turn.exposure.kind === "node-port"
      ? [{ path: TURN_PORT, port: turn.exposure.port }]
      : []),
  ];
}

function collisions(site: Site): readonly Finding[] {
  const router = rtcd(site);
  const taken = otherNodePorts(site);
  const own = nodePorts(site);
  const shared = own.flatMap(({ path, port }) => {
    const media =
      path === TURN_PORT ? own.find((other) => other.path !== path && other.port === port) : undefined;
    const owner = media?.path ?? taken.get(port);
    return owner === undefined
      ? []
      : [{ path, message: `${path} is ${port}, which ${owner} has`, expected: "a free node port" }];
  });
  if (router?.mediaPort !== ROUTER_API) return shared;
  const path = "calls.router.mediaPort";
  return [
    ...shared,
    { path, message: `${path} is ${ROUTER_API}, the routers' own API`, expected: "another port, e.g. 8443" },
  ];
}

function otherNodePorts({ cluster, identity }: Site): ReadonlyMap<number, string> {
  const { exposure } = cluster;
  const proxy: readonly [number, string][] =
    exposure.kind === "node-port"
      ? [
          [exposure.https, "cluster.exposure.https"],
          [exposure.http, "cluster.exposure.http"],
        ]
      : [];
  const keycloak: readonly [number, string][] =
    identity?.kind === "keycloak" && identity.exposure.kind === "node-port"
      ? [[identity.exposure.https, "identity.exposure.https"]]
      : [];
  return new Map([...proxy, ...keycloak]);
}
