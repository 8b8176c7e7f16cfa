import { sizeStorage, sizeWalStorage } from "../sizing/database";
import { mebibytes } from "../sizing/quantities";
import type { Site } from "../site";
import type { SiteSpec } from "../spec";
import { clusterDatabase } from "./read";
import { type Finding, rules } from "./rule";
import { volumeFinding } from "./volumes";

/** Share of the memory that the vendor's largest tuned server gives to shared_buffers. */
const LARGEST_BUFFER_SHARE = 0.65;

/** PostgreSQL's own max_wal_size in mebibytes. */
const DEFAULT_MAX_WAL_SIZE = 1024;

/** Parameters that another key decides. */
const DECIDED_PARAMETERS: Readonly<Record<string, string>> = {
  max_connections: "database.maxConnections",
};

/** Parameters that the operator keeps for itself. Source: CloudNativePG 1.30.0, FixedConfigurationParameters. */
const FIXED_PARAMETERS = new Set(
  (
    "allow_system_table_mods archive_cleanup_command archive_command archive_mode bonjour bonjour_name cluster_name " +
    "config_file data_directory data_sync_retry event_source external_pid_file hba_file hot_standby ident_file " +
    "jit_provider listen_addresses log_destination log_directory log_file_mode log_filename log_rotation_age " +
    "log_rotation_size log_truncate_on_rotation logging_collector port primary_conninfo primary_slot_name " +
    "promote_trigger_file recovery_end_command recovery_min_apply_delay recovery_target recovery_target_action " +
    "recovery_target_inclusive recovery_target_lsn recovery_target_name recovery_target_time " +
    "recovery_target_timeline recovery_target_xid restart_after_crash restore_command shared_preload_libraries ssl " +
    "ssl_ca_file ssl_cert_file ssl_crl_file ssl_dh_params_file ssl_ecdh_curve ssl_key_file ssl_passphrase_command " +
    "ssl_passphrase_command_supports_reload ssl_prefer_server_ciphers stats_temp_directory " +
    "synchronized_standby_slots synchronous_standby_names syslog_facility syslog_ident syslog_sequence_numbers " +
    "syslog_split_messages temp_tablespaces unix_socket_directories unix_socket_group unix_socket_permissions"
  ).split(" "),
);

/** Rules on PostgreSQL's parameters and volumes. */
export const DATABASE_PARAMETER_RULES = rules(
  {
    code: "HF2320",
    severity: "error",
    title: "shared_buffers does not fit into the memory of an instance.",
    fix: "lower the parameter, or raise database.resources.memory",
    reference: "CloudNativePG: the admission webhook refuses shared_buffers above the memory request",
    find: (site) => buffersFinding(site, (share) => share > 1, "at most the memory of an instance"),
  },
  {
    code: "HF2321",
    severity: "warning",
    title: "shared_buffers leaves little memory for anything else.",
    fix: "lower the parameter; 25 % is usual, 65 % the most the vendor tested",
    reference: "Mattermost docs, high availability: PostgreSQL configuration",
    find: (site) =>
      buffersFinding(
        site,
        (share) => share > LARGEST_BUFFER_SHARE && share <= 1,
        `at most ${LARGEST_BUFFER_SHARE * 100} % of the memory`,
      ),
  },
  {
    code: "HF2322",
    severity: "error",
    title: "A PostgreSQL parameter is one that the operator keeps for itself.",
    fix: "remove the parameter",
    reference: "CloudNativePG documentation: fixed parameters",
    find: (_, spec) =>
      writtenParameters(spec.database)
        .filter(([name]) => FIXED_PARAMETERS.has(name))
        .map(([name, value]) => ({
          path: `database.parameters.${name}`,
          message: `database.parameters.${name} is ${String(value)}, but the operator sets it`,
          expected: "the parameter left out",
        })),
  },
  {
    code: "HF2323",
    severity: "error",
    title: "A PostgreSQL parameter is written that another key of the site file decides.",
    fix: "remove the parameter and use that key",
    reference: "Holdfast: what one key decides is written in one place",
    find: (_, spec) =>
      writtenParameters(spec.database).flatMap(([name, value]) => {
        const instead = DECIDED_PARAMETERS[name];
        if (instead === undefined) return [];
        return [
          {
            path: `database.parameters.${name}`,
            message: `database.parameters.${name} is ${String(value)}, but ${instead} decides it`,
            expected: instead,
          },
        ];
      }),
  },
  {
    code: "HF2324",
    severity: "error",
    title: "wal_level minimal can't feed a standby.",
    fix: "remove the parameter",
    reference: "PostgreSQL documentation: wal_level",
    find: (site) => parameterFinding(site, "wal_level", (value) => value === "minimal", "replica or logical"),
  },
  {
    code: "HF2325",
    severity: "warning",
    title: "Standbys cancel long reads, or the primary bloats.",
    fix: "remove the parameter",
    reference: "Mattermost docs, high availability: hot_standby_feedback is essential with replicas",
    find: (site) =>
      (clusterDatabase(site)?.instances ?? 1) === 1
        ? []
        : parameterFinding(
            site,
            "hot_standby_feedback",
            (value) => /^(off|false|no|0)$/i.test(value),
            "on with several instances",
          ),
  },
  {
    code: "HF2326",
    severity: "error",
    title: "The write-ahead log volume is smaller than the log may grow.",
    fix: "raise database.walStorage, or lower max_wal_size",
    reference: "CloudNativePG: the admission webhook wants max_wal_size below the volume's size",
    find: (site) => {
      const database = clusterDatabase(site);
      if (!database) return [];
      const limit = size(database.parameters.max_wal_size, 1) ?? DEFAULT_MAX_WAL_SIZE;
      if (mebibytes(database.walStorage) > limit) return [];
      return [
        {
          path: "database.walStorage",
          message: `database.walStorage is ${database.walStorage}, max_wal_size is ${limit} Mi`,
          expected: `more than ${limit}Mi`,
        },
      ];
    },
  },
  {
    code: "HF2327",
    severity: "warning",
    title: "A database volume is smaller than the planning period needs.",
    fix: "raise the size; a volume can grow later only where its storage class allows it",
    reference: "Holdfast sizing: posts × 3 KiB × 2",
    find: (site) => {
      const database = clusterDatabase(site);
      if (!database) return [];
      const data = sizeStorage(site.people.plannedPosts);
      const log = sizeWalStorage(database.storage);
      return [
        ...volumeFinding("database.storage", database.storage, data.value, data.reason),
        ...volumeFinding("database.walStorage", database.walStorage, log.value, log.reason),
      ];
    },
  },
);

function buffersFinding(
  site: Site,
  isWrong: (share: number) => boolean,
  expected: string,
): readonly Finding[] {
  const database = clusterDatabase(site);
  const buffers = size(database?.parameters.shared_buffers, 1 / 128);
  if (!database || buffers === undefined || !isWrong(buffers / mebibytes(database.resources.memory)))
    return [];
  return [
    {
      path: "database.parameters.shared_buffers",
      message: `shared_buffers is ${database.parameters.shared_buffers ?? ""}, database.resources.memory is ${database.resources.memory}`,
      expected,
    },
  ];
}

function parameterFinding(
  site: Site,
  name: string,
  isWrong: (value: string) => boolean,
  expected: string,
): readonly Finding[] {
  const value = clusterDatabase(site)?.parameters[name];
  if (value === undefined || !isWrong(value)) return [];
  return [{ path: `database.parameters.${name}`, message: `${name} is ${value}`, expected }];
}

/** Parameters as a person wrote them. */
function writtenParameters(database: SiteSpec["database"]): readonly (readonly [string, unknown])[] {
  return database?.kind === "cluster" ? Object.entries(database.parameters ?? {}) : [];
}

const UNITS: Readonly<Record<string, number>> = {
  b: 1 / 1024 ** 2,
  kb: 1 / 1024,
  mb: 1,
  gb: 1024,
  tb: 1024 ** 2,
};

/** Mebibytes of a PostgreSQL size such as `8GB`; a bare number counts `bareUnit` mebibytes each. */
function size(value: string | undefined, bareUnit: number): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(value ?? "");
  if (!match) return undefined;
  const unit = match[2]?.toLowerCase() ?? "";
  const factor = unit === "" ? bareUnit : UNITS[unit];
  return factor === undefined ? undefined : Number(match[1]) * factor;
}
