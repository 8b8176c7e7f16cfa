import type { LicenceTier, Site } from "../site";
import { say } from "../sizing/sized";
import { licenceText, mayCluster, settingPath, shown, writtenSetting } from "./read";
import { rules } from "./rule";

const EDITIONS = "Mattermost docs, editions and offerings";

/** A setting that only does something with certain licences. No licence on the enterprise image is Entry. */
interface LicensedSetting {
  readonly setting: string;
  /** Values that need the licence. */
  readonly when: (value: unknown) => boolean;
  readonly tiers: readonly LicenceTier[];
}

const ENTRY_MESSAGES = 10_000;

const isTrue = (value: unknown): boolean => value === true;
const ANY: readonly LicenceTier[] = ["entry", "professional", "enterprise", "advanced"];
const METRICS: readonly LicenceTier[] = ["entry", "enterprise", "advanced"];
const ENTERPRISE: readonly LicenceTier[] = ["enterprise", "advanced"];
const ADVANCED: readonly LicenceTier[] = ["advanced"];

/** Source: server 11.10.0, public/model/license.go and the feature checks. */
const LICENSED_SETTINGS: readonly LicensedSetting[] = [
  { setting: "SamlSettings.Enable", when: isTrue, tiers: ANY },
  { setting: "LdapSettings.Enable", when: isTrue, tiers: ANY },
  { setting: "OpenIdSettings.Enable", when: isTrue, tiers: ANY },
  { setting: "Office365Settings.Enable", when: isTrue, tiers: ANY },
  { setting: "GoogleSettings.Enable", when: isTrue, tiers: ANY },
  { setting: "GitLabSettings.Enable", when: isTrue, tiers: ANY },
  { setting: "ConnectedWorkspacesSettings.EnableRemoteClusterService", when: isTrue, tiers: ANY },
  { setting: "MetricsSettings.Enable", when: isTrue, tiers: METRICS },
  {
    setting: "EmailSettings.PushNotificationContents",
    when: (value) => value === "id_loaded",
    tiers: METRICS,
  },
  { setting: "MessageExportSettings.EnableExport", when: isTrue, tiers: ENTERPRISE },
  { setting: "ComplianceSettings.Enable", when: isTrue, tiers: ENTERPRISE },
  { setting: "DataRetentionSettings.EnableMessageDeletion", when: isTrue, tiers: ENTERPRISE },
  { setting: "DataRetentionSettings.EnableFileDeletion", when: isTrue, tiers: ENTERPRISE },
  { setting: "ExperimentalAuditSettings.FileEnabled", when: isTrue, tiers: ENTERPRISE },
  { setting: "SupportSettings.CustomTermsOfServiceEnabled", when: isTrue, tiers: ENTERPRISE },
  { setting: "AccessControlSettings.EnableAttributeBasedAccessControl", when: isTrue, tiers: ADVANCED },
  { setting: "ContentFlaggingSettings.EnableContentFlagging", when: isTrue, tiers: ADVANCED },
  { setting: "MobileEphemeralModeSettings.Enable", when: isTrue, tiers: ADVANCED },
];

const SEARCH_SWITCHES = ["EnableIndexing", "EnableSearching", "EnableAutocomplete"] as const;

/** Rules on what the licence allows. */
export const LICENCE_RULES = rules(
  {
    code: "HF2101",
    severity: "error",
    title: "Several servers need a licence of tier enterprise or advanced.",
    fix: "name the licence in mattermost.licence, or run one server",
    reference: "Mattermost docs, high availability: without the licence each server runs alone",
    path: "mattermost.replicas",
    when: (site) => site.mattermost.replicas > 1 && !mayCluster(site),
    message: (site) => `mattermost.replicas is ${site.mattermost.replicas} with ${licenceText(site)}`,
    expected: "1, or an enterprise or advanced licence",
  },
  {
    code: "HF2102",
    severity: "error",
    title: "Clustering is switched on without a licence for it.",
    fix: "remove the setting; the toolkit switches clustering on when there are several servers",
    reference: "Mattermost docs, high availability",
    path: settingPath("ClusterSettings.Enable"),
    when: (site) => writtenSetting(site, "ClusterSettings.Enable") === true && !mayCluster(site),
    message: (site) => `ClusterSettings.Enable is true with ${licenceText(site)}`,
    expected: "an enterprise or advanced licence",
  },
  {
    code: "HF2103",
    severity: "error",
    title: "Redis needs a licence of tier enterprise or advanced; without it the server does not start.",
    fix: "remove CacheSettings, or name the licence",
    reference: "Mattermost docs, scale: Redis",
    path: settingPath("CacheSettings.CacheType"),
    when: (site) => writtenSetting(site, "CacheSettings.CacheType") === "redis" && !mayCluster(site),
    message: (site) => `CacheSettings.CacheType is redis with ${licenceText(site)}`,
    expected: "lru, or an enterprise or advanced licence",
  },
  {
    code: "HF2104",
    severity: "error",
    title: "A search engine needs a licence of tier enterprise or advanced.",
    fix: "remove the setting, or name the licence; the database searches without one",
    reference: "Mattermost docs, scale: enterprise search",
    find: (site) =>
      mayCluster(site)
        ? []
        : SEARCH_SWITCHES.map((name) => `ElasticsearchSettings.${name}`)
            .filter((setting) => writtenSetting(site, setting) === true)
            .map((setting) => ({
              path: settingPath(setting),
              message: `${setting} is true with ${licenceText(site)}`,
              expected: "false, or an enterprise or advanced licence",
            })),
  },
  {
    code: "HF2105",
    severity: "warning",
    title: "The server uses read and search replicas only with a licence.",
    fix: "name the licence, or remove the replicas",
    reference: EDITIONS,
    find: (site) =>
      site.mattermost.licence && site.mattermost.edition !== "team"
        ? []
        : replicaCounts(site)
            .filter(([, count]) => count > 0)
            .map(([path, count]) => ({
              path,
              message: `${path} gives ${count} replicas with ${licenceText(site)}: no read or search goes there`,
              expected: "a licence of any tier",
            })),
  },
  {
    code: "HF2106",
    severity: "error",
    title: "A setting needs a licence that this site does not have; the server ignores it.",
    fix: "remove the setting, or name the licence that allows it",
    reference: EDITIONS,
    find: (site) =>
      LICENSED_SETTINGS.filter(({ setting, when, tiers }) => {
        const value = writtenSetting(site, setting);
        return value !== undefined && when(value) && !isAllowed(site, tiers);
      }).map(({ setting, tiers }) => ({
        path: settingPath(setting),
        message: `${setting} is ${shown(writtenSetting(site, setting))} with ${licenceText(site)}`,
        expected: `the enterprise edition with licence ${tiers.join(" or ")}`,
      })),
  },
  {
    code: "HF2107",
    severity: "warning",
    title: "Team Edition does not read a licence.",
    fix: "remove mattermost.licence, or choose the enterprise edition",
    reference: EDITIONS,
    path: "mattermost.licence",
    when: ({ mattermost }) => mattermost.edition === "team" && mattermost.licence !== undefined,
    message: ({ mattermost }) =>
      `mattermost.licence is ${mattermost.licence?.tier ?? "none"} with edition ${mattermost.edition}`,
    expected: "no licence with edition team",
  },
  {
    code: "HF2108",
    severity: "warning",
    title: "Mattermost Entry shows only the newest messages.",
    fix: "name a licence in mattermost.licence; older messages stay in the database and come back with it",
    reference: `${EDITIONS}: Entry has a history of 10,000 messages`,
    path: "mattermost.licence",
    when: ({ mattermost, people }) =>
      mattermost.edition !== "team" &&
      (mattermost.licence?.tier ?? "entry") === "entry" &&
      people.plannedPosts > ENTRY_MESSAGES,
    message: (site) => `${say(site.people.plannedPosts)} posts are planned with ${licenceText(site)}`,
    expected: `a professional, enterprise or advanced licence above ${say(ENTRY_MESSAGES)} messages`,
  },
);

function isAllowed({ mattermost }: Site, tiers: readonly LicenceTier[]): boolean {
  return mattermost.edition !== "team" && tiers.includes(mattermost.licence?.tier ?? "entry");
}

function replicaCounts({ database }: Site): readonly (readonly [string, number])[] {
  if (database.kind === "cluster") return [["database.searchReplicas", database.searchReplicas]];
  if (database.kind === "azure") {
    return [
      ["database.readReplicas", database.readReplicas],
      ["database.searchReplicas", database.searchReplicas],
    ];
  }
  return [
    ["database.readers", database.readers.length],
    ["database.searchReaders", database.searchReaders.length],
  ];
}
