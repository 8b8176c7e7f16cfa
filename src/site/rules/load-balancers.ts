import type { Site } from "../site";

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
