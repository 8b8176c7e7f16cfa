/** PostgreSQL that Azure runs in the site's network. */
export interface SiteAzureDatabase {
  readonly kind: "azure";
  readonly version: number;
  /** e.g. `GP_Standard_D8ds_v5`. */
  readonly sku: string;
  /** Of every server, e.g. `512Gi`. */
  readonly storage: string;
  /** Performance of the disk, e.g. `P30`. */
  readonly storageTier: string;
  readonly standby: "zone-redundant" | "same-zone" | "none";
  readonly readReplicas: number;
  readonly searchReplicas: number;
  readonly backupDays: number;
  readonly geoBackup: boolean;
  /** How the servers are reached. */
  readonly network: { readonly kind: "delegated-subnet" | "private-endpoint" };
  /** Whose key encrypts data and backups. */
  readonly dataKeys: "microsoft" | "own";
  readonly maxConnections: number;
  /** Absent when the writer is reached directly. */
  readonly pooler?: { readonly poolSize: number; readonly maxClientConnections: number };
  /** Every PostgreSQL parameter that is written, sized and overridden ones together. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Entra group whose members administer the servers by their own accounts. */
  readonly administrators?: { readonly objectId: string; readonly name: string };
  /** Raised for a new password of the administrator. */
  readonly administratorRevision: number;
  /** When Azure may update the servers, UTC. */
  readonly maintenance: { readonly day: Weekday; readonly hour: number };
  /** Whether writers use the primary's own name, or the one that moves when a replica is promoted. */
  readonly writerName: "server" | "virtual-endpoint";
}

export type Weekday = "sunday" | "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday";
