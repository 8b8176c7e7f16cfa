import type { NginxConf, NginxHost } from "./nginx-conf";

/** Everything the renderer writes, with nothing left open and every value checked. */
export interface NginxSettings {
  readonly site: SiteAddress;
  readonly upstream: { readonly host: string; readonly port: number };
  readonly hosts: readonly VirtualHostSettings[];
  readonly resolvers: readonly string[];
  readonly workers: number;
  readonly workerConnections: number;
  readonly maxBodySize: number;
  readonly allowFrom: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly statusFrom: readonly string[];
  readonly hsts: boolean;
  readonly imageCache: boolean;
  readonly cacheSize: number;
  readonly shutdownTimeout: number;
  readonly listen: Required<NonNullable<NginxConf["listen"]>>;
  readonly paths: Required<NonNullable<NginxConf["paths"]>>;
}

/** A further host with nothing left open. */
export interface VirtualHostSettings {
  readonly name: string;
  readonly address: SiteAddress;
  readonly upstream: { readonly host: string; readonly port: number; readonly serverName: string };
  readonly paths: readonly string[];
  readonly closedPaths: readonly string[];
  readonly allowFrom: readonly string[];
}

/** The site URL in the parts that NGINX needs. */
export interface SiteAddress {
  /** Host without port, as `server_name` has it. */
  readonly host: string;
  /** Host, and port when it isn't 443, as the `Host` header has it. */
  readonly authority: string;
  /** Path without a slash at the end; empty for the root. */
  readonly path: string;
}

export const NGINX_DEFAULTS = {
  upstreamPort: 8065,
  /** The name kubeadm, AKS and k3s give the cluster's DNS Service. */
  resolvers: ["kube-dns.kube-system.svc.cluster.local"],
  workers: 2,
  /** Mattermost's own NGINX guide; a proxied client takes two. */
  workerConnections: 20_000,
  maxBodySize: 110,
  cacheSize: 1024,
  shutdownTimeout: 45,
  statusFrom: ["127.0.0.1/32"],
  listen: { https: "8443", http: "8080", status: "8081" },
  paths: {
    certificates: "/etc/nginx/tls",
    hosts: "/etc/nginx/hosts",
    cache: "/var/cache/nginx",
    temporary: "/tmp",
    pid: "/tmp/nginx.pid",
    accessLog: "/dev/stdout",
    errorLog: "/dev/stderr",
  },
} as const;

/** Splits a site URL that has passed the checks. */
export function siteAddress(siteUrl: string): SiteAddress {
  const url = new URL(siteUrl);
  return { host: url.hostname, authority: url.host, path: url.pathname.replace(/\/+$/, "") };
}

/** Applies the defaults. */
export function nginxSettings(conf: NginxConf): NginxSettings {
  return {
    site: siteAddress(conf.siteUrl),
    upstream: { host: conf.upstream.host, port: conf.upstream.port ?? NGINX_DEFAULTS.upstreamPort },
    hosts: (conf.hosts ?? []).map((host) => hostSettings(host, conf)),
    resolvers: conf.resolvers ?? NGINX_DEFAULTS.resolvers,
    workers: conf.workers ?? NGINX_DEFAULTS.workers,
    workerConnections: conf.workerConnections ?? NGINX_DEFAULTS.workerConnections,
    maxBodySize: conf.maxBodySize ?? NGINX_DEFAULTS.maxBodySize,
    allowFrom: conf.allowFrom ?? [],
    trustedProxies: conf.trustedProxies ?? [],
    statusFrom: conf.statusFrom ?? NGINX_DEFAULTS.statusFrom,
    hsts: conf.hsts ?? true,
    imageCache: conf.imageCache ?? true,
    cacheSize: conf.cacheSize ?? NGINX_DEFAULTS.cacheSize,
    shutdownTimeout: conf.shutdownTimeout ?? NGINX_DEFAULTS.shutdownTimeout,
    listen: {
      https: conf.listen?.https ?? NGINX_DEFAULTS.listen.https,
      http: conf.listen?.http ?? NGINX_DEFAULTS.listen.http,
      status: conf.listen?.status ?? NGINX_DEFAULTS.listen.status,
    },
    paths: {
      certificates: conf.paths?.certificates ?? NGINX_DEFAULTS.paths.certificates,
      hosts: conf.paths?.hosts ?? NGINX_DEFAULTS.paths.hosts,
      cache: conf.paths?.cache ?? NGINX_DEFAULTS.paths.cache,
      temporary: conf.paths?.temporary ?? NGINX_DEFAULTS.paths.temporary,
      pid: conf.paths?.pid ?? NGINX_DEFAULTS.paths.pid,
      accessLog: conf.paths?.accessLog ?? NGINX_DEFAULTS.paths.accessLog,
      errorLog: conf.paths?.errorLog ?? NGINX_DEFAULTS.paths.errorLog,
    },
  };
}

function hostSettings(host: NginxHost, conf: NginxConf): VirtualHostSettings {
  return {
    name: host.name,
    address: siteAddress(host.url),
    upstream: host.upstream,
    paths: host.paths,
    closedPaths: host.closedPaths ?? [],
    allowFrom: host.allowFrom ?? conf.allowFrom ?? [],
  };
}
