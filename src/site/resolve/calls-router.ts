import { DEFAULTS, type Default } from "../defaults";
import type {
  SiteCalls,
  SiteCoturn,
  SiteForeignRouter,
  SiteMediaExposure,
  SiteRtcd,
  SiteTurn,
} from "../site-calls";
import { sizeRouter, sizeRouters, type CallLoad } from "../sizing/calls";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";
import { resolveResources } from "./resources";

type CallsSpec = NonNullable<SiteSpec["calls"]>;
type RouterSpec = CallsSpec["router"];
type RtcdSpec = Extract<RouterSpec, { readonly kind: "rtcd" }>;
type ForeignSpec = Extract<RouterSpec, { readonly kind: "external" }>;

const PATH = "calls.router";

const MEDIA_PORT: Default<number> = { value: 8443, reason: "the port that Mattermost's pages name" };

interface Context {
  readonly load: CallLoad;
  readonly nodes: number;
  readonly ledger: Ledger;
}

/** What carries the media. */
export function resolveRouter(router: RouterSpec, context: Context): SiteCalls["router"] {
  return router.kind === "rtcd" ? resolveRtcd(router, context) : resolveForeign(router, context.ledger);
}

function resolveRtcd(router: RtcdSpec, { load, nodes, ledger }: Context): SiteRtcd {
  const routers = ledger.sized(`${PATH}.routers`, router.routers, sizeRouters(load, nodes));
  return {
    kind: ledger.written(`${PATH}.kind`, router.kind),
    routers,
    resources: resolveResources(`${PATH}.resources`, router.resources, sizeRouter(load, routers), ledger),
    exposure: resolveExposure(router.exposure, ledger),
    clientNetworks: ledger.optional(`${PATH}.clientNetworks`, router.clientNetworks, "any address"),
    mediaPort: ledger.chosen(`${PATH}.mediaPort`, router.mediaPort, MEDIA_PORT),
    registration: resolveRegistration(router, ledger),
  };
}

function resolveExposure(exposure: RtcdSpec["exposure"], ledger: Ledger): SiteMediaExposure {
  const path = `${PATH}.exposure`;
  ledger.written(`${path}.kind`, exposure.kind);
  if (exposure.kind !== "load-balancer") return exposure;
  return {
    kind: exposure.kind,
    addresses: ledger.written(`${path}.addresses`, exposure.addresses),
    annotations: exposure.annotations ?? {},
  };
}

function resolveRegistration({ client, exposure }: RtcdSpec, ledger: Ledger): SiteRtcd["registration"] {
  const path = `${PATH}.client`;
  if (client) {
    return {
      kind: "existing",
      name: ledger.written(`${path}.secret`, client.secret),
      revision: ledger.chosen<number>(`${path}.revision`, client.revision, DEFAULTS.revision),
    };
  }
  if (exposure.kind === "host-network") {
    ledger.absent(path, "the plugin registers itself: a generated Secret can't be in two namespaces");
    return { kind: "self" };
  }
  ledger.absent(path, "generated; a job registers the plugin, and routers refuse everybody else");
  return { kind: "generated", revision: 1 };
}

function resolveForeign(router: ForeignSpec, ledger: Ledger): SiteForeignRouter {
  const { client } = router;
  return {
    kind: ledger.written(`${PATH}.kind`, router.kind),
    url: ledger.written(`${PATH}.url`, router.url),
    addresses: ledger.optional(
      `${PATH}.addresses`,
      router.addresses,
      "any address, on the routers' ports only",
    ),
    mediaPort: ledger.chosen(`${PATH}.mediaPort`, router.mediaPort, MEDIA_PORT),
    client: client && {
      name: ledger.written(`${PATH}.client.secret`, client.secret),
      revision: ledger.chosen<number>(`${PATH}.client.revision`, client.revision, DEFAULTS.revision),
    },
  };
}

type CoturnSpec = Extract<NonNullable<CallsSpec["turn"]>, { kind: "coturn" }>;

function resolveTurnExposure(exposure: CoturnSpec["exposure"]): SiteCoturn["exposure"] {
  if (exposure.kind === "node-port") return exposure;
  return { ...exposure, annotations: exposure.annotations ?? {} };
}

/** A TURN server of the site's network. */
export function resolveTurn(turn: NonNullable<CallsSpec["turn"]>, ledger: Ledger): SiteTurn {
  const path = "calls.turn";
  ledger.written(`${path}.kind`, turn.kind);
  const expirationMinutes = ledger.chosen<number>(`${path}.expirationMinutes`, turn.expirationMinutes, {
    value: 480,
    reason: "a working day: longer than a call",
  });
  if (turn.kind === "coturn") {
    return {
      kind: turn.kind,
      exposure: resolveTurnExposure(ledger.written(`${path}.exposure`, turn.exposure)),
      peers: ledger.written(`${path}.peers`, turn.peers),
      expirationMinutes,
    };
  }
  return {
    kind: turn.kind,
    urls: ledger.written(`${path}.urls`, turn.urls),
    expirationMinutes,
    secret: {
      name: ledger.written(`${path}.secret.secret`, turn.secret.secret),
      key: ledger.chosen<string>(`${path}.secret.key`, turn.secret.key, {
        value: "secret",
        reason: "the key that this toolkit expects",
      }),
      revision: ledger.chosen<number>(`${path}.secret.revision`, turn.secret.revision, DEFAULTS.revision),
    },
  };
}
