import ipaddr from "ipaddr.js";
import { Construct } from "constructs";
import type { Image } from "../../catalog/image";
import { IMAGES } from "../../catalog/images";
import { problem } from "../../errors/catalogue";
import { ProblemError, type Problem } from "../../errors/problem";
import { ConfigFiles } from "../kubernetes/config-files";
import { Connections, type IConnections, type Port } from "../kubernetes/connections";
import { entrance, oneAddress } from "../kubernetes/entrance";
import type { INamespace } from "../kubernetes/namespace";
import type { ContainerResources, PodProps } from "../kubernetes/pod";
import type { ISecret, SecretKey } from "../kubernetes/secret";
import { Service, type ServiceExposure } from "../kubernetes/service";
import { Workload } from "../kubernetes/workload";
import { renderCoturnConfig } from "./coturn-config";
import { isTurnAddress, turnUrls, type TurnExposure } from "./coturn-exposure";
import type { ITurnServer, IceServer, TurnCredentials } from "./media-router";
import { MEDIA_PROBLEMS } from "./rtcd-problems";

export interface CoturnProps {
  readonly namespace: INamespace;
  readonly exposure: TurnExposure;
  /** Networks of what media may be relayed to: the routers' addresses, or their pods'. CIDR notation, IPv4. */
  readonly peers: readonly string[];
  /** The secret that it shares with the Calls plugin; letters and digits, at least 24. */
  readonly staticSecret: SecretKey;
  /** Networks of the devices, CIDR notation. @default - any address */
  readonly clientNetworks?: readonly string[];
  /** Certificate (`tls.crt`, `tls.key`) for TURN over TLS, and the name in it. @default - no TLS */
  readonly tls?: { readonly certificate: ISecret; readonly host: string };
  /** Life of a credential, minutes: below a week, longer than a call. @default 1440 */
  readonly expirationMinutes?: number;
  /** Local ports of relayed media, one a relay; never open to devices. @default 49152 to 50151 */
  readonly relayPorts?: { readonly min: number; readonly max: number };
  /** @default "turn" */
  readonly realm?: string;
  /** @default "coturn" */
  readonly name?: string;
  /** @default 1 */
  readonly replicas?: number;
  /** @default 500m, 256Mi */
  readonly resources?: ContainerResources;
  /** @default coturn/coturn 4.18.0 */
  readonly image?: Image | string;
}

const DEFAULTS = {
  name: "coturn",
  realm: "turn",
  replicas: 1,
  expirationMinutes: 1440,
  relayPorts: { min: 49_152, max: 50_151 },
  resources: { cpu: "500m", memory: "256Mi" },
} as const;

const PLAIN = 3478;
const TLS = 5349;
const WEEK = 7 * 24 * 60;
const CONFIG = "/etc/coturn";
const CERTIFICATE = "/etc/coturn-tls";
const SCRATCH = "/var/lib/coturn";
/** `nobody`, the image's own user. */
const NOBODY = { uid: 65_534, gid: 65_534 } as const;
const BIND_REASON =
  "The image gives its program the right to low ports, and a program with a right that its container lacks is not started. No low port is used.";

/** A TURN server of the site's own: relays media to the routers, and to nobody else. */
export class Coturn extends Construct implements ITurnServer {
  public readonly connections: IConnections;
  public readonly iceServers: readonly IceServer[];
  public readonly turn: TurnCredentials;

  public constructor(scope: Construct, id: string, props: CoturnProps) {
    super(scope, id);
    const problems = coturnProblems(this.node.path, props);
    if (problems.length > 0) throw new ProblemError(problems);
    const name = props.name ?? DEFAULTS.name;
    const ports = listening(props.tls !== undefined);
    const workload = new Workload(this, "Workload", {
      name,
      namespace: props.namespace,
      controller: { kind: "Deployment", replicas: props.replicas ?? DEFAULTS.replicas },
      pod: this.pod(name, props, ports),
    });
    new Service(this, "Service", {
      name,
      namespace: props.namespace,
      selector: workload.selector,
      ports: ports.map((target) => ({ port: target.port, target })),
      exposure: serviceExposure(props.exposure),
      ipv4Only: true,
    });
    this.connections = workload.connections;
    this.openTo(name, workload, props, ports);
    const tls = props.tls && { host: props.tls.host, port: TLS };
    this.iceServers = [{ urls: turnUrls(props.exposure, PLAIN, tls) }];
    this.turn = {
      staticSecret: props.staticSecret,
      expirationMinutes: props.expirationMinutes ?? DEFAULTS.expirationMinutes,
    };
  }

  private pod(name: string, props: CoturnProps, ports: readonly Port[]): PodProps {
    const relayPorts = props.relayPorts ?? DEFAULTS.relayPorts;
    const files = new ConfigFiles(this, "Config", {
      namespace: props.namespace,
      name: `${name}-config`,
      files: {
        "turnserver.conf": renderCoturnConfig({
          realm: props.realm ?? DEFAULTS.realm,
          port: PLAIN,
          relayPorts,
          peers: props.peers,
          relays: relayPorts.max - relayPorts.min + 1,
          scratch: SCRATCH,
          ...(props.tls && {
            tlsPort: TLS,
            tlsFiles: { certificate: `${CERTIFICATE}/tls.crt`, key: `${CERTIFICATE}/tls.key` },
          }),
        }),
      },
    });
    const probe = { check: { tcp: PLAIN } } as const;
    return {
      user: NOBODY,
      weakenings: [{ setting: "addCapability", capability: "NET_BIND_SERVICE", reason: BIND_REASON }],
      volumes: { config: { files }, ...(props.tls && { certificate: { secret: props.tls.certificate } }) },
      containers: [
        {
          name: "coturn",
          image: props.image ?? IMAGES.coturn,
          // The image's own entry point would ask the internet for its address.
          command: ["turnserver"],
          args: [
            "-c",
            `${CONFIG}/turnserver.conf`,
            "--listening-ip=$(POD_IP)",
            "--relay-ip=$(POD_IP)",
            "--static-auth-secret=$(TURN_SECRET)",
          ],
          env: { POD_IP: { field: "status.podIP" }, TURN_SECRET: { secret: props.staticSecret } },
          ports,
          resources: props.resources ?? DEFAULTS.resources,
          scratch: [SCRATCH, "/tmp"],
          mounts: [
            { volume: "config", path: CONFIG },
            ...(props.tls ? [{ volume: "certificate", path: CERTIFICATE }] : []),
          ],
          startup: { ...probe, periodSeconds: 2, failureThreshold: 30 },
          readiness: probe,
          liveness: { ...probe, periodSeconds: 30 },
        },
      ],
    };
  }

  private openTo(name: string, workload: Workload, props: CoturnProps, ports: readonly Port[]): void {
    const { address, ...exposure } = props.exposure;
    const devices = new Connections(this, "Devices", { name: "devices", addresses: props.clientNetworks });
    const outside = entrance(this, "WayIn", {
      name: `${name} from outside`,
      at: exposure.kind === "node-port" ? "nodes" : "address",
      addresses: [oneAddress(address)],
      ports: ports.map((port) => ({
        ...port,
        port: (exposure.kind === "node-port" ? nodePorts(exposure)[port.name] : undefined) ?? port.port,
      })),
    });
    for (const port of new Set(ports.map((each) => each.name))) {
      devices.allowTo(workload, "media to be relayed", { port });
      devices.allowTo(outside, "media to be relayed", { port });
    }
  }
}

function listening(tls: boolean): readonly Port[] {
  return [
    { name: "turn", port: PLAIN, protocol: "UDP" },
    { name: "turn", port: PLAIN, protocol: "TCP" },
    ...(tls ? [{ name: "turns", port: TLS }] : []),
  ];
}

function nodePorts(exposure: {
  readonly port: number;
  readonly tlsPort?: number;
}): Readonly<Record<string, number>> {
  return { turn: exposure.port, ...(exposure.tlsPort !== undefined && { turns: exposure.tlsPort }) };
}

function serviceExposure(exposure: TurnExposure): ServiceExposure {
  return exposure.kind === "node-port" ? { kind: "node-port", nodePorts: nodePorts(exposure) } : exposure;
}

function coturnProblems(path: string, props: CoturnProps): readonly Problem[] {
  const { exposure, peers } = props;
  const minutes = props.expirationMinutes ?? DEFAULTS.expirationMinutes;
  const { max, min } = props.relayPorts ?? DEFAULTS.relayPorts;
  const wide = peers.filter((cidr) => !isNarrow(cidr));
  const checks: readonly (readonly [boolean, string, string])[] = [
    [peers.length === 0, "peers are (none)", "the networks of the routers"],
    [wide.length > 0, `a peer is "${wide.join(", ")}"`, "an IPv4 network of /8 or smaller"],
    [!(minutes > 0 && minutes < WEEK), `expirationMinutes is ${String(minutes)}`, `1 to ${String(WEEK - 1)}`],
    [
      !(Number.isInteger(min) && Number.isInteger(max) && min >= 1024 && max <= 65_535 && min <= max),
      `relayPorts are ${String(min)} to ${String(max)}`,
      "a range between 1024 and 65535",
    ],
    [!isTurnAddress(exposure.address), `address is "${exposure.address}"`, "an IPv4 address"],
    [
      exposure.kind === "node-port" && !(exposure.port >= 30_000 && exposure.port <= 32_767),
      `port is ${exposure.kind === "node-port" ? String(exposure.port) : ""}`,
      "30000 to 32767",
    ],
  ];
  return checks.flatMap(([wrong, message, expected]) =>
    wrong ? [problem(MEDIA_PROBLEMS.turnValue, { path, message, expected })] : [],
  );
}

function isNarrow(cidr: string): boolean {
  return ipaddr.IPv4.isValidCIDR(cidr) && ipaddr.IPv4.parseCIDR(cidr)[1] >= 8;
}
