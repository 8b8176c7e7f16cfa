import { ProblemError, type Problem } from "../../errors/problem";
import { checkNginxConf } from "./nginx-checks";
import { httpBlock } from "./nginx-http";
import { nginxSettings, type NginxSettings } from "./nginx-settings";
import { block, comment, directive, printNginx, type NginxEntry } from "./nginx-syntax";

/**
 * A further host name on the same ports, before another server that speaks TLS. Only the paths named are served; a path
 * written in an ambiguous way, and everything else, is not found.
 */
export interface NginxHost {
  /** Short name of lower-case letters, digits and "-". Names its folders, see `paths.hosts`. */
  readonly name: string;
  /** Where people reach it: `https://`, a host name, and the port of the site. */
  readonly url: string;
  /** The servers behind: a name as in `upstream`, their port, and the name in their certificate. */
  readonly upstream: { readonly host: string; readonly port: number; readonly serverName: string };
  /** Beginnings of the paths that are served, e.g. `/realms/outpost/`. */
  readonly paths: readonly string[];
  /** Beginnings of paths within `paths` that are not served after all. @default [] */
  readonly closedPaths?: readonly string[];
  /** Networks that may connect; empty means everyone. @default those of the site */
  readonly allowFrom?: readonly string[];
}

/** What `nginx.conf` depends on. Written for NGINX 1.30, open source, as an unprivileged user on a read-only root. */
export interface NginxConf {
  /** Where people reach Mattermost, e.g. `https://chat.example`. Any other host gets 421. */
  readonly siteUrl: string;
  /**
   * The Mattermost servers: a DNS name with one address for each server, looked up again all the time (a headless
   * Service), and their port.
   *
   * @default port 8065
   */
  readonly upstream: { readonly host: string; readonly port?: number };
  /** Further hosts. @default [] */
  readonly hosts?: readonly NginxHost[];
  /**
   * DNS servers: addresses, with a port where it isn't 53, or names that the pod's own resolver knows at start.
   *
   * @default kube-dns.kube-system.svc.cluster.local
   */
  readonly resolvers?: readonly string[];
  /** Worker processes. @default 2 */
  readonly workers?: number;
  /** Connections of one worker, to clients and to servers together. @default 20000 */
  readonly workerConnections?: number;
  /** Largest request body in mebibytes. @default 110 */
  readonly maxBodySize?: number;
  /** Networks that may connect; empty means everyone. @default everyone */
  readonly allowFrom?: readonly string[];
  /** Load balancers before NGINX whose `X-Forwarded-For` is believed. @default none */
  readonly trustedProxies?: readonly string[];
  /** Networks that may read `/stub_status` on the status port. @default 127.0.0.1/32 */
  readonly statusFrom?: readonly string[];
  /** Send Strict-Transport-Security. @default true */
  readonly hsts?: boolean;
  /**
   * Keep profile pictures for a day and hand them to any request that carries a session, as Mattermost's own NGINX
   * guide does. Without it the server checks each one.
   *
   * @default true
   */
  readonly imageCache?: boolean;
  /** Disk for cached pictures and static files, in mebibytes. It may be exceeded for a moment. @default 1024 */
  readonly cacheSize?: number;
  /** Seconds that open requests and WebSockets get after a quit. Keep it below the pod's grace period. @default 45 */
  readonly shutdownTimeout?: number;
  /**
   * What to listen on: a port, or an address and a port.
   *
   * @default https 8443, http 8080, status 8081, on all IPv4 addresses
   */
  readonly listen?: { readonly https?: string; readonly http?: string; readonly status?: string };
  /**
   * Folders and files. `certificates` holds `tls.crt` and `tls.key`; `cache` and `temporary` must exist and be
   * writable. Below `hosts` each further host has a folder with its `tls.crt` and `tls.key`, and one called
   * `<name>-authority` with the `ca.crt` of the servers behind it.
   *
   * @default /etc/nginx/tls, /etc/nginx/hosts, /var/cache/nginx, /tmp, /tmp/nginx.pid, /dev/stdout, /dev/stderr
   */
  readonly paths?: {
    readonly certificates?: string;
    readonly hosts?: string;
    readonly cache?: string;
    readonly temporary?: string;
    readonly pid?: string;
    readonly accessLog?: string;
    readonly errorLog?: string;
  };
}

/**
 * Renders `nginx.conf`. Same props, same bytes.
 *
 * @param owner path of the construct it is for, so that problems name it
 * @throws ProblemError with everything that is wrong with the props.
 */
export function renderNginxConf(conf: NginxConf, owner?: string): string {
  const problems = checkNginxConf(conf);
  if (problems.length > 0) throw new ProblemError(problems.map((each) => ownedBy(each, owner)));
  return printNginx(mainContext(nginxSettings(conf)));
}

function ownedBy(problem: Problem, owner: string | undefined): Problem {
  return owner === undefined ? problem : { ...problem, path: `${owner}.${problem.path}` };
}

function mainContext(settings: NginxSettings): readonly NginxEntry[] {
  return [
    comment("Rendered by Holdfast. Change the site file; a change made here is lost with the pod."),
    directive("daemon", "off"),
    directive("pid", settings.paths.pid),
    directive("error_log", settings.paths.errorLog, "warn"),
    directive("worker_processes", settings.workers),
    comment("A connection takes one descriptor, and one more while its answer comes from the cache."),
    directive("worker_rlimit_nofile", settings.workerConnections * 2),
    comment("WebSockets don't end by themselves: after a quit they are closed at this limit."),
    directive("worker_shutdown_timeout", `${settings.shutdownTimeout}s`),
    block("events", [], [directive("worker_connections", settings.workerConnections)]),
    httpBlock(settings),
  ];
}
