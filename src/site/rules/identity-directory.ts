import type { Site, SiteDirectory } from "../site";
import type { SiteOpenLdap } from "../site-openldap";
import { isPublicEndpoint } from "./public-names";
import { rules } from "./rule";

/** From so many nodes on a second server costs nothing that a site would miss. */
const ENOUGH_NODES = 3;

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
);

function directoryOf({ identity }: Site): SiteDirectory | undefined {
  return identity?.kind === "keycloak" ? identity.directory : undefined;
}

function openLdapOf({ identity }: Site): SiteOpenLdap | undefined {
  return identity?.kind === "keycloak" ? identity.openLdap : undefined;
}
