import { PostgresqlFlexibleServerConfiguration } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-configuration";
import { Construct } from "constructs";
import { azureParameter } from "./postgres-parameters";

export interface PostgresConfigurationProps {
  readonly serverId: string;
  /** Parameters as PostgreSQL writes them, e.g. `{ work_mem: "16MB" }`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Extensions that may be created, e.g. `["vector"]`. */
  readonly extensions: readonly string[];
  /** Sizes of the built-in PgBouncer. @default - it stays off */
  readonly pooler?: { readonly poolSize: number; readonly maxClientConnections: number };
}

/**
 * Parameters of one server, one after the other: Azure refuses a second change while one is under way. PgBouncer's own
 * exist only once it is on.
 */
export class PostgresConfiguration extends Construct {
  /** What stands at the end of the row; after it everything is set. */
  public readonly last: Construct;

  public constructor(scope: Construct, id: string, props: PostgresConfigurationProps) {
    super(scope, id);
    const settings = {
      ...extensionSettings(props.extensions),
      ...native(props.parameters),
      ...pooling(props.pooler),
    };
    let previous: PostgresqlFlexibleServerConfiguration | undefined;
    for (const [name, value] of Object.entries(settings)) {
      const setting = new PostgresqlFlexibleServerConfiguration(this, name.replaceAll(".", "-"), {
        serverId: props.serverId,
        name,
        value,
      });
      if (previous) setting.node.addDependency(previous);
      previous = setting;
    }
    this.last = previous ?? this;
  }
}

type Settings = Readonly<Record<string, string>>;

function extensionSettings(extensions: readonly string[]): Settings {
  if (extensions.length === 0) return {};
  return { "azure.extensions": extensions.map((each) => each.toUpperCase()).join(",") };
}

function native(parameters: Settings): Settings {
  const taken = Object.entries(parameters).map(
    ([name, value]) => [name, azureParameter(name, value)] as const,
  );
  return Object.fromEntries(taken.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** Transaction pooling with room for the prepared statements of Mattermost's driver. */
function pooling(pooler: PostgresConfigurationProps["pooler"]): Settings {
  if (!pooler) return {};
  return {
    "pgbouncer.enabled": "true",
    "pgbouncer.pool_mode": "transaction",
    "pgbouncer.default_pool_size": String(pooler.poolSize),
    "pgbouncer.max_client_conn": String(pooler.maxClientConnections),
    "pgbouncer.max_prepared_statements": "200",
    "pgbouncer.ignore_startup_parameters": "extra_float_digits",
  };
}
