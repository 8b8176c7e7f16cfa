import { Construct, type IConstruct } from "constructs";

const BRAND = Symbol.for("holdfast.WayIn");

export interface WayInProps {
  /** The side that opens the connection, e.g. `operators`. */
  readonly from: string;
  /** Its IPv4 ranges. @default - any address */
  readonly fromRanges?: readonly string[];
  /** The side that listens, e.g. `bastion`. */
  readonly to: string;
  readonly toRanges: readonly string[];
  readonly ports: readonly number[];
  readonly protocol: "TCP" | "UDP";
  readonly why: string;
  /** What lets this through, and nothing else. */
  readonly heldBy: string;
}

/**
 * Who comes in by a gateway, a bastion or a firewall of Azure: no pod is on either side, and Azure's own part holds it.
 * Reports read it; rules of networks are made elsewhere.
 */
export class WayIn extends Construct {
  /** Every way in below a scope, in tree order. */
  public static allBelow(scope: IConstruct): readonly WayInProps[] {
    return scope.node
      .findAll()
      .filter((each): each is WayIn => BRAND in each)
      .map(({ props }) => props);
  }

  private readonly props: WayInProps;

  public constructor(scope: Construct, id: string, props: WayInProps) {
    super(scope, id);
    this.props = props;
    Object.defineProperty(this, BRAND, { value: true });
  }
}
