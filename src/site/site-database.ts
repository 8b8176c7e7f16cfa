import type { SiteAzureDatabase } from "./site-azure-database";
import type { HostPort, Resources, SecretSource } from "./site-values";

export interface SiteClusterDatabase {
  readonly kind: "cluster";
  readonly version: number;
  readonly instances: number;
  readonly searchReplicas: number;
  readonly synchronous: "required" | "preferred" | "off";
  readonly resources: Resources;
  readonly storage: string;
  readonly walStorage: string;
  readonly maxConnections: number;
  /** Absent when the writer is reached directly. */
  readonly pooler?: {
    readonly instances: number;
    readonly poolSize: number;
    readonly maxClientConnections: number;
  };
  /** Every PostgreSQL parameter that is written, sized and overridden ones together. */
  readonly parameters: Readonly<Record<string, string>>;
}

export interface SiteExternalDatabase {
  readonly kind: "external";
  readonly version: number;
  readonly writer: HostPort;
  readonly readers: readonly HostPort[];
  readonly searchReaders: readonly HostPort[];
  readonly database: string;
  readonly credentials: SecretSource & { readonly kind: "existing" };
  readonly maxConnections?: number;
  /** Extensions that a superuser has created. */
  readonly extensions: readonly string[];
  readonly pooling: "none" | "transaction";
  readonly tls: {
    readonly mode: "verify-full" | "verify-ca" | "require" | "disable";
    readonly caSecret?: string;
  };
}

export type SiteDatabase = SiteClusterDatabase | SiteAzureDatabase | SiteExternalDatabase;
