import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import { Construct } from "constructs";
import { clusterOf } from "./cluster";
import type { Port } from "./connections";
import { labelsOf } from "./labels";
import type { INamespace } from "./namespace";
import { literals } from "./terraform-text";

/** How a Service is reached. */
export type ServiceExposure =
  | { readonly kind: "cluster" }
  /** No address of its own: names resolve to the pods. */
  | { readonly kind: "headless"; readonly publishNotReady?: boolean }
  | {
      readonly kind: "load-balancer";
      readonly address?: string;
      readonly annotations?: Readonly<Record<string, string>>;
      /** Networks that may connect. @default - all */
      readonly allowFrom?: readonly string[];
    }
  | { readonly kind: "node-port"; readonly nodePorts: Readonly<Record<string, number>> };

/** A port of a Service: the number clients use, and the pods' port it leads to. */
export interface ServicePort {
  readonly port: number;
  /** The pods' port. */
  readonly target: Port;
}

export interface ServiceProps {
  readonly name: string;
  readonly namespace: INamespace;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly ServicePort[];
  /** @default { kind: "cluster" } */
  readonly exposure?: ServiceExposure;
  /** Whether names resolve to IPv4 addresses only, also where the cluster prefers IPv6. @default false */
  readonly ipv4Only?: boolean;
}

/** A Service before pods that carry the given labels. */
export class Service extends Construct {
  public readonly serviceName: string;
  /** Full name inside the cluster, e.g. `store.outpost.svc.cluster.local`. */
  public readonly host: string;
  public readonly namespace: INamespace;
  /** How it is reached. */
  public readonly kind: ServiceExposure["kind"];
  /** What clients dial, e.g. `443 TCP`. */
  public readonly openPorts: readonly string[];

  public constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    const exposure = props.exposure ?? { kind: "cluster" };
    const balanced = exposure.kind === "load-balancer" ? exposure : undefined;
    const external = exposure.kind === "load-balancer" || exposure.kind === "node-port";
    const resource = new ServiceV1(this, "Resource", {
      metadata: {
        name: props.name,
        namespace: props.namespace.namespaceName,
        labels: labelsOf(this, props.name),
        annotations: balanced?.annotations && literals(balanced.annotations),
      },
      spec: {
        type: SERVICE_TYPES[exposure.kind],
        clusterIp: exposure.kind === "headless" ? "None" : undefined,
        ...(props.ipv4Only && IPV4_ONLY),
        publishNotReadyAddresses: exposure.kind === "headless" ? exposure.publishNotReady : undefined,
        loadBalancerIp: balanced?.address,
        loadBalancerSourceRanges: balanced?.allowFrom?.length ? [...balanced.allowFrom] : undefined,
        // Keeps the client's address; without it allow lists and rate limits see a node.
        externalTrafficPolicy: external ? "Local" : undefined,
        selector: { ...props.selector },
        port: props.ports.map(({ port, target }) => ({
          name: target.protocol === "UDP" ? `${target.name}-udp` : target.name,
          port,
          targetPort: String(target.port),
          protocol: target.protocol ?? "TCP",
          nodePort: nodePortOf(exposure, target),
        })),
      },
      // A cluster without a load-balancer controller never gives an address; the Service is right all the same.
      waitForLoadBalancer: false,
    });
    resource.node.addDependency(props.namespace);
    this.serviceName = props.name;
    this.namespace = props.namespace;
    this.kind = exposure.kind;
    this.openPorts = props.ports.map(
      ({ port, target }) => `${nodePortOf(exposure, target) ?? port} ${target.protocol ?? "TCP"}`,
    );
    this.host = `${props.name}.${props.namespace.namespaceName}.svc.${clusterOf(this).domain}`;
  }
}

function nodePortOf(exposure: ServiceExposure, { name }: Port): number | undefined {
  return exposure.kind === "node-port" ? exposure.nodePorts[name] : undefined;
}

const IPV4_ONLY = { ipFamilies: ["IPv4"], ipFamilyPolicy: "SingleStack" };

const SERVICE_TYPES = {
  cluster: "ClusterIP",
  headless: "ClusterIP",
  "load-balancer": "LoadBalancer",
  "node-port": "NodePort",
} as const;
