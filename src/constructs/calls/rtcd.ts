import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { Image } from "../../catalog/image";
import { IMAGES } from "../../catalog/images";
import { ProblemError } from "../../errors/problem";
import { Connections, type IConnectable, type IConnections, type Port } from "../kubernetes/connections";
import type { INamespace } from "../kubernetes/namespace";
import type { ContainerResources, Toleration } from "../kubernetes/pod";
import { Service } from "../kubernetes/service";
import { Workload } from "../kubernetes/workload";
import { hostNetworkReason, type MediaExposure } from "./exposure";
import type { IMediaRouter, ITurnServer, MediaRouterReference } from "./media-router";
import { rtcdProblems } from "./rtcd-checks";
import { routerName, type NackBuffer, type RtcdLogLevel, type RtcdSettings } from "./rtcd-environment";
import { ROUTER_API, rtcdPod, STORE_FOLDER, STORE_VOLUME } from "./rtcd-pod";
import { RtcdClient, type RtcdRegistration } from "./rtcd-registration";
import { routerServices } from "./rtcd-services";
import { waysInside } from "./rtcd-ways-in";

export interface RtcdProps {
  /** Its Pod Security must be that of `mediaPodSecurity(exposure.kind)`. */
  readonly namespace: INamespace;
  /** Each runs on a node of its own; a call lives on one of them. */
  readonly routers: number;
  readonly exposure: MediaExposure;
  readonly registration: RtcdRegistration;
  /** Networks of the devices, CIDR notation. @default - any address */
  readonly clientNetworks?: readonly string[];
  /** Relays media for devices that can't reach the routers. @default - none */
  readonly turn?: ITurnServer;
  /** @default "rtcd" */
  readonly name?: string;
  /** Port of the media inside the pod, UDP and TCP. @default 8443 */
  readonly mediaPort?: number;
  /** @default 2 CPU, 2Gi: 500 who listen, or 300 who watch a screen at 1.6 Mbit/s each */
  readonly resources?: ContainerResources;
  /** UDP sockets; each is an open file. @default 100 a requested CPU */
  readonly udpSockets?: number;
  /** @default 256, about 8.5 seconds of video */
  readonly nackBuffer?: NackBuffer;
  /** @default "info" */
  readonly logLevel?: RtcdLogLevel;
  /**
   * How long a router that is stopped waits for its calls to end, seconds; without calls it stops at once.
   * @default 18000, five hours: the vendor's, since a stopped router ends its calls for everybody
   */
  readonly terminationGraceSeconds?: number;
  /** Volume of each router for registered clients. @default 1Gi of the cluster's default class */
  readonly store?: { readonly size: string; readonly storageClass?: string };
  readonly nodeSelector?: Readonly<Record<string, string>>;
  /** @default [] */
  readonly tolerations?: readonly Toleration[];
  /** @default mattermost/rtcd v1.2.6 */
  readonly image?: Image | string;
}

const DEFAULTS = {
  name: "rtcd",
  mediaPort: 8443,
  resources: { cpu: "2", memory: "2Gi" },
  nackBuffer: 256,
  logLevel: "info",
  terminationGraceSeconds: 18_000,
  store: { size: "1Gi" },
} as const;

const SOCKETS_PER_CPU = 100;
/** What an apply waits beyond the calls' own time. */
const ROLLOUT_SECONDS = 1200;

/** Mattermost's own media routers. Carries the media of calls; Mattermost's servers only say who is in which. */
export class Rtcd extends Construct implements IMediaRouter {
  public readonly mediaRouter: MediaRouterReference;
  public readonly connections: IConnections;
  public readonly media: IConnectable;

  public constructor(scope: Construct, id: string, props: RtcdProps) {
    super(scope, id);
    const name = props.name ?? DEFAULTS.name;
    const settings = settingsOf(props);
    const problems = rtcdProblems(this.node.path, props.routers, settings, props.turn !== undefined);
    if (problems.length > 0) throw new ProblemError(problems);

    const ports = mediaPorts(settings.mediaPort);
    const workload = this.workload(name, props, settings, ports);
    const names = new Service(this, "Names", {
      name,
      namespace: props.namespace,
      selector: workload.selector,
      ports: [{ port: ROUTER_API.port, target: ROUTER_API }],
      exposure: { kind: "headless" },
      ipv4Only: true,
    });
    routerServices(this, { name, namespace: props.namespace, exposure: props.exposure, media: ports });
    const url = `http://${names.host}:${String(ROUTER_API.port)}`;

    const inside = this.inside(name, workload, props.exposure, ports);
    this.connections = inside.connections;
    this.media = this.opened(name, inside, props, ports);
    this.register(name, names, workload, props);
    this.mediaRouter = {
      protocol: "rtcd",
      url,
      registration: clientOf(props.registration),
      iceServers: props.turn?.iceServers ?? [],
      turn: props.turn?.turn,
      readyUrl: `${url}/version`,
    };
  }

  private workload(name: string, props: RtcdProps, settings: RtcdSettings, media: readonly Port[]): Workload {
    const grace = props.terminationGraceSeconds ?? DEFAULTS.terminationGraceSeconds;
    const workload = new Workload(this, "Workload", {
      name,
      namespace: props.namespace,
      controller: {
        kind: "StatefulSet",
        replicas: props.routers,
        serviceName: name,
        startOrder: "parallel",
        claims: settings.adminKey ? { [STORE_VOLUME]: props.store ?? DEFAULTS.store } : {},
      },
      pod: rtcdPod(this, {
        ...props,
        name,
        settings,
        media,
        image: props.image ?? IMAGES.rtcd,
        resources: props.resources ?? DEFAULTS.resources,
        terminationGraceSeconds: grace,
      }),
    });
    // Routers are replaced one after the other, each when its calls have ended.
    (workload.node.defaultChild as TerraformResource).addOverride("timeouts", {
      create: `${String(ROLLOUT_SECONDS)}s`,
      update: `${String(ROLLOUT_SECONDS + grace * props.routers)}s`,
    });
    return workload;
  }

  /** The side inside the cluster. On the node's network that is the nodes: no policy sees the pods there. */
  private inside(
    name: string,
    workload: Workload,
    exposure: MediaExposure,
    media: readonly Port[],
  ): IConnectable & { readonly connections: IConnections } {
    if (exposure.kind !== "host-network") return workload;
    return new Connections(this, "Nodes", {
      name: `${name} on its nodes`,
      addresses: exposure.nodeNetworks,
      entrance: "nodes",
      ports: [ROUTER_API, ...media],
      unenforceable: hostNetworkReason(exposure.kind),
    });
  }

  /** Opens the media to devices, and to the TURN server. */
  private opened(name: string, inside: IConnectable, props: RtcdProps, media: readonly Port[]): IConnectable {
    const outside = waysInside(this, name, props.exposure, media);
    const all: IConnectable = {
      connections: Connections.group([inside.connections, ...outside.map((each) => each.connections)]),
    };
    if (props.exposure.kind !== "turn-only") {
      const devices = new Connections(this, "Devices", { name: "devices", addresses: props.clientNetworks });
      devices.allowTo(all, "voice, screens and video", { port: "media" });
    }
    props.turn?.connections.allowTo(all, "relayed media", { port: "media" });
    return all;
  }

  private register(name: string, names: Service, workload: Workload, props: RtcdProps): void {
    const { namespace, registration, routers } = props;
    if (registration.kind === "self") return;
    const hosts = Array.from({ length: routers }, (_, index) => `${routerName(name, index)}.${names.host}`);
    new RtcdClient(this, "Client", {
      namespace,
      name,
      urls: hosts.map((host) => `http://${host}:${String(ROUTER_API.port)}`),
      client: registration.clientAtRouters ?? registration.client,
      adminKey: registration.adminKey,
      routers: this,
      startAfter: workload,
    });
  }
}

function settingsOf(props: RtcdProps): RtcdSettings {
  const cpu = (props.resources ?? DEFAULTS.resources).cpu;
  return {
    exposure: props.exposure,
    apiPort: ROUTER_API.port,
    mediaPort: props.mediaPort ?? DEFAULTS.mediaPort,
    udpSockets: props.udpSockets ?? Math.ceil(cpus(cpu) * SOCKETS_PER_CPU),
    nackBuffer: props.nackBuffer ?? DEFAULTS.nackBuffer,
    logLevel: props.logLevel ?? DEFAULTS.logLevel,
    store: STORE_FOLDER,
    adminKey: props.registration.kind === "registered" ? props.registration.adminKey : undefined,
  };
}

function cpus(quantity: string): number {
  return quantity.endsWith("m") ? Number(quantity.slice(0, -1)) / 1000 : Number(quantity);
}

function mediaPorts(port: number): readonly Port[] {
  return [
    { name: "media", port, protocol: "UDP" },
    { name: "media", port, protocol: "TCP" },
  ];
}

function clientOf(registration: RtcdRegistration): MediaRouterReference["registration"] {
  return registration.kind === "self" ? registration : { kind: "registered", client: registration.client };
}
