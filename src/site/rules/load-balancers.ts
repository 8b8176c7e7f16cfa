import type { Site } from "../site";
import { rules } from "./rule";

/** Rules on the load balancers of a site, wherever it stands. */
export const LOAD_BALANCER_RULES = rules({
  code: "HF2459",
  severity: "error",
  title: "Two load balancers of the site ask for one address.",
  fix: "give each an address of its own",
  reference:
    "MetalLB documentation, IP address sharing: Services that keep the clients' addresses share one only before the same pods",
  find: (site) =>
    loadBalancers(site).flatMap(({ addresses }, index, all) => {
      const taken = all.slice(0, index).flatMap((other) => other.addresses);
      return addresses.flatMap(({ path, address }) => {
        const other = taken.find((each) => each.address === address);
        if (other === undefined) return [];
        return [{ path, message: `${path} is ${address}, as ${other.path}`, expected: "another address" }];
      });
    }),
});

/** Load balancers of one part of a site. */
export interface LoadBalancers {
  /** Their place in the site file. */
  readonly path: string;
  readonly annotations: Readonly<Record<string, string>>;
  /** Those that they ask for. */
  readonly addresses: readonly { readonly path: string; readonly address: string }[];
}

/** Load balancers of the site: the proxy's, Keycloak's own, the TURN server's, and those of media routers. */
export function loadBalancers({ cluster, calls, identity }: Site): readonly LoadBalancers[] {
  const router = calls?.router.kind === "rtcd" ? calls.router.exposure : undefined;
  const routers = "calls.router.exposure";
  return [
    ...balanced("cluster.exposure", cluster.exposure),
    ...balanced("identity.exposure", identity?.kind === "keycloak" ? identity.exposure : undefined),
    ...balanced("calls.turn.exposure", calls?.turn?.kind === "coturn" ? calls.turn.exposure : undefined),
    ...(router?.kind === "load-balancer"
      ? [
          {
            ...router,
            path: routers,
            addresses: router.addresses.map((address, index) => ({
              path: `${routers}.addresses[${index}]`,
              address,
            })),
          },
        ]
      : []),
  ];
}

type Balanced = Pick<LoadBalancers, "annotations"> & {
  readonly kind: "load-balancer";
  /** Absent where the cluster chooses one. */
  readonly address?: string;
};

function balanced(
  path: string,
  exposure: Balanced | { readonly kind: "node-port" | "proxy" } | undefined,
): readonly LoadBalancers[] {
  if (exposure?.kind !== "load-balancer") return [];
  const { address, annotations } = exposure;
  const addresses = address === undefined ? [] : [{ path: `${path}.address`, address }];
  return [{ path, annotations, addresses }];
}
