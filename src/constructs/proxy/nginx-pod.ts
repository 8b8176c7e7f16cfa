import type { Image } from "../../catalog/image";
import type { ConfigFiles } from "../kubernetes/config-files";
import type { Port } from "../kubernetes/connections";
import type { ContainerResources, Mount, PodProps, Volume } from "../kubernetes/pod";
import type { ISecret } from "../kubernetes/secret";
import { authorityFolder, certificateFolder } from "./nginx-hosts";
import { NGINX_DEFAULTS } from "./nginx-settings";

/** The ports NGINX listens on, by the names under which others ask for them. */
export const NGINX_PORTS = {
  https: { name: "https", port: Number(NGINX_DEFAULTS.listen.https) },
  http: { name: "http", port: Number(NGINX_DEFAULTS.listen.http) },
  status: { name: "status", port: Number(NGINX_DEFAULTS.listen.status) },
} as const satisfies Record<string, Port>;

/** File name of the configuration. */
export const NGINX_CONF = "nginx.conf";

/** User of the `nginx-unprivileged` image. */
const USER = { uid: 101 };
const KEY_PAIR = { "tls.crt": "tls.crt", "tls.key": "tls.key" };
const CONFIGURATION_FOLDER = "/etc/nginx/site";
/** Load balancers need this long to notice that the pod is going. */
const LEAVE_SECONDS = 5;
const MARGIN_SECONDS = 10;
const TEMPORARY_SIZE = "64Mi";

/** What lies in the folders of a further host. */
export interface HostFiles {
  readonly name: string;
  /** Its certificate. */
  readonly certificate: ISecret;
  /** Secret whose `ca.crt` verifies the servers behind it. */
  readonly authority: ISecret;
}

export interface NginxPodOptions {
  readonly image: Image | string;
  readonly resources: ContainerResources;
  readonly configuration: ConfigFiles;
  readonly certificate: ISecret;
  readonly hosts: readonly HostFiles[];
  /** Mebibytes. */
  readonly cacheSize: number;
  /** Seconds. */
  readonly shutdownTimeout: number;
  readonly spread: "required" | "preferred";
}

/** The pod of NGINX. The image must stop on SIGQUIT, as the official ones say they do, to end gracefully. */
export function nginxPod(options: NginxPodOptions): PodProps {
  return {
    user: USER,
    spread: options.spread,
    terminationGraceSeconds: LEAVE_SECONDS + options.shutdownTimeout + MARGIN_SECONDS,
    volumes: {
      configuration: { files: options.configuration },
      certificates: { secret: options.certificate, items: KEY_PAIR },
      ...hostVolumes(options.hosts),
      // The cache's own limit may be exceeded for a moment, and the kubelet evicts whoever exceeds this one.
      cache: { scratch: { sizeLimit: `${Math.ceil(options.cacheSize * 1.5)}Mi` } },
      temporary: { scratch: { sizeLimit: TEMPORARY_SIZE } },
    },
    containers: [
      {
        name: "nginx",
        image: options.image,
        command: ["nginx", "-e", "/dev/stderr", "-c", `${CONFIGURATION_FOLDER}/${NGINX_CONF}`],
        ports: Object.values(NGINX_PORTS),
        resources: options.resources,
        mounts: [
          { volume: "configuration", path: CONFIGURATION_FOLDER },
          { volume: "certificates", path: NGINX_DEFAULTS.paths.certificates },
          ...hostMounts(options.hosts),
          { volume: "cache", path: NGINX_DEFAULTS.paths.cache },
          { volume: "temporary", path: NGINX_DEFAULTS.paths.temporary },
        ],
        // Over TLS, so that a pod without a usable certificate gets no traffic.
        readiness: {
          check: { http: { path: "/healthz", port: NGINX_PORTS.https.port, scheme: "HTTPS" } },
          periodSeconds: 5,
        },
        liveness: { check: { http: { path: "/healthz", port: NGINX_PORTS.status.port } } },
        preStop: ["sleep", String(LEAVE_SECONDS)],
      },
    ],
  };
}

function hostVolumes(hosts: readonly HostFiles[]): Readonly<Record<string, Volume>> {
  const volumes = hosts.flatMap(({ name, certificate, authority }): readonly [string, Volume][] => [
    [name, { secret: certificate, items: KEY_PAIR }],
    [`${name}-authority`, { secret: authority, items: { "ca.crt": "ca.crt" } }],
  ]);
  return Object.fromEntries(volumes);
}

function hostMounts(hosts: readonly HostFiles[]): readonly Mount[] {
  const folder = NGINX_DEFAULTS.paths.hosts;
  return hosts.flatMap(({ name }) => [
    { volume: name, path: certificateFolder(folder, name) },
    { volume: `${name}-authority`, path: authorityFolder(folder, name) },
  ]);
}
