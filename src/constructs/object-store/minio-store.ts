import { Construct } from "constructs";
import { IMAGES } from "../../catalog/images";
import { ProblemError } from "../../errors/problem";
import type { IConnections } from "../kubernetes/connections";
import { CustomResources } from "../kubernetes/custom-resources";
import { NAME_LABEL } from "../kubernetes/labels";
import type { PodProps, Probe } from "../kubernetes/pod";
import { GeneratedSecret, Secret, type ISecret } from "../kubernetes/secret";
import { Service } from "../kubernetes/service";
import { certificateManifest } from "../kubernetes/site-authority";
import { Workload } from "../kubernetes/workload";
import { BucketSetup } from "./bucket-setup";
import { checkStore } from "./checks";
import type { IObjectStore, ObjectStoreReference } from "./object-store";
import {
  defaultParity,
  erasureSetSize,
  erasureTolerance,
  type ErasureTolerance,
} from "../../catalog/erasure-coding";
import type { MinioStoreProps } from "./minio-store-props";
import { CERTIFICATES_PATH, drivePath, serverArguments, serverEnvironment, STORE_PORT } from "./store-server";

const DEFAULTS = {
  name: "store",
  bucket: "mattermost",
  servers: 1,
  drivesPerServer: 4,
  driveSize: "20Gi",
  resources: { cpu: "500m", memory: "1Gi" },
  antiAffinity: "required",
} as const;

/**
 * A MinIO-compatible S3 store with erasure coding and TLS, as a StatefulSet of our own; with its bucket, and a user
 * who may do nothing but use it. Drives outlive the store.
 */
export class MinioStore extends Construct implements IObjectStore {
  public readonly objectStore: ObjectStoreReference;
  public readonly connections: IConnections;
  /** What the store survives. */
  public readonly tolerance: ErasureTolerance;
  /** The servers. */
  public readonly server: Workload;

  public constructor(scope: Construct, id: string, props: MinioStoreProps) {
    super(scope, id);
    const settings = { ...withDefaults(props), ...this.createCredentials(props) };
    const problems = checkStore(this.node.path, settings);
    if (problems.length > 0) throw new ProblemError(problems);
    this.tolerance = erasureTolerance(settings);

    const peers = this.service("Peers", settings, `${settings.name}-peers`, true);
    const service = this.service("Service", settings, settings.name, false);
    const certificate = this.certificate(settings, peers, service);
    this.server = this.createServer(settings, peers, certificate);
    this.connections = this.server.connections;
    if (settings.servers > 1) this.connections.allowTo(this.server, "erasure-coded parts", { port: "s3" });

    const endpoint = `${service.host}:${String(STORE_PORT.port)}`;
    new BucketSetup(this, "Setup", { ...settings, ca: settings.issuer.ca, endpoint, server: this.server });
    this.objectStore = {
      kind: "s3",
      endpoint,
      bucket: settings.bucket,
      tls: true,
      ca: settings.issuer.ca,
      credentials: settings.credentials,
    };
  }

  private createCredentials(props: MinioStoreProps): Credentials {
    const name = props.name ?? DEFAULTS.name;
    const generate = (what: string, user: string, key: string) =>
      new GeneratedSecret(this, what, {
        namespace: props.namespace,
        name: `${name}-${what.toLowerCase()}`,
        fields: { [user]: { generate: { length: 24 } }, [key]: { generate: { length: 40 } } },
      });
    return {
      rootCredentials: props.rootCredentials ?? generate("Root", "username", "password"),
      credentials: props.credentials ?? generate("User", "accesskey", "secretkey"),
    };
  }

  private service(id: string, settings: Settings, name: string, peers: boolean): Service {
    return new Service(this, id, {
      name,
      namespace: settings.namespace,
      selector: { [NAME_LABEL]: settings.name },
      ports: [{ port: STORE_PORT.port, target: STORE_PORT }],
      exposure: peers ? { kind: "headless", publishNotReady: true } : { kind: "cluster" },
    });
  }

  private certificate(
    { name, namespace, issuer, authority }: Settings,
    peers: Service,
    service: Service,
  ): ISecret {
    const secretName = `${name}-tls`;
    const { namespaceName } = namespace;
    const request = new CustomResources(this, "Certificate", {
      name: `${name}-certificate`,
      namespace,
      manifests: [
        certificateManifest({
          name,
          secretName,
          issuer,
          dnsNames: [
            name,
            `${name}.${namespaceName}`,
            `${name}.${namespaceName}.svc`,
            service.host,
            `*.${peers.host}`,
          ],
        }),
      ],
    });
    request.node.addDependency(authority);
    return Secret.fromName(this, "CertificateSecret", { name: secretName });
  }

  private createServer(settings: Settings, peers: Service, certificate: ISecret): Workload {
    const { servers, drivesPerServer, driveSize, storageClass } = settings;
    const drives = Array.from({ length: drivesPerServer }, (_, drive) => drivePath(drive));
    const server = new Workload(this, "Server", {
      name: settings.name,
      namespace: settings.namespace,
      controller: {
        kind: "StatefulSet",
        replicas: servers,
        serviceName: peers.serviceName,
        startOrder: "parallel",
        claims: Object.fromEntries(drives.map((path) => [path.slice(1), { size: driveSize, storageClass }])),
      },
      pod: serverPod(settings, peers, certificate, drives),
    });
    server.node.addDependency(peers);
    return server;
  }
}

function serverPod(
  settings: Settings,
  peers: Service,
  certificate: ISecret,
  drives: readonly string[],
): PodProps {
  const { rootCredentials, issuer, servers } = settings;
  return {
    user: { uid: 1000 },
    spread: servers > 1 ? settings.antiAffinity : "preferred",
    terminationGraceSeconds: 60,
    volumes: {
      certificates: {
        secret: certificate,
        items: {
          "tls.crt": "public.crt",
          "tls.key": "private.key",
          ...(issuer.ca && { "ca.crt": "CAs/ca.crt" }),
        },
      },
    },
    containers: [
      {
        name: "server",
        image: settings.image,
        args: serverArguments({ ...settings, peersHost: peers.host }),
        env: {
          MINIO_ROOT_USER: { secret: rootCredentials.key("username") },
          MINIO_ROOT_PASSWORD: { secret: rootCredentials.key("password") },
          ...serverEnvironment(settings),
        },
        ports: [STORE_PORT],
        resources: settings.resources,
        scratch: ["/tmp"],
        mounts: [
          { volume: "certificates", path: CERTIFICATES_PATH },
          ...drives.map((path) => ({ volume: path.slice(1), path })),
        ],
        startup: { ...probe("live"), periodSeconds: 5, failureThreshold: 60 },
        readiness: probe("ready"),
        liveness: { ...probe("live"), periodSeconds: 30, timeoutSeconds: 10 },
      },
    ],
  };
}

/** Never `/minio/health/cluster`: without a quorum it would restart every server at once. */
function probe(check: "live" | "ready"): Probe {
  return {
    check: { http: { path: `/minio/health/${check}`, port: STORE_PORT.port, scheme: "HTTPS" } },
  };
}

interface Credentials {
  readonly rootCredentials: ISecret;
  readonly credentials: ISecret;
}

type Settings = ReturnType<typeof withDefaults> & Credentials;

function withDefaults(props: MinioStoreProps) {
  const servers = props.servers ?? DEFAULTS.servers;
  const drivesPerServer = props.drivesPerServer ?? DEFAULTS.drivesPerServer;
  return {
    ...props,
    name: props.name ?? DEFAULTS.name,
    bucket: props.bucket ?? DEFAULTS.bucket,
    servers,
    drivesPerServer,
    parity: props.parity ?? defaultParity(erasureSetSize(servers * drivesPerServer)),
    driveSize: props.driveSize ?? DEFAULTS.driveSize,
    resources: props.resources ?? DEFAULTS.resources,
    image: props.image ?? IMAGES.silo,
    clientImage: props.clientImage ?? IMAGES.storeClient,
    antiAffinity: props.antiAffinity ?? DEFAULTS.antiAffinity,
    issuer: props.authority.issuer,
  };
}
