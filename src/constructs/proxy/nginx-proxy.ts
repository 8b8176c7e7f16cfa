import { Construct } from "constructs";
import type { Image } from "../../catalog/image";
import { IMAGES } from "../../catalog/images";
import { clusterOf } from "../kubernetes/cluster";
import { ConfigFiles } from "../kubernetes/config-files";
import { Connections, type IConnections } from "../kubernetes/connections";
import type { INamespace } from "../kubernetes/namespace";
import type { ContainerResources } from "../kubernetes/pod";
import { Service, type ServiceExposure } from "../kubernetes/service";
import { Workload } from "../kubernetes/workload";
import type { IMattermostServer } from "../mattermost/mattermost-reference";
import { refuse } from "../kubernetes/problems";
import type { HttpProxyReference, IHttpProxy, IPublishedHost } from "./http-proxy";
import { renderNginxConf, type NginxConf, type NginxHost } from "./nginx-conf";
import { NGINX_CONF, NGINX_PORTS, nginxPod, type HostFiles } from "./nginx-pod";
import { NGINX_DEFAULTS, siteAddress } from "./nginx-settings";
import { PROXY_PROBLEMS } from "./problems";
import type { ProxyExposure } from "./proxy-exposure";
import { wayIn } from "./proxy-way-in";
import { ProxyCertificate, type ProxyTls } from "./proxy-tls";

/** Something else that people reach by the proxy. */
export interface ProxyHost {
  readonly host: IPublishedHost;
  readonly tls: ProxyTls;
  /** Networks that may connect, among those that the proxy lets in. @default those of the proxy */
  readonly allowFrom?: readonly string[];
}

export interface NginxProxyProps {
  readonly namespace: INamespace;
  /** The servers that requests go to. */
  readonly server: IMattermostServer;
  readonly tls: ProxyTls;
  /** What else is served, each under a host name of its own. @default [] */
  readonly hosts?: readonly ProxyHost[];
  /** Name of everything it makes. @default "nginx" */
  readonly name?: string;
  /** @default 2 */
  readonly replicas?: number;
  /** @default 500m, 512Mi */
  readonly resources?: ContainerResources;
  /** @default the catalogue's NGINX */
  readonly image?: Image | string;
  /** @default a load balancer with an address of its own choice */
  readonly exposure?: ProxyExposure;
  /** Whether two of its pods may share a node. @default "preferred" */
  readonly spread?: "required" | "preferred";
  /** Worker processes of a pod. @default 2 */
  readonly workers?: number;
  /** Connections of one worker. @default 20000 */
  readonly workerConnections?: number;
  /** Largest request body in mebibytes. @default the servers' largest file and 10 more */
  readonly maxBodySize?: number;
  /** Networks that may connect. @default everyone */
  readonly allowFrom?: readonly string[];
  /** Load balancers before it whose X-Forwarded-For is believed. @default none */
  readonly trustedProxies?: readonly string[];
  /** Networks that may read `/stub_status` on port 8081, besides a connection that allows it. @default the pod itself */
  readonly statusFrom?: readonly string[];
  /** Send Strict-Transport-Security. @default true */
  readonly hsts?: boolean;
  /** Keep profile pictures for a day. @default true */
  readonly imageCache?: boolean;
  /** Disk for the cache in mebibytes. @default 1024 */
  readonly cacheSize?: number;
  /** Seconds that open requests and WebSockets get when a pod goes. @default 45 */
  readonly shutdownTimeout?: number;
  /** DNS servers: addresses, or names. @default kube-dns.kube-system.svc in the cluster's domain */
  readonly resolvers?: readonly string[];
}

const DEFAULTS = {
  name: "nginx",
  replicas: 2,
  resources: { cpu: "500m", memory: "512Mi" },
  exposure: { kind: "load-balancer" },
  spread: "preferred",
  bodyMargin: 10,
} as const;

/** NGINX before the servers of a site: TLS, WebSockets, sticky balancing, caching, and the only way in. */
export class NginxProxy extends Construct implements IHttpProxy {
  public readonly httpProxy: HttpProxyReference;
  public readonly connections: IConnections;
  public readonly workload: Workload;

  public constructor(scope: Construct, id: string, props: NginxProxyProps) {
    super(scope, id);
    const { mattermost } = props.server;
    const maxBodySize = props.maxBodySize ?? mattermost.maxFileSize + DEFAULTS.bodyMargin;

    const configuration = this.createConfiguration(props, maxBodySize);
    this.workload = this.createWorkload(props, configuration);
    this.createService(props, this.workload);

    this.httpProxy = { host: siteAddress(mattermost.siteUrl).host, maxBodySize };
    this.connections = this.workload.connections;
    this.connections.allowTo(props.server, "requests and WebSockets", { port: "http" });
    for (const { host } of props.hosts ?? []) {
      this.connections.allowTo(host, host.published.purpose, { port: host.published.port.name });
    }
    this.allowPeople(props);
  }

  private createConfiguration(props: NginxProxyProps, maxBodySize: number): ConfigFiles {
    const { mattermost } = props.server;
    const conf: NginxConf = {
      siteUrl: mattermost.siteUrl,
      upstream: { host: mattermost.host, port: mattermost.port },
      hosts: props.hosts?.map(renderedHost),
      resolvers: props.resolvers ?? [`kube-dns.kube-system.svc.${clusterOf(this).domain}`],
      workers: props.workers,
      workerConnections: props.workerConnections,
      maxBodySize,
      allowFrom: props.allowFrom,
      trustedProxies: props.trustedProxies,
      statusFrom: props.statusFrom,
      hsts: props.hsts,
      imageCache: props.imageCache,
      cacheSize: props.cacheSize,
      shutdownTimeout: props.shutdownTimeout,
    };
    return new ConfigFiles(this, "Configuration", {
      namespace: props.namespace,
      name: `${nameOf(props)}-configuration`,
      files: { [NGINX_CONF]: renderNginxConf(conf, this.node.path) },
    });
  }

  private createCertificate(props: NginxProxyProps): ProxyCertificate {
    return new ProxyCertificate(this, "Certificate", {
      namespace: props.namespace,
      name: nameOf(props),
      siteUrl: props.server.mattermost.siteUrl,
      tls: props.tls,
    });
  }

  /** Certificate and authority of each further host. */
  private createHosts(props: NginxProxyProps): readonly (HostFiles & { readonly made: ProxyCertificate })[] {
    return (props.hosts ?? []).map(({ host, tls }) => {
      const { name, url, ca } = host.published;
      if (ca === undefined) {
        refuse(host, PROXY_PROBLEMS.nginxAuthority, {
          message: `the authority of ${host.published.serverName} is not known`,
          expected: "a Secret with its certificate under ca.crt",
        });
      }
      const made = new ProxyCertificate(this, `Certificate-${name}`, {
        namespace: props.namespace,
        name: `${nameOf(props)}-${name}`,
        siteUrl: url,
        tls,
      });
      return { name, certificate: made.secret, authority: ca, made };
    });
  }

  private createWorkload(props: NginxProxyProps, configuration: ConfigFiles): Workload {
    const certificate = this.createCertificate(props);
    const hosts = this.createHosts(props);
    const workload = new Workload(this, "Workload", {
      name: nameOf(props),
      namespace: props.namespace,
      controller: { kind: "Deployment", replicas: props.replicas ?? DEFAULTS.replicas },
      pod: nginxPod({
        image: props.image ?? IMAGES.nginx,
        resources: props.resources ?? DEFAULTS.resources,
        configuration,
        certificate: certificate.secret,
        hosts,
        cacheSize: props.cacheSize ?? NGINX_DEFAULTS.cacheSize,
        shutdownTimeout: props.shutdownTimeout ?? NGINX_DEFAULTS.shutdownTimeout,
        spread: props.spread ?? DEFAULTS.spread,
      }),
    });
    workload.node.addDependency(certificate, ...hosts.map(({ made }) => made));
    return workload;
  }

  private createService(props: NginxProxyProps, workload: Workload): Service {
    return new Service(this, "Service", {
      name: nameOf(props),
      namespace: props.namespace,
      selector: workload.selector,
      ports: [
        { port: 443, target: NGINX_PORTS.https },
        { port: 80, target: NGINX_PORTS.http },
      ],
      exposure: serviceExposure(props),
    });
  }

  private allowPeople(props: NginxProxyProps): void {
    const people = new Connections(this, "People", { name: "people", addresses: directClients(props) });
    people.allowTo(this, "HTTPS and WebSockets", { port: NGINX_PORTS.https.name });
    people.allowTo(this, "redirect to HTTPS", { port: NGINX_PORTS.http.name });
    const outside = wayIn(this, nameOf(props), props.exposure ?? DEFAULTS.exposure);
    people.allowTo(outside, "HTTPS and WebSockets", { port: NGINX_PORTS.https.name });
    people.allowTo(outside, "redirect to HTTPS", { port: NGINX_PORTS.http.name });
  }
}

function renderedHost({ host, allowFrom }: ProxyHost): NginxHost {
  const { name, url, port, serverName, paths, closedPaths } = host.published;
  return {
    name,
    url,
    upstream: { host: host.published.host, port: port.port, serverName },
    paths,
    closedPaths,
    allowFrom,
  };
}

function nameOf(props: NginxProxyProps): string {
  return props.name ?? DEFAULTS.name;
}

/** Behind a trusted load balancer only NGINX sees the client's address, so the networks are left to its list. */
function directClients(props: NginxProxyProps): readonly string[] | undefined {
  return props.allowFrom?.length && !props.trustedProxies?.length ? props.allowFrom : undefined;
}

function serviceExposure(props: NginxProxyProps): ServiceExposure {
  const exposure: ProxyExposure = props.exposure ?? DEFAULTS.exposure;
  if (exposure.kind === "node-port") {
    return { kind: "node-port", nodePorts: { https: exposure.https, http: exposure.http } };
  }
  return { ...exposure, allowFrom: directClients(props) };
}
