import {
  PostgresqlFlexibleServer,
  type PostgresqlFlexibleServerConfig,
} from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import { PostgresqlFlexibleServerActiveDirectoryAdministrator } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-active-directory-administrator";
import { PostgresqlFlexibleServerVirtualEndpoint } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-virtual-endpoint";
import { Construct } from "constructs";
import { Connections, type IConnectable, type IConnections } from "../kubernetes/connections";
import { placeOf, type IAzureGroup } from "./azure-group";
import type { AzureNetwork } from "./azure-network";
import { checkPostgresServer } from "./azure-postgres-checks";
import { PostgresConfiguration } from "./postgres-configuration";
import type { PostgresEncryption } from "./postgres-encryption";
import { postgresParts } from "./postgres-parts";
import { PrivateEndpoint } from "./private-endpoint";
import type { VaultSecret } from "./vault-secret";

export interface AzurePostgresServerProps {
  readonly group: IAzureGroup;
  readonly network: AzureNetwork;
  /** Name of the administrator. @default "holdfast" */
  readonly administrator?: string;
  /** Password of the administrator, in the vault. */
  readonly password: VaultSecret;
  readonly majorVersion: number;
  /**
   * How the servers are reached: they stand in a subnet of their own, or have an address in that of private endpoints.
   * Fixed when a server is made.
   * @default "delegated-subnet"
   */
  readonly way?: PostgresWay;
  /** Keys of the site's own for data and backups; fixed when a server is made. @default - Microsoft's */
  readonly encryption?: PostgresEncryption;
  /** e.g. `GP_Standard_D4ds_v5`. */
  readonly sku: string;
  /** GiB: 32 and its doubles up to 16384, or 32767. Storage grows and never shrinks. */
  readonly storage: number;
  /** Performance of the disk, e.g. `P40`, above what its size has. @default - the size's own */
  readonly storageTier?: string;
  /** Standby of the primary, in another zone or in the same. @default - none */
  readonly standby?: "ZoneRedundant" | "SameZone";
  /** Zone of the primary. @default - Azure chooses */
  readonly zone?: string;
  /** Servers that answer reading queries. @default 0 */
  readonly readReplicas?: number;
  /** Servers that answer searches alone. @default 0 */
  readonly searchReplicas?: number;
  /** Of the primary and of every replica: Azure keeps them for each server. @default {} */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Extensions that may be created. @default [] */
  readonly extensions?: readonly string[];
  /** PgBouncer of the service, on port 6432. @default - off */
  readonly pooler?: { readonly poolSize: number; readonly maxClientConnections: number };
  /** Entra group whose members administer the server by their own accounts. @default - none */
  readonly administrators?: { readonly objectId: string; readonly name: string };
  /** Days that backups are kept, 7 to 35. @default 35 */
  readonly backupDays?: number;
  /** Whether backups are copied to the paired region; fixed at the start. @default false */
  readonly geoBackup?: boolean;
  /** When Azure may update the server, UTC. @default Saturday at 22:00 */
  readonly maintenance?: { readonly day: Weekday; readonly hour: number };
  /** Whether `terraform destroy` may take it. @default false */
  readonly disposable?: boolean;
}

/** How servers of Azure are reached; never by the internet. */
export type PostgresWay = "delegated-subnet" | "private-endpoint";

/** Days as Azure counts them, Sunday first. */
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

type Weekday = (typeof WEEKDAYS)[number];

const DEFAULTS = {
  way: "delegated-subnet",
  administrator: "holdfast",
  backupDays: 35,
  maintenance: { day: "saturday", hour: 22 },
} as const;

/** What Azure changes by itself: zones swap at a fail-over, storage grows. */
const CHANGED_BY_AZURE = ["zone", "high_availability[0].standby_availability_zone", "storage_mb"];

/**
 * PostgreSQL of Azure inside the site's network: a primary with its standby, replicas made one after the other, the
 * parameters that sizing chose. Services reach it by its name; nothing reads this state. The database in it is made by
 * them, so that it belongs to the application from its first moment.
 */
export class AzurePostgresServer extends Construct implements IConnectable {
  public readonly connections: IConnections;
  /** Ids of every server by its part, e.g. `read1`. */
  public readonly serverIds: Readonly<Record<string, string>>;
  private readonly props: AzurePostgresServerProps;

  public constructor(scope: Construct, id: string, props: AzurePostgresServerProps) {
    super(scope, id);
    this.props = props;
    checkPostgresServer(this, props);
    const primary = this.createPrimary();
    const configured = this.configure("Parameters", primary);
    this.createAdministrators(primary, configured);
    this.serverIds = { primary: primary.id, ...this.createReplicas(primary, configured) };
    this.connections = new Connections(this, "Connections", {
      name: "azure postgresql",
      addresses: [props.network.subnet(this.inSubnet() ? "postgres" : "privateEndpoints").range],
      ports: [
        { name: "queries", port: 5432 },
        { name: "pooled", port: 6432 },
      ],
    });
  }

  private inSubnet(): boolean {
    return (this.props.way ?? DEFAULTS.way) === "delegated-subnet";
  }

  private createPrimary(): PostgresqlFlexibleServer {
    const { props } = this;
    const { encryption, password, standby } = props;
    const primary = new PostgresqlFlexibleServer(this, "Primary", {
      ...this.common("primary"),
      ...encryption?.primary,
      version: String(props.majorVersion),
      zone: props.zone,
      administratorLogin: props.administrator ?? DEFAULTS.administrator,
      administratorPasswordWo: password.value,
      administratorPasswordWoVersion: password.revision,
      authentication: {
        passwordAuthEnabled: true,
        activeDirectoryAuthEnabled: true,
        tenantId: props.group.azure.tenantId,
      },
      backupRetentionDays: props.backupDays ?? DEFAULTS.backupDays,
      geoRedundantBackupEnabled: props.geoBackup ?? false,
      ...(standby && { highAvailability: { mode: standby } }),
      maintenanceWindow: this.maintenanceWindow(),
      lifecycle: { preventDestroy: !(props.disposable ?? false), ignoreChanges: CHANGED_BY_AZURE },
    });
    const { link } = props.network.privateZone("postgres");
    if (link) primary.node.addDependency(link);
    for (const ready of encryption?.ready ?? []) primary.node.addDependency(ready);
    this.reach("primary", primary);
    return primary;
  }

  /** An address of the site's own network, for a server that does not stand in it. */
  private reach(part: string, { id }: PostgresqlFlexibleServer): void {
    if (this.inSubnet()) return;
    const { group, network } = this.props;
    const name = `postgres-${part}`;
    new PrivateEndpoint(this, `${part}-endpoint`, {
      group,
      network,
      service: "postgres",
      targetId: id,
      part: name,
    });
  }

  private configure(id: string, server: PostgresqlFlexibleServer): Construct {
    const { parameters = {}, extensions = [], pooler } = this.props;
    return new PostgresConfiguration(this, id, { serverId: server.id, parameters, extensions, pooler }).last;
  }

  private createAdministrators(primary: PostgresqlFlexibleServer, after: Construct): void {
    const { administrators, group } = this.props;
    if (!administrators) return;
    const admin = new PostgresqlFlexibleServerActiveDirectoryAdministrator(this, "Administrators", {
      serverName: primary.name,
      resourceGroupName: group.azure.resourceGroup,
      tenantId: group.azure.tenantId,
      objectId: administrators.objectId,
      principalName: administrators.name,
      principalType: "Group",
    });
    admin.node.addDependency(after);
  }

  private createReplicas(
    primary: PostgresqlFlexibleServer,
    first: Construct,
  ): Readonly<Record<string, string>> {
    const { readReplicas = 0, searchReplicas = 0 } = this.props;
    const parts = [...postgresParts("read", readReplicas), ...postgresParts("search", searchReplicas)];
    let previous = first;
    const made = parts.map((part) => {
      const replica = new PostgresqlFlexibleServer(this, part, {
        ...this.common(part),
        ...this.props.encryption?.replica,
        createMode: "Replica",
        sourceServerId: primary.id,
        lifecycle: { ignoreChanges: CHANGED_BY_AZURE },
      });
      // The primary takes no second order while it makes a replica.
      replica.node.addDependency(previous);
      this.reach(part, replica);
      previous = this.configure(`${part}-parameters`, replica);
      return [part, replica.id] as const;
    });
    const [firstMade] = made;
    if (firstMade) this.createEndpoint(primary, firstMade[1], previous);
    return Object.fromEntries(made);
  }

  /** Names for writing and reading that stay when a replica is promoted. */
  private createEndpoint(primary: PostgresqlFlexibleServer, replicaId: string, last: Construct): void {
    const endpoint = new PostgresqlFlexibleServerVirtualEndpoint(this, "Endpoint", {
      name: this.props.group.azure.names.of("postgres", "site"),
      sourceServerId: primary.id,
      replicaServerId: replicaId,
      type: "ReadWrite",
    });
    endpoint.node.addDependency(last);
  }

  private maintenanceWindow() {
    const { day, hour } = this.props.maintenance ?? DEFAULTS.maintenance;
    return { dayOfWeek: WEEKDAYS.indexOf(day), startHour: hour, startMinute: 0 };
  }

  private common(part: string): PostgresqlFlexibleServerConfig & { readonly name: string } {
    const { group, network, sku, storage, storageTier } = this.props;
    return {
      ...placeOf(group),
      name: group.azure.names.of("postgres", part),
      skuName: sku,
      storageMb: storage * 1024,
      storageTier,
      autoGrowEnabled: true,
      ...(this.inSubnet() && {
        delegatedSubnetId: network.subnet("postgres").subnetId,
        privateDnsZoneId: network.privateZone("postgres").zoneId,
      }),
      publicNetworkAccessEnabled: false,
    };
  }
}
