import type { Construct } from "constructs";
import type { SecretKey } from "../kubernetes/secret";
import type { EndpointOptions } from "./endpoint-options";
import { ForeignEndpoint } from "./foreign-endpoint";

interface KeyedProps extends EndpointOptions {
  /** Name of the service in Mattermost. */
  readonly name: string;
  readonly apiKey: SecretKey;
  /** Networks of the endpoint, CIDR notation. @default any address, on port 443 */
  readonly addresses?: readonly string[];
}

export interface HostedModelProps extends KeyedProps {
  readonly model: string;
}

/** OpenAI's own service. Everything that is asked leaves the site. */
export class OpenAi extends ForeignEndpoint {
  public constructor(scope: Construct, id: string, props: HostedModelProps) {
    const { name, model, apiKey } = props;
    super(scope, id, {
      ...props,
      reference: { name, protocol: "openai", model, apiKey, worksOffline: false },
      address: "https://api.openai.com",
      encrypted: true,
    });
  }
}

/** Anthropic's own service. Everything that is asked leaves the site. It has no embedding models. */
export class Anthropic extends ForeignEndpoint {
  public constructor(scope: Construct, id: string, props: HostedModelProps) {
    const { name, model, apiKey } = props;
    super(scope, id, {
      ...props,
      reference: { name, protocol: "anthropic", model, apiKey, worksOffline: false },
      address: "https://api.anthropic.com",
      encrypted: true,
    });
  }
}

export interface AzureOpenAiProps extends KeyedProps {
  /**
   * Endpoint of the resource, e.g. `https://outpost.openai.azure.com`, or `….openai.azure.us` in the government cloud.
   * Behind a private endpoint the name stays the same, and resolves inside.
   */
  readonly url: string;
  /** Name of the deployment, which may differ from its model's. */
  readonly deployment: string;
  /**
   * Whether it is reached by a private endpoint of the site's network that doesn't depend on the link.
   * @default false
   */
  readonly worksOffline?: boolean;
}

/**
 * A deployment of Azure OpenAI, in the public or the government cloud. The plugin knows keys only, no federated
 * identity: keep local authentication of the resource on, and its network closed.
 */
export class AzureOpenAi extends ForeignEndpoint {
  public constructor(scope: Construct, id: string, props: AzureOpenAiProps) {
    const { name, deployment, apiKey, url, worksOffline } = props;
    super(scope, id, {
      ...props,
      reference: {
        name,
        protocol: "azure",
        url,
        model: deployment,
        apiKey,
        worksOffline: worksOffline ?? false,
      },
      address: url,
      encrypted: true,
    });
  }
}

export interface OpenAiCompatibleProps extends EndpointOptions {
  /** Name of the service in Mattermost. */
  readonly name: string;
  /** `http(s)://host[:port][/path]`; a trailing `/v1` may stand. */
  readonly url: string;
  readonly model: string;
  /** Whether it answers while the site's link is down. */
  readonly worksOffline: boolean;
  /** @default - none */
  readonly apiKey?: SecretKey;
  /** Networks of the server, CIDR notation. @default any address, on its port */
  readonly addresses?: readonly string[];
}

/** Any server that speaks OpenAI's protocol: vLLM, Ollama, LiteLLM or a gateway that somebody else runs. */
export class OpenAiCompatible extends ForeignEndpoint {
  public constructor(scope: Construct, id: string, props: OpenAiCompatibleProps) {
    const { name, url, model, apiKey, worksOffline } = props;
    super(scope, id, {
      ...props,
      reference: { name, protocol: "openaicompatible", url, model, apiKey, worksOffline },
      address: url,
      encrypted: false,
    });
  }
}
