import { Construct, type IConstruct } from "constructs";
import { KubernetesNetworkPolicy } from "./network-policy";
import { KUBERNETES_PROBLEMS, refuse } from "./problems";

/** A port that somebody listens on: the container's port, not the Service's. */
export interface Port {
  /** Name by which others ask for it; two entries of one name (TCP and UDP) belong together. */
  readonly name: string;
  readonly port: number;
  /** @default "TCP" */
  readonly protocol?: "TCP" | "UDP";
}

/** Pods of one namespace; no labels means all of them. */
export interface PodSelector {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Who may talk to whom, on which port, and why. */
export interface Connection {
  readonly from: Connections;
  readonly to: Connections;
  readonly port: Port;
  readonly why: string;
}

/** Anything that can be connected. */
export interface IConnectable {
  readonly connections: IConnections;
}

/** One side of connections, or several that go together (a database and its pooler). */
export interface IConnections {
  readonly members: readonly Connections[];
  /**
   * Lets this side open connections to the other.
   * @param why one short phrase for the firewall matrix, e.g. "queries"
   * @param options.port name of the other side's port; its first port if left out
   */
  allowTo(other: IConnectable, why: string, options?: { readonly port?: string }): void;
  /** Lets the other side open connections to this one. */
  allowFrom(other: IConnectable, why: string, options?: { readonly port?: string }): void;
}

export interface ConnectionsProps {
  /** Name in reports, e.g. `mattermost`. */
  readonly name: string;
  /** The pods, when this side is in the cluster. Their NetworkPolicy is made here. */
  readonly pods?: PodSelector;
  /**
   * Whether this library owns the policy of these pods. False for pods of somebody else's namespace.
   * @default true
   */
  readonly ownPolicy?: boolean;
  /**
   * Networks of a side outside the cluster, CIDR notation. An empty list is nobody.
   * @default - any address
   */
  readonly addresses?: readonly string[];
  /** Ports it listens on; the first is the one meant when none is named. */
  readonly ports?: readonly Port[];
  /**
   * Why policies can't hold this side, e.g. host networking.
   * @default - they can
   */
  readonly unenforceable?: string;
  /**
   * What of the cluster it is from outside, whose packets reach the nodes as they are: the `address` of a load balancer,
   * or the `nodes` themselves.
   * @default - neither
   */
  readonly entrance?: "address" | "nodes";
}

const BRAND = Symbol.for("holdfast.Connections");

/**
 * The only source of who talks to whom. NetworkPolicies, the firewall matrix and the zero-egress proof come from here.
 * Pods get one NetworkPolicy for both directions, so what no connection allows is denied.
 */
export class Connections extends Construct implements IConnections, IConnectable {
  public static isConnections(this: void, x: unknown): x is Connections {
    return typeof x === "object" && x !== null && BRAND in x;
  }

  /** Every connection below a scope, each once, in tree order of its opening side. */
  public static allBelow(scope: IConstruct): readonly Connection[] {
    return scope.node
      .findAll()
      .filter(Connections.isConnections)
      .flatMap((side) => side.outgoing);
  }

  /** Several sides as one: a connection to the group goes to all of them. */
  public static group(members: readonly IConnections[]): IConnections {
    return new ConnectionsGroup(members.flatMap((each) => each.members));
  }

  public readonly sideName: string;
  public readonly pods?: PodSelector;
  public readonly addresses?: readonly string[];
  public readonly ports: readonly Port[];
  public readonly unenforceable?: string;
  public readonly entrance?: ConnectionsProps["entrance"];
  public readonly members: readonly Connections[] = [this];
  public readonly connections: IConnections = this;
  private readonly out: Connection[] = [];
  private readonly in: Connection[] = [];
  private readonly policy?: KubernetesNetworkPolicy;

  public constructor(scope: Construct, id: string, props: ConnectionsProps) {
    super(scope, id);
    Object.defineProperty(this, BRAND, { value: true });
    this.sideName = props.name;
    this.pods = props.pods;
    this.addresses = props.addresses;
    this.ports = props.ports ?? [];
    this.unenforceable = props.unenforceable;
    this.entrance = props.entrance;
    if (props.pods && (props.ownPolicy ?? true)) {
      this.policy = new KubernetesNetworkPolicy(this, "Policy", { name: props.name, pods: props.pods });
    }
  }

  /** What this side may open. */
  public get outgoing(): readonly Connection[] {
    return [...this.out];
  }

  /** What may be opened to this side. */
  public get incoming(): readonly Connection[] {
    return [...this.in];
  }

  public allowTo(other: IConnectable, why: string, options: { readonly port?: string } = {}): void {
    for (const to of other.connections.members) {
      for (const port of to.portsNamed(options.port)) this.connect(to, port, why);
    }
  }

  public allowFrom(other: IConnectable, why: string, options: { readonly port?: string } = {}): void {
    for (const from of other.connections.members) from.allowTo(this, why, options);
  }

  private connect(to: Connections, port: Port, why: string): void {
    if (this.out.some((each) => each.to === to && each.why === why && isSamePort(each.port, port))) return;
    const connection: Connection = { from: this, to, port, why };
    this.out.push(connection);
    to.in.push(connection);
    this.policy?.update(this.in, this.out);
    to.policy?.update(to.in, to.out);
  }

  private portsNamed(name: string | undefined): readonly Port[] {
    const wanted = name ?? this.ports[0]?.name;
    const found = this.ports.filter((port) => port.name === wanted);
    if (found.length > 0) return found;
    return refuse(this, KUBERNETES_PROBLEMS.unknownPort, {
      message: `"${this.sideName}" has no port "${wanted ?? "(none)"}"`,
      expected: `one of ${this.ports.map((port) => port.name).join(", ") || "none: it does not listen"}`,
    });
  }
}

function isSamePort(a: Port, b: Port): boolean {
  return a.port === b.port && (a.protocol ?? "TCP") === (b.protocol ?? "TCP");
}

class ConnectionsGroup implements IConnections {
  public constructor(public readonly members: readonly Connections[]) {}

  public allowTo(other: IConnectable, why: string, options?: { readonly port?: string }): void {
    for (const member of this.members) member.allowTo(other, why, options);
  }

  public allowFrom(other: IConnectable, why: string, options?: { readonly port?: string }): void {
    for (const member of this.members) member.allowFrom(other, why, options);
  }
}
