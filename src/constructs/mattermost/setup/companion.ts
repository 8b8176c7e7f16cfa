import { environmentFor } from "../../../catalog/mattermost-settings";
import type { MattermostSettings } from "../../../catalog/mattermost-settings.generated";
import { mattermostImage } from "../../../catalog/images";
import type { ContainerProps, EnvValue, Volume } from "../../kubernetes/pod";
import type { ServerOptions } from "../server-options";
import { airGapSettings } from "../settings/air-gap-settings";
import { SOCKET_FOLDER } from "../settings/base-settings";
import { DATABASE_LOGIN, postgresDsn } from "../settings/database-settings";
import type { Trust } from "../trust";

/** A server process of the same version on the same database, which only a program beside it can reach. */
export interface Companion {
  readonly container: ContainerProps;
  readonly volumes: Readonly<Record<string, Volume>>;
}

/** Variable that marks the companion for the program that ends it. */
const HELPER_VARIABLE = "HOLDFAST_HELPER";

/** Volume with the companion's socket; mount it at `SOCKET_FOLDER`. */
export const SOCKET_VOLUME = "socket";

/** File of the socket. */
export const SOCKET = `${SOCKET_FOLDER}/mattermost_local.socket`;

/**
 * The companion: no jobs, no plugins, no cluster, no file store, no network but the database's. It serves its socket
 * alone, on which no password is asked; whoever can open the socket, of the same pod and user, is an administrator.
 */
export function companion(options: ServerOptions, trust: Trust, mark: string): Companion {
  const { postgres } = options.database;
  const dsn = postgresDsn(postgres.writer, postgres, trust.databaseCaFile);
  const database = Object.entries(trust.volumes).filter(([name]) => name === "ca-database");
  return {
    volumes: { [SOCKET_VOLUME]: { scratch: { sizeLimit: "16Mi" } }, ...Object.fromEntries(database) },
    container: {
      name: "companion",
      image: mattermostImage(options.edition, options.version),
      env: {
        [DATABASE_LOGIN.username]: { secret: postgres.credentials.key("username") },
        [DATABASE_LOGIN.password]: { secret: postgres.credentials.key("password") },
        ...license(options),
        MM_CONFIG: dsn,
        ...environmentFor(companionSettings(dsn)),
        [HELPER_VARIABLE]: mark,
      },
      resources: { cpu: "200m", memory: "512Mi" },
      scratch: ["/tmp", "/mattermost/logs", "/mattermost/plugins", "/mattermost/client/plugins"],
      mounts: [
        { volume: SOCKET_VOLUME, path: SOCKET_FOLDER },
        ...trust.mounts.filter(({ volume }) => volume === "ca-database"),
      ],
    },
  };
}

function license(options: ServerOptions): Readonly<Record<string, EnvValue>> {
  return options.licence ? { MM_LICENSE: { secret: options.licence.secret } } : {};
}

/** Nothing that works by itself; what makes accounts needs no mail, no search and no domain. */
function companionSettings(dsn: string): MattermostSettings {
  const quiet = airGapSettings("disconnected");
  return {
    ...quiet,
    ServiceSettings: {
      ...quiet.ServiceSettings,
      SiteURL: "",
      ListenAddress: "127.0.0.1:8065",
      ConnectionSecurity: "",
      EnableLocalMode: true,
      LocalModeSocketLocation: SOCKET,
    },
    SqlSettings: { DriverName: "postgres", DataSource: dsn, MaxOpenConns: 5, MaxIdleConns: 1 },
    FileSettings: { DriverName: "local", Directory: "/tmp/" },
    TeamSettings: { RestrictCreationToDomains: "" },
    ClusterSettings: { Enable: false },
    CacheSettings: { CacheType: "lru" },
    ElasticsearchSettings: { EnableIndexing: false, EnableSearching: false, EnableAutocomplete: false },
    JobSettings: { RunJobs: false, RunScheduler: false },
    LdapSettings: { Enable: false, EnableSync: false },
    LogSettings: { EnableConsole: true, ConsoleJson: true, ConsoleLevel: "WARN", EnableFile: false },
    MetricsSettings: { Enable: false },
    PluginSettings: { Enable: false },
  };
}
