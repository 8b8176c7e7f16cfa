import type { Image } from "../../catalog/image";
import { ConfigFiles } from "../kubernetes/config-files";
import type { Port } from "../kubernetes/connections";
import type { INamespace } from "../kubernetes/namespace";
import type { ContainerResources, PodProps, Probe, Toleration } from "../kubernetes/pod";
import type { Construct } from "constructs";
import { hostNetworkReason } from "./exposure";
import { rtcdEnvironment, routerFile, routerFiles, type RtcdSettings } from "./rtcd-environment";

export const ROUTER_API: Port = { name: "api", port: 8045 };
/** A volume of its own, so that registered clients outlive their router. */
export const STORE_VOLUME = "store";
const STORE = "/var/lib/rtcd";
export const STORE_FOLDER = `${STORE}/clients`;
const FILES = "/etc/rtcd";
/** The image's own user, `calls`. */
const CALLS_USER = 65_532;
const VERSION: Probe = { check: { http: { path: "/version", port: ROUTER_API.port } } };

export interface RtcdPodOptions {
  readonly name: string;
  readonly namespace: INamespace;
  readonly image: Image | string;
  readonly settings: RtcdSettings;
  readonly media: readonly Port[];
  readonly resources: ContainerResources;
  readonly terminationGraceSeconds: number;
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
}

/** The pod of a router: never two on a node, since they would share its network and its sockets. */
export function rtcdPod(scope: Construct, options: RtcdPodOptions): PodProps {
  const { name, namespace, settings } = options;
  const contents = routerFiles(name, settings.exposure);
  const files =
    contents && new ConfigFiles(scope, "Files", { namespace, name: `${name}-routers`, files: contents });
  const reason = hostNetworkReason(settings.exposure.kind);
  const kept = settings.adminKey !== undefined;
  return {
    user: { uid: CALLS_USER },
    terminationGraceSeconds: options.terminationGraceSeconds,
    spread: "required",
    nodeSelector: options.nodeSelector,
    tolerations: options.tolerations,
    weakenings: reason === undefined ? [] : [{ setting: "hostNetwork", reason }],
    volumes: files ? { routers: { files } } : {},
    containers: [
      {
        name: "rtcd",
        image: options.image,
        args: files && ["-config", `${FILES}/${routerFile("$(POD_NAME)")}`],
        env: {
          ...(files && { POD_NAME: { field: "metadata.name" } }),
          ...rtcdEnvironment(settings),
        },
        ports: [ROUTER_API, ...options.media],
        resources: options.resources,
        scratch: kept ? [] : [STORE],
        mounts: [
          ...(kept ? [{ volume: STORE_VOLUME, path: STORE }] : []),
          ...(files ? [{ volume: "routers", path: FILES }] : []),
        ],
        startup: { ...VERSION, periodSeconds: 2, failureThreshold: 30 },
        readiness: { ...VERSION, periodSeconds: 5 },
        liveness: { ...VERSION, periodSeconds: 30 },
      },
    ],
  };
}
