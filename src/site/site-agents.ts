import type { GpuModel } from "../catalog/gpus";
import type { Quantization } from "../catalog/language-models";
import type { Resources, SecretValue } from "./site-values";

/** Where the files of a model come from. */
export type SiteModelSource =
  | { readonly kind: "claim"; readonly claim: string }
  | { readonly kind: "image"; readonly image: string; readonly path: string }
  | {
      readonly kind: "object-store";
      readonly path: string;
      readonly credentials: { readonly name: string; readonly revision: number };
    }
  | { readonly kind: "download" };

interface SiteEndpoint {
  readonly name: string;
  /** Context of one conversation. */
  readonly contextTokens: number;
  readonly outputTokens: number;
  readonly timeoutSeconds: number;
  readonly fallback?: string;
}

/** A model on the site's own nodes. */
export interface SiteLocalEndpoint extends SiteEndpoint {
  readonly kind: "ollama" | "vllm";
  /** Key in the catalogue. */
  readonly model: string;
  readonly quantization: Quantization;
  readonly concurrent: number;
  readonly source: SiteModelSource;
  readonly gpus: number;
  readonly resources: Resources;
  readonly storage: string;
  /** Gibibytes that the model needs, on all its GPUs together or of the pod. */
  readonly modelMemory: number;
  /** Tokens a second of one conversation, at most. */
  readonly tokensPerSecond: number;
  readonly chatTemplate?: string;
}

interface SiteForeignEndpoint extends SiteEndpoint {
  readonly addresses?: readonly string[];
  readonly dimensions?: number;
  readonly model: string;
}

export interface SiteAzureOpenAi extends SiteForeignEndpoint {
  readonly kind: "azure-openai";
  readonly url: string;
  readonly privateEndpoint: boolean;
  readonly apiKey: SecretValue;
}

export interface SiteHostedEndpoint extends SiteForeignEndpoint {
  readonly kind: "openai" | "anthropic";
  readonly apiKey: SecretValue;
}

export interface SiteCompatibleEndpoint extends SiteForeignEndpoint {
  readonly kind: "openai-compatible";
  readonly url: string;
  readonly worksOffline: boolean;
  readonly apiKey?: SecretValue;
}

export type SiteAgentEndpoint =
  SiteLocalEndpoint | SiteAzureOpenAi | SiteHostedEndpoint | SiteCompatibleEndpoint;

export interface SiteAgent {
  readonly name: string;
  readonly displayName: string;
  readonly endpoint: string;
  readonly instructions: string;
  readonly tools: boolean;
  readonly vision: boolean;
  readonly access:
    | { readonly kind: "everyone" }
    | {
        readonly kind: "only" | "except";
        readonly users: readonly string[];
        readonly teams: readonly string[];
      };
}

export interface SiteToolServer {
  readonly name: string;
  readonly url: string;
  readonly token?: SecretValue;
  readonly addresses?: readonly string[];
  readonly worksOffline: boolean;
}

/** Assistants that answer in Mattermost. */
export interface SiteAgents {
  readonly endpoints: readonly SiteAgentEndpoint[];
  readonly agents: readonly SiteAgent[];
  readonly search?: {
    readonly endpoint: string;
    readonly dimensions: number;
    readonly elementType: "vector" | "halfvec";
  };
  readonly meetings?: { readonly agent: string };
  readonly toolServers: readonly SiteToolServer[];
  readonly webSearch: boolean;
}

/** Nodes with GPUs. */
export interface SiteGpuNodes {
  readonly count: number;
  readonly gpu: GpuModel;
  readonly perNode: number;
  /** MIG profile; absent means whole GPUs. */
  readonly slice?: string;
  readonly operator: "install" | "present";
  readonly driver: "on-node" | "container";
  readonly label: { readonly key: string; readonly value: string };
  readonly taint: {
    readonly key: string;
    readonly value?: string;
    readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
  };
  readonly runtimeClass?: string;
}
