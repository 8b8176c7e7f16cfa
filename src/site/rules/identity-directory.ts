import type { Site, SiteDirectory, SiteKeycloak } from "../site";
import type { SiteDex, SiteLdap, SiteReadDirectory } from "../site-ldap";
import type { SiteOpenLdap } from "../site-openldap";
import { isPublicEndpoint } from "./public-names";
import { effectiveSetting, licenceText, settingPath, shown } from "./read";
import { rules } from "./rule";

/** From so many nodes on a second server costs nothing that a site would miss. */
export const ENOUGH_NODES = 3;
const ENFORCED = "ServiceSettings.EnforceMultifactorAuthentication";
const SECOND_FACTOR = ["ServiceSettings.EnableMultifactorAuthentication", ENFORCED] as const;

/** Rules on the directory that the site's people come from. */
export const IDENTITY_DIRECTORY_RULES = rules(
  {
    code: "HF2930",
    severity: "error",
    title: "People would come from two directories.",
    fix: "remove identity.directory or identity.openLdap",
    reference: "Keycloak documentation, user federation: one name in two directories is two people",
    path: "identity.openLdap",
    when: (site) => directoryOf(site) !== undefined && openLdapOf(site) !== undefined,
    message: () => "identity.directory and identity.openLdap are both given",
    expected: "one of them",
  },
  {
    code: "HF2931",
    severity: "warning",
    title: "The directory stops with its only server.",
    fix: "remove identity.openLdap.replicas: two are the default",
    reference: "OpenLDAP administrator's guide, replication",
    path: "identity.openLdap.replicas",
    when: (site) => site.cluster.nodes.count >= ENOUGH_NODES && openLdapOf(site)?.replicas === 1,
    message: ({ cluster }) =>
      `identity.openLdap.replicas is 1, cluster.nodes.count is ${String(cluster.nodes.count)}`,
    expected: "at least 2",
  },
  {
    code: "HF2932",
    severity: "error",
    title: "The directory that people come from is out of reach while the link is down.",
    fix: "give the directory's address inside the site, or run identity.openLdap",
    reference: "Mattermost docs, deploy-ddil-operations: the local identity provider is the primary login",
    find: (site) =>
      site.connectivity === "connected"
        ? []
        : (directoryOf(site)?.urls ?? []).flatMap((url, index) =>
            isPublicEndpoint(url)
              ? [
                  {
                    path: `identity.directory.urls[${String(index)}]`,
                    message: `identity.directory.urls has ${url}, connectivity is ${site.connectivity}`,
                    expected: "a directory inside the site",
                  },
                ]
              : [],
          ),
  },
  {
    code: "HF2933",
    severity: "warning",
    title: "The site must do without the link, and its directory may be beyond it.",
    fix: "write the networks of the servers, private ones, into identity.directory.addresses",
    reference: "Mattermost docs, deploy-ddil-operations",
    path: "identity.directory.addresses",
    when: (site) =>
      site.connectivity === "disconnected" &&
      directoryOf(site) !== undefined &&
      directoryOf(site)?.addresses === undefined,
    message: ({ connectivity }) => `identity.directory.addresses is absent, connectivity is ${connectivity}`,
    expected: "networks of the site",
  },
  {
    code: "HF2934",
    severity: "error",
    title: "Nobody says which directory people sign in at.",
    fix: "describe it in identity.directory, or run identity.openLdap",
    reference: "Mattermost docs, AD/LDAP setup",
    path: "identity",
    when: (site) =>
      (site.identity?.kind === "ldap" || site.identity?.kind === "dex") &&
      directoryOf(site) === undefined &&
      openLdapOf(site) === undefined,
    message: ({ identity }) =>
      `identity.kind is ${identity?.kind ?? "absent"}, identity.directory and identity.openLdap are absent`,
    expected: "one of them",
  },
  {
    code: "HF2935",
    severity: "error",
    title: "Groups of a directory can't be linked with this licence.",
    fix: "remove identity.groupFilter, or name an enterprise licence",
    reference: "Mattermost docs, AD/LDAP groups: Enterprise and above",
    path: "identity.groupFilter",
    when: ({ identity, mattermost }) =>
      identity?.kind === "ldap" &&
      identity.groupFilter !== undefined &&
      mattermost.licence?.tier === "professional",
    message: (site) => `identity.groupFilter is given with ${licenceText(site)}`,
    expected: "an enterprise or advanced licence",
  },
  {
    code: "HF2936",
    severity: "warning",
    title: "A password of the directory is all that people need to sign in.",
    fix: "switch on both settings, or choose kind keycloak with secondFactor: required",
    reference: "Mattermost docs, multi-factor authentication: for e-mail and AD/LDAP accounts",
    path: settingPath(ENFORCED),
    when: (site) => site.identity?.kind === "ldap" && !SECOND_FACTOR.every((name) => isOn(site, name)),
    message: (site) =>
      SECOND_FACTOR.map((name) => `${name} is ${shown(effectiveSetting(site, name))}`).join(", "),
    expected: "true for both",
  },
  {
    code: "HF2937",
    severity: "error",
    title: "One server of a directory is asked, and more than one is named.",
    fix: "name one address that every server answers at",
    reference:
      "Mattermost docs, AD/LDAP settings: AD/LDAP server is one name; dex, LDAP connector: so is host",
    path: "identity.directory.urls",
    when: (site) => (singleServerOf(site)?.urls.length ?? 0) > 1,
    message: (site) => `identity.directory.urls has ${String(singleServerOf(site)?.urls.length)} addresses`,
    expected: "one address",
  },
);

/** The directory of somebody else that a sign-in needs. */
function directoryOf({ identity }: Site): SiteDirectory | SiteReadDirectory | undefined {
  return readsDirectory(identity) ? identity.directory : undefined;
}

/** The directory of somebody else that Mattermost or dex reads: they ask one server. */
function singleServerOf({ identity }: Site): SiteDirectory | SiteReadDirectory | undefined {
  return identity?.kind === "saml" || identity?.kind === "ldap" || identity?.kind === "dex"
    ? identity.directory
    : undefined;
}

function openLdapOf({ identity }: Site): SiteOpenLdap | undefined {
  return readsDirectory(identity) ? identity.openLdap : undefined;
}

function readsDirectory(identity: Site["identity"]): identity is SiteKeycloak | SiteLdap | SiteDex {
  return identity?.kind === "keycloak" || identity?.kind === "ldap" || identity?.kind === "dex";
}

function isOn(site: Site, setting: string): boolean {
  return effectiveSetting(site, setting) === true;
}
