import { SETTING_LIMITS, type SettingLimit } from "./mattermost-settings-limits";
import { REMOVED_SETTINGS_TABLE, SETTINGS_TABLE } from "./mattermost-settings-table.generated";

/** Type of a setting, in the server's words; `object` is a node with members of its own. */
export type SettingType = "string" | "int" | "bool" | "[]string" | "[]object" | "map" | "json" | "object";

/** What the server knows of one setting. */
export interface SettingInfo {
  /** Section and name, e.g. `SqlSettings.MaxOpenConns`. */
  readonly path: string;
  /** Environment variable, e.g. `MM_SQLSETTINGS_MAXOPENCONNS`. */
  readonly variable: string;
  readonly type: SettingType;
  /** Value of a freshly written config.json. */
  readonly default?: unknown;
  /** Value on an empty configuration store, where it differs. */
  readonly emptyStoreDefault?: unknown;
  readonly secret: boolean;
  readonly deprecated: boolean;
  /** Whether an environment variable can set it. */
  readonly settable: boolean;
  /** First server version that has it, as far as known; absent: older than 9.6. */
  readonly since?: string;
  /** Why the environment can't set it. */
  readonly note?: string;
  readonly limit?: SettingLimit;
}

/** The environment variable of a setting. Source: server config/environment.go. */
export function settingVariable(path: string): string {
  return `MM_${path.replaceAll(".", "_").toUpperCase()}`;
}

/** The rows of a generated table by their first column, read on first use. */
function lazyRows(table: string): () => ReadonlyMap<string, readonly string[]> {
  let rows: ReadonlyMap<string, readonly string[]> | undefined;
  return () => {
    rows ??= new Map(
      table.split("\n").map((line) => {
        const fields = line.split("\t");
        return [fields[0] ?? "", fields];
      }),
    );
    return rows;
  };
}

const settingRows = lazyRows(SETTINGS_TABLE);
const removedRows = lazyRows(REMOVED_SETTINGS_TABLE);

/** What is known of a setting; undefined when the server has none of that name. Names are case-sensitive. */
export function settingInfo(path: string): SettingInfo | undefined {
  const row = settingRows().get(path);
  if (!row) return undefined;
  const [, type = "", flags = "", since = "", value = "", emptyStore = "", note = ""] = row;
  return {
    path,
    variable: settingVariable(path),
    type: type as SettingType,
    default: value === "" ? undefined : (JSON.parse(value) as unknown),
    emptyStoreDefault: emptyStore === "" ? undefined : (JSON.parse(emptyStore) as unknown),
    secret: flags.includes("s"),
    deprecated: flags.includes("d"),
    settable: !flags.includes("n"),
    since: since === "" ? undefined : since,
    note: note === "" ? undefined : note,
    limit: SETTING_LIMITS[path],
  };
}

/** Why a setting is gone; undefined when it never was one, or still is. */
export function removedSetting(path: string): string | undefined {
  return removedRows().get(path)?.[1];
}

/** Paths of all settings, in the server's order. */
export function settingPaths(): readonly string[] {
  return [...settingRows().keys()];
}

/**
 * Settings whose default on an empty configuration store differs from that of a new installation: the server takes
 * an empty store for an existing installation. Write every one of them out. The secrets among them have a value
 * that each store generates for itself.
 */
export function emptyStoreDifferences(): readonly SettingInfo[] {
  return settingPaths()
    .filter((path) => settingRows().get(path)?.[5])
    .flatMap((path) => settingInfo(path) ?? []);
}
