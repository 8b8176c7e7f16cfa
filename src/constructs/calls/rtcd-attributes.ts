import { Construct } from "constructs";
import { Connections, type IConnectable, type IConnections } from "../kubernetes/connections";
import { refuse } from "../kubernetes/problems";
import type {
  IMediaRouter,
  IceServer,
  MediaRouterReference,
  RouterRegistration,
  TurnCredentials,
} from "./media-router";
import { MEDIA_PROBLEMS } from "./rtcd-problems";

export interface RtcdAttributes {
  /** `http://host:8045`; the host's IPv4 A records are all routers. */
  readonly url: string;
  readonly registration: RouterRegistration;
  /** Networks of the routers, CIDR notation. @default - any address, on their ports only */
  readonly addresses?: readonly string[];
  /** UDP and TCP. @default 8443 */
  readonly mediaPort?: number;
  /** STUN and TURN servers for devices; never left to the plugin. @default [] */
  readonly iceServers?: readonly IceServer[];
  /** @default - no TURN */
  readonly turn?: TurnCredentials;
}

const MEDIA_PORT = 8443;

/** Routers that somebody else runs, e.g. at another site or in another region. */
export function fromRtcdAttributes(scope: Construct, id: string, attributes: RtcdAttributes): IMediaRouter {
  return new ForeignRtcd(scope, id, { attributes });
}

interface ForeignRtcdProps {
  readonly attributes: RtcdAttributes;
}

class ForeignRtcd extends Construct implements IMediaRouter {
  public readonly mediaRouter: MediaRouterReference;
  public readonly connections: IConnections;
  public readonly media: IConnectable;

  public constructor(scope: Construct, id: string, props: ForeignRtcdProps) {
    super(scope, id);
    const { attributes } = props;
    const { origin, hostname, port } = this.address(attributes.url);
    const media = attributes.mediaPort ?? MEDIA_PORT;
    const side = new Connections(this, "Connections", {
      name: hostname,
      addresses: attributes.addresses,
      ports: [
        { name: "api", port: Number(port) },
        { name: "media", port: media, protocol: "UDP" },
        { name: "media", port: media, protocol: "TCP" },
      ],
    });
    this.connections = side;
    this.media = side;
    this.mediaRouter = {
      protocol: "rtcd",
      url: origin,
      registration: attributes.registration,
      iceServers: attributes.iceServers ?? [],
      turn: attributes.turn,
      readyUrl: `${origin}/version`,
    };
  }

  /** The plugin wants the port written, even where the scheme has one. */
  private address(url: string): {
    readonly origin: string;
    readonly hostname: string;
    readonly port: string;
  } {
    const parts = /^(https?:\/\/([a-z0-9.-]+):(\d{1,5}))\/?$/i.exec(url);
    if (!parts) {
      const shown = url.replace(/\/\/[^/@]*@/, "//(hidden)@");
      return refuse(this, MEDIA_PROBLEMS.routerUrl, {
        message: `url is "${shown}"`,
        expected: "e.g. http://rtcd.example:8045",
      });
    }
    return { origin: parts[1] ?? "", hostname: parts[2] ?? "", port: parts[3] ?? "" };
  }
}
