import { Construct } from "constructs";
import { Connections, type IConnectable, type IConnections } from "../../kubernetes/connections";
import type { INamespace } from "../../kubernetes/namespace";
import type { ContainerResources, EnvValue } from "../../kubernetes/pod";
import { Service } from "../../kubernetes/service";
import { Workload } from "../../kubernetes/workload";

export interface IntegrationServiceProps {
  readonly namespace: INamespace;
  /** Name of the Deployment and of its Service. */
  readonly name: string;
  /** Exact image reference. */
  readonly image: string;
  /** Port of plain HTTP. */
  readonly port: number;
  /** @default 1 */
  readonly replicas?: number;
  /** @default 100m, 128Mi */
  readonly resources?: ContainerResources;
  /** @default 65532 */
  readonly uid?: number;
  /** Path that answers 2xx when it is well. @default - the open port counts */
  readonly health?: string;
  /** @default {} */
  readonly env?: Readonly<Record<string, EnvValue>>;
  /** Hosts outside the cluster that it calls. @default [] */
  readonly reaches?: readonly OutsideHost[];
}

/** A host outside the cluster. */
export interface OutsideHost {
  readonly host: string;
  readonly port: number;
  /** Its networks, CIDR notation. @default - any address */
  readonly addresses?: readonly string[];
  /** One short phrase for the firewall matrix. */
  readonly why: string;
}

const DEFAULTS = { replicas: 1, resources: { cpu: "100m", memory: "128Mi" }, uid: 65_532 } as const;

/** A service of one's own beside the Mattermost servers: hardened like every pod, reached by name, closed otherwise. */
export class IntegrationService extends Construct implements IConnectable {
  public readonly workload: Workload;
  public readonly connections: IConnections;
  /** Full name inside the cluster. */
  public readonly host: string;
  public readonly port: number;

  public constructor(scope: Construct, id: string, props: IntegrationServiceProps) {
    super(scope, id);
    const { name, namespace } = props;
    const http = { name: "http", port: props.port };
    const check =
      props.health === undefined ? { tcp: props.port } : { http: { path: props.health, port: props.port } };
    this.port = props.port;
    this.workload = new Workload(this, "Workload", {
      name,
      namespace,
      controller: { kind: "Deployment", replicas: props.replicas ?? DEFAULTS.replicas },
      pod: {
        user: { uid: props.uid ?? DEFAULTS.uid },
        containers: [
          {
            name,
            image: props.image,
            env: props.env,
            ports: [http],
            resources: props.resources ?? DEFAULTS.resources,
            scratch: ["/tmp"],
            readiness: { check, periodSeconds: 5 },
            liveness: { check, periodSeconds: 20, failureThreshold: 6 },
          },
        ],
      },
    });
    const service = new Service(this, "Service", {
      name,
      namespace,
      selector: this.workload.selector,
      ports: [{ port: props.port, target: http }],
    });
    this.host = service.host;
    this.connections = this.workload.connections;
    for (const { host, port, addresses, why } of props.reaches ?? []) {
      const outside = new Connections(this, `${host}:${port}`, {
        name: host,
        addresses,
        ports: [{ name: "service", port }],
      });
      this.connections.allowTo(outside, why);
    }
  }
}
