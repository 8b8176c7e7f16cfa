import { settingInfo } from "../../catalog/mattermost-settings";
import { canCluster } from "../sizing/app";
import type { Site, SiteClusterDatabase, SiteObjectStore } from "../site";

/** Path of a server setting in the site file. */
export function settingPath(setting: string): string {
  return `mattermost.settings.${setting}`;
}

/** Value of a server setting as the site file has it; undefined when it doesn't. */
export function writtenSetting(site: Site, setting: string): unknown {
  let value: unknown = site.mattermost.settings;
  for (const name of setting.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

/** Value that a server setting will have: written, or the server's default on an empty store. */
export function effectiveSetting(site: Site, setting: string): unknown {
  const info = settingInfo(setting);
  return writtenSetting(site, setting) ?? info?.emptyStoreDefault ?? info?.default;
}

/** Whether this site's servers may form a cluster. */
export function mayCluster(site: Site): boolean {
  return canCluster(site.mattermost.edition, site.mattermost.licence?.tier);
}

/** The licence in words, for messages. */
export function licenceText(site: Site): string {
  const { edition, licence } = site.mattermost;
  return `edition ${edition}, ${licence ? `licence ${licence.tier}` : "no licence"}`;
}

/** The database, when it runs in the cluster. */
export function clusterDatabase(site: Site): SiteClusterDatabase | undefined {
  return site.database.kind === "cluster" ? site.database : undefined;
}

type ClusterStore = Extract<SiteObjectStore, { readonly kind: "cluster" }>;

/** The object store, when it runs in the cluster. */
export function clusterStore(site: Site): ClusterStore | undefined {
  return site.objectStore.kind === "cluster" ? site.objectStore : undefined;
}

/** A value for a message. */
export function shown(value: unknown): string {
  if (value === undefined) return "absent";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
