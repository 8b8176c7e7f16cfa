export type Exposure =
  | {
      readonly kind: "load-balancer";
      readonly address?: string;
      readonly annotations: Readonly<Record<string, string>>;
    }
  | { readonly kind: "node-port"; readonly https: number; readonly http: number };

export type ChartSource =
  | { readonly kind: "public" }
  | { readonly kind: "registry"; readonly url: string }
  /** Absolute path of a folder with chart archives. */
  | { readonly kind: "directory"; readonly directory: string };

export interface SiteCluster {
  readonly kubeconfig: string;
  readonly context?: string;
  readonly domain: string;
  /** Names or addresses of the cluster's DNS Service. */
  readonly dnsServers: readonly string[];
  readonly nodes: {
    readonly count: number;
    readonly architecture: "amd64" | "arm64";
    readonly dataCenters: readonly string[];
  };
  /** Absent means the cluster's default class. */
  readonly storageClasses: {
    readonly database?: string;
    readonly objects?: string;
    readonly shared?: string;
  };
  readonly exposure: Exposure;
  /** Absent means any address, on the API ports only. */
  readonly apiServerAddresses?: readonly string[];
  readonly registry?: {
    readonly host: string;
    readonly pullSecret?: string;
    /** Absolute path of a Docker configuration, and how often it changed. */
    readonly credentials?: { readonly file: string; readonly revision: number };
  };
  readonly charts: ChartSource;
  readonly caBundle?: { readonly configMap: string; readonly key: string };
  readonly platform: {
    readonly cloudNativePg: boolean;
    readonly certManager: boolean;
    readonly externalSecrets: boolean;
  };
}
