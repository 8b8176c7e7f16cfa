import type { SiteCluster, SiteDirectory } from "../site";
import type { SiteReadDirectory } from "../site-ldap";
import type { SiteOpenLdap } from "../site-openldap";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";
import { resolveResources } from "./resources";
import { resolveValue } from "./secret-value";

type Identity = NonNullable<SiteSpec["identity"]>;
type Keycloak = Extract<Identity, { kind: "keycloak" }>;
type ReadDirectory = NonNullable<Extract<Identity, { kind: "ldap" }>["directory"]>;

const PATH = "identity.openLdap";
/** A person with groups, hashes and indexes takes some 8 KiB; free pages as much again. */
const PEOPLE_OF_A_GIBIBYTE = 60_000;

/** OpenLDAP of the site's own. */
export function resolveOpenLdap(
  openLdap: NonNullable<Keycloak["openLdap"]>,
  { mattermost, people }: SiteSpec,
  { nodes }: SiteCluster,
  ledger: Ledger,
): SiteOpenLdap {
  return {
    baseDn: ledger.chosen(`${PATH}.baseDn`, openLdap.baseDn, {
      value: suffixOf(mattermost.siteUrl),
      reason: "the domain of mattermost.siteUrl",
      source: "RFC 2247",
    }),
    replicas: ledger.sized(`${PATH}.replicas`, openLdap.replicas, {
      value: nodes.count > 1 ? 2 : 1,
      reason: `${String(nodes.count)} nodes: ${nodes.count > 1 ? "one may fail" : "a second server would fail with the first"}`,
    }),
    storage: ledger.sized(`${PATH}.storage`, openLdap.storage, {
      value: `${String(1 + Math.ceil(people.users / PEOPLE_OF_A_GIBIBYTE))}Gi`,
      reason: `${String(people.users)} people of 16 KiB with their indexes, and a gibibyte of room`,
    }),
    resources: resolveResources(
      `${PATH}.resources`,
      openLdap.resources,
      {
        value: { cpu: "100m", memory: "256Mi" },
        reason: "an Argon2 hash takes 7 MiB and some 30 ms of a core; Keycloak keeps its connections open",
      },
      ledger,
    ),
  };
}

/** A directory that somebody else runs. */
export function resolveDirectory(
  directory: NonNullable<Keycloak["directory"]>,
  ledger: Ledger,
): SiteDirectory {
  return { ...directory, ...resolveReader(directory, ledger) };
}

/** One that Mattermost itself reads. */
export function resolveReadDirectory(directory: ReadDirectory, ledger: Ledger): SiteReadDirectory {
  return { ...directory, ...resolveReader(directory, ledger) };
}

function resolveReader({ urls, password }: Pick<ReadDirectory, "urls" | "password">, ledger: Ledger) {
  const path = "identity.directory";
  return {
    urls: ledger.written(`${path}.urls`, urls),
    password: resolveValue(`${path}.password`, password, ledger),
  };
}

/** `dc=outpost,dc=example` of `https://chat.outpost.example`; the whole host where it has no more than two labels. */
function suffixOf(siteUrl: string): string {
  const host = URL.canParse(siteUrl) ? new URL(siteUrl).hostname : "site.example";
  const labels = host.split(".");
  const domain = labels.length > 2 ? labels.slice(1) : labels;
  return domain.map((label) => `dc=${label}`).join(",");
}
