import { DEFAULTS } from "../defaults";
import type { SiteCluster, SiteMattermost, SitePeople } from "../site";
import {
  sizeAppResources,
  sizeMaxIdleConnections,
  sizeMaxOpenConnections,
  sizeReplicas,
} from "../sizing/app";
import { recordingMebibytes } from "../sizing/calls";
import type { SiteSpec } from "../spec";
import { plannedRecording } from "./calls";
import type { Ledger } from "./ledger";
import { resolveResources } from "./resources";

/** The Mattermost servers. */
export function resolveMattermost(
  spec: SiteSpec,
  people: SitePeople,
  cluster: SiteCluster,
  ledger: Ledger,
): SiteMattermost {
  const { mattermost } = spec;
  const defaults = DEFAULTS.mattermost;
  const path = "mattermost";
  const siteUrl = ledger.written(`${path}.siteUrl`, mattermost.siteUrl);
  const version = ledger.chosen(`${path}.version`, mattermost.version, defaults.version);
  const upgradingFrom = ledger.optional(`${path}.upgradingFrom`, mattermost.upgradingFrom, "a new site");
  const edition = ledger.chosen(`${path}.edition`, mattermost.edition, defaults.edition);
  const licence = resolveLicence(mattermost.licence, ledger);
  const load = { ...people, nodes: cluster.nodes.count, edition, licence: licence?.tier };
  const replicas = ledger.sized(`${path}.replicas`, mattermost.replicas, sizeReplicas(load));
  const maxOpenConnections = ledger.sized(
    `${path}.maxOpenConnections`,
    mattermost.maxOpenConnections,
    sizeMaxOpenConnections(people.concurrentUsers),
  );
  return {
    siteUrl,
    version,
    upgradingFrom,
    edition,
    licence,
    replicas,
    resources: resolveResources(`${path}.resources`, mattermost.resources, sizeAppResources(people), ledger),
    maxFileSize: resolveMaxFileSize(spec, ledger),
    maxOpenConnections,
    maxIdleConnections: ledger.sized(
      `${path}.maxIdleConnections`,
      undefined,
      sizeMaxIdleConnections(maxOpenConnections),
    ),
    playbooks: ledger.chosen(`${path}.playbooks`, mattermost.playbooks, defaults.playbooks),
    playbooksTeamsTenants: ledger.chosen<readonly string[]>(
      `${path}.playbooksTeamsTenants`,
      mattermost.playbooksTeamsTenants,
      { value: [], reason: "no tab of Teams shows runs" },
    ),
    boards: ledger.chosen(`${path}.boards`, mattermost.boards, defaults.boards),
    settings: ledger.chosen(`${path}.settings`, mattermost.settings, {
      value: {},
      reason: "no setting is overridden",
    }),
  };
}

/** The server's default, or what the longest recording of a call needs. */
function resolveMaxFileSize(spec: SiteSpec, ledger: Ledger): number {
  const path = "mattermost.maxFileSize";
  const { maxFileSize } = spec.mattermost;
  const recording = plannedRecording(spec);
  const fixed = DEFAULTS.mattermost.maxFileSize;
  const size = recording && recordingMebibytes(recording.quality, recording.maxMinutes);
  if (!recording || size === undefined || size <= fixed.value) return ledger.chosen(path, maxFileSize, fixed);
  return ledger.sized(path, maxFileSize, {
    value: size,
    reason: `a recording of ${recording.maxMinutes} minutes at ${recording.quality} quality is uploaded like any file`,
    source: "Mattermost docs, Calls deployment",
  });
}

function resolveLicence(
  licence: SiteSpec["mattermost"]["licence"],
  ledger: Ledger,
): SiteMattermost["licence"] {
  const path = "mattermost.licence";
  if (licence === undefined) {
    ledger.absent(path, "Mattermost Entry");
    return undefined;
  }
  return {
    secret: ledger.written(`${path}.secret`, licence.secret),
    revision: ledger.chosen(`${path}.revision`, licence.revision, DEFAULTS.revision),
    key: ledger.chosen(`${path}.key`, licence.key, DEFAULTS.mattermost.licenceKey),
    tier: ledger.written(`${path}.tier`, licence.tier),
  };
}
