import { mattermostImage } from "../../catalog/images";
import type { Port } from "../kubernetes/connections";
import type { EnvValue, PodProps, Probe, Volume } from "../kubernetes/pod";
import { allowsMetrics } from "./licence";
import { bundleCopy, prepackagedMounts, type BundleDelivery } from "./plugins/bundle-delivery";
import { entraOf } from "./server-identity";
import type { ServerOptions } from "./server-options";
import { HTTP_PORT, SOCKET_FOLDER } from "./settings/base-settings";
import { GOSSIP_PORT } from "./settings/cluster-settings";
import { FILES_FOLDER } from "./settings/file-settings";
import { METRICS_PORT } from "./settings/metrics-settings";
import { startConditionContainer, type StartCondition } from "./start-condition";
import type { Trust } from "./trust";

const IMAGE_USER = { uid: 2000, gid: 2000 } as const;

/** Everything the server writes outside database and file store; plugins are unpacked anew at each start. */
const SCRATCH = [
  "/tmp",
  SOCKET_FOLDER,
  "/mattermost/logs",
  "/mattermost/plugins",
  "/mattermost/client/plugins",
] as const;

const PING = { http: { path: "/api/v4/system/ping", port: HTTP_PORT } } as const;

/** A quarter of an hour: a new version may change the schema before it listens. */
const STARTUP: Probe = { check: PING, periodSeconds: 5, failureThreshold: 180 };

const READINESS: Probe = { check: PING, periodSeconds: 5, failureThreshold: 3 };

/** Two minutes of silence: a busy server is not a dead one, and a restart makes the others busier. */
const LIVENESS: Probe = { check: PING, periodSeconds: 20, timeoutSeconds: 10, failureThreshold: 6 };

const TERMINATION_GRACE_SECONDS = 60;

/** The pod of one server. Ping knows nothing of database and file store, so their failure restarts nobody. */
export function serverPod(
  options: ServerOptions,
  env: Readonly<Record<string, EnvValue>>,
  trust: Trust,
  waitsFor: readonly StartCondition[] = [],
  bundles: readonly BundleDelivery[] = [],
): PodProps {
  const files = fileVolume(options);
  const entra = entraOf(options);
  const copy = bundleCopy(bundles);
  const initContainers = [...copy.initContainers, ...waitsFor.map(startConditionContainer)];
  return {
    user: IMAGE_USER,
    terminationGraceSeconds: TERMINATION_GRACE_SECONDS,
    ...(entra && { serviceAccount: options.name, apiToken: false }),
    volumes: { ...trust.volumes, ...entra?.volumes, ...files, ...copy.volumes },
    ...(initContainers.length > 0 && { initContainers }),
    containers: [
      {
        name: "mattermost",
        image: mattermostImage(options.edition, options.version),
        env,
        ports: serverPorts(options),
        resources: options.resources,
        scratch: SCRATCH,
        mounts: [
          ...trust.mounts,
          ...(entra?.mounts ?? []),
          ...Object.keys(files).map((volume) => ({ volume, path: FILES_FOLDER })),
          ...prepackagedMounts(bundles),
        ],
        startup: STARTUP,
        readiness: READINESS,
        liveness: LIVENESS,
      },
    ],
  };
}

/** What the server listens on; the first is the one for users. */
export function serverPorts(
  options: Pick<ServerOptions, "replicas" | "licence">,
): readonly [Port, ...Port[]] {
  return [
    { name: "http", port: HTTP_PORT },
    ...(options.replicas > 1 ? gossipPorts() : []),
    ...(allowsMetrics(options.licence?.tier) ? [{ name: "metrics", port: METRICS_PORT }] : []),
  ];
}

function gossipPorts(): readonly Port[] {
  return [
    { name: "gossip", port: GOSSIP_PORT, protocol: "TCP" },
    { name: "gossip", port: GOSSIP_PORT, protocol: "UDP" },
  ];
}

function fileVolume(options: ServerOptions): Readonly<Record<string, Volume>> {
  const store = options.objectStore.objectStore;
  return store.kind === "files" ? { files: { claim: store.claimName } } : {};
}
