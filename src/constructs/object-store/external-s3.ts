import { Construct } from "constructs";
import { Connections, type IConnections } from "../kubernetes/connections";
import type { ISecret } from "../kubernetes/secret";
import type { IObjectStore, ObjectStoreReference } from "./object-store";

/** What is known of an S3 store that somebody else runs. */
export interface ExternalS3Props {
  /** `host[:port]` without scheme. */
  readonly endpoint: string;
  readonly bucket: string;
  /** Secret with the keys `accesskey` and `secretkey`. */
  readonly credentials: ISecret;
  /** @default - none */
  readonly region?: string;
  /** Prefix of all keys. @default - none */
  readonly pathPrefix?: string;
  /** HTTPS. @default true */
  readonly tls?: boolean;
  /** Secret with the store's certificate authority under `ca.crt`. @default - the system's authorities */
  readonly ca?: ISecret;
  /** Networks of the endpoint, CIDR notation. @default - any address, on the endpoint's port only */
  readonly addresses?: readonly string[];
}

/** An S3 bucket that somebody else runs. */
export class ExternalS3 extends Construct implements IObjectStore {
  public static fromAttributes(scope: Construct, id: string, attributes: ExternalS3Props): IObjectStore {
    return new ExternalS3(scope, id, attributes);
  }

  public readonly objectStore: ObjectStoreReference;
  public readonly connections: IConnections;

  private constructor(scope: Construct, id: string, props: ExternalS3Props) {
    super(scope, id);
    const tls = props.tls ?? true;
    const [host = props.endpoint, port] = props.endpoint.split(":");
    this.objectStore = {
      kind: "s3",
      endpoint: props.endpoint,
      bucket: props.bucket,
      region: props.region,
      pathPrefix: props.pathPrefix,
      tls,
      ca: props.ca,
      credentials: props.credentials,
    };
    this.connections = new Connections(this, "Connections", {
      name: host,
      addresses: props.addresses,
      ports: [{ name: "s3", port: port === undefined ? (tls ? 443 : 80) : Number(port) }],
    });
  }
}
