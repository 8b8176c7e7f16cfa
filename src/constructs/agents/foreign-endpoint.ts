import { Construct } from "constructs";
import { Connections, type IConnections } from "../kubernetes/connections";
import { baseUrl, embeddingOf, limitsOf, portOf, type EndpointOptions } from "./endpoint-options";
import type { EmbeddingReference, IEmbeddingEndpoint, ILlmEndpoint, LlmReference } from "./llm-endpoint";

export interface ForeignEndpointProps extends EndpointOptions {
  readonly reference: Pick<LlmReference, "name" | "protocol" | "model" | "apiKey" | "worksOffline"> & {
    /** Absent when the provider's own address is meant. */
    readonly url?: string;
  };
  /** Where requests go. */
  readonly address: string;
  /** Whether it must be reached by https. */
  readonly encrypted: boolean;
  /** Networks of the endpoint, CIDR notation. @default any address, on its port */
  readonly addresses?: readonly string[];
}

/** A model that somebody else runs. */
export abstract class ForeignEndpoint extends Construct implements ILlmEndpoint, IEmbeddingEndpoint {
  public readonly llm: LlmReference;
  public readonly connections: IConnections;
  private readonly dimensions?: number;

  protected constructor(scope: Construct, id: string, props: ForeignEndpointProps) {
    super(scope, id);
    const { reference } = props;
    const address = baseUrl(this, props.address, props.encrypted);
    this.dimensions = props.dimensions;
    this.llm = {
      ...reference,
      ...(reference.url !== undefined && { url: address }),
      ...limitsOf(this, props),
    };
    this.connections = new Connections(this, "Peer", {
      name: new URL(address).hostname,
      addresses: props.addresses,
      ports: [{ name: "llm", port: portOf(address) }],
    });
  }

  /** The same endpoint as one for vectors; its model must be one. */
  public get embedding(): EmbeddingReference {
    return embeddingOf(this, this.llm, this.dimensions);
  }
}
