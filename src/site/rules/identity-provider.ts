import type { Site, SiteKeycloak } from "../site";
import type { SiteDex } from "../site-ldap";
import { isPublicEndpoint } from "./public-names";
import { hostOf, withoutPassword } from "../addresses";
import { licenceText, writtenSetting } from "./read";
import { rules, type Finding } from "./rule";

const DDIL = "Mattermost docs, deploy-ddil-operations: the local identity provider is the primary login";
const DISCOVERY = "/.well-known/openid-configuration";
const CLOUD_PROVIDERS = [
  "microsoftonline.com",
  "microsoftonline.us",
  "windows.net",
  "okta.com",
  "okta-gov.com",
  "auth0.com",
  "onelogin.com",
  "google.com",
  "amazoncognito.com",
  "pingone.com",
];
/** A password shorter than this can't be hashed under FIPS 140. */
const FIPS_PASSWORD = 14;
const HOURS_OF_A_DAY = 24;

/** Rules on who knows the people of the site. */
export const IDENTITY_PROVIDER_RULES = rules(
  {
    code: "HF2901",
    severity: "warning",
    title: "Nobody but Mattermost itself knows the people of the site.",
    fix: "name an identity provider in identity, or accept this with its reason",
    reference: DDIL,
    path: "identity",
    when: ({ identity, mattermost }) => identity === undefined && mattermost.edition !== "team",
    message: ({ people }) =>
      `identity is absent: ${String(people.users)} accounts with passwords of their own`,
    expected: "kind keycloak, openid, saml, ldap or dex",
  },
  {
    code: "HF2902",
    severity: "error",
    title: "People could not sign in while the link is down.",
    fix: "choose kind keycloak with this provider as its broker, or a provider inside the site",
    reference: DDIL,
    find: (site) => {
      const { connectivity, identity } = site;
      if (connectivity === "connected" || identity === undefined) return [];
      // Their own rules look at the directory.
      if (ownServer(identity) || identity.kind === "ldap") return [];
      if (identity.worksOffline && !isCloud(address(site))) return [];
      return [
        {
          path: identity.worksOffline ? addressPath(site) : "identity.worksOffline",
          message: `the provider is ${hostOf(address(site))}, worksOffline is ${String(identity.worksOffline)}, connectivity is ${connectivity}`,
          expected: "a provider that answers without the link",
        },
      ];
    },
  },
  {
    code: "HF2903",
    severity: "error",
    title: "People would be signed out while the planned disconnection lasts.",
    fix: "remove the setting: identity.plannedDisconnectionDays decides it",
    reference: "Mattermost docs, session lengths; existing sessions outlive an outage of the provider",
    find: (site) => shortSessions(site),
  },
  {
    code: "HF2904",
    severity: "error",
    title: "An address of the identity provider is not an HTTPS address.",
    fix: "write an address that begins with https://",
    reference: "OpenID Connect Discovery 1.0, section 4",
    find: (site) =>
      addresses(site)
        .filter(([, url]) => !url.toLowerCase().startsWith("https://"))
        .map(([path, url]) => ({
          path,
          message: `${path} is ${withoutPassword(url)}`,
          expected: "an address that begins with https://",
        })),
  },
  {
    code: "HF2905",
    severity: "error",
    title: "The discovery address does not end where OpenID Connect keeps its document.",
    fix: `write the provider's address with ${DISCOVERY} at its end`,
    reference: "OpenID Connect Discovery 1.0, section 4",
    find: ({ identity }) =>
      identity?.kind !== "openid" || identity.discoveryUrl.endsWith(DISCOVERY)
        ? []
        : [
            {
              path: "identity.discoveryUrl",
              message: `identity.discoveryUrl is ${withoutPassword(identity.discoveryUrl)}`,
              expected: `… ${DISCOVERY}`,
            },
          ],
  },
  {
    code: "HF2906",
    severity: "error",
    title: "Team Edition can't sign in at an identity provider or a directory.",
    fix: "choose the enterprise edition; Entry is enough",
    reference: "Mattermost docs, editions: OpenID Connect, SAML and AD/LDAP from Professional on, and Entry",
    path: "identity",
    when: ({ identity, mattermost }) => identity !== undefined && mattermost.edition === "team",
    message: (site) => `identity is ${site.identity?.kind ?? "absent"} with ${licenceText(site)}`,
    expected: "edition enterprise or fips",
  },
  {
    code: "HF2907",
    severity: "error",
    title: "Passwords may be shorter than FIPS 140 allows.",
    fix: "raise identity.passwordLength",
    reference: "NIST SP 800-132 with FIPS modules: keys from passwords of 14 characters and more",
    path: "identity.passwordLength",
    when: ({ identity, mattermost }) =>
      mattermost.edition === "fips" && keycloak(identity) && identity.passwordLength < FIPS_PASSWORD,
    message: ({ identity }) =>
      `identity.passwordLength is ${String(keycloak(identity) ? identity.passwordLength : 0)} with edition fips`,
    expected: `at least ${String(FIPS_PASSWORD)}`,
  },
  {
    code: "HF2908",
    severity: "error",
    title: "The identity provider would stand at Mattermost's own address.",
    fix: "give the identity provider a host name of its own",
    reference: "Keycloak documentation, hostname v2; cookies of the two must not meet",
    path: "identity.url",
    when: ({ identity, mattermost }) =>
      ownServer(identity) && hostOf(identity.url) === hostOf(mattermost.siteUrl),
    message: ({ mattermost }) =>
      `identity.url and mattermost.siteUrl are both at ${hostOf(mattermost.siteUrl)}`,
    expected: "two host names",
  },
  {
    code: "HF2909",
    severity: "error",
    title: "The address that people are sent to can't be one of a sign-in page.",
    fix: "write scheme, host and port only",
    reference: "Keycloak documentation, hostname v2",
    path: "identity.url",
    when: ({ identity }) => ownServer(identity) && !/^https?:\/\/[^/?#@]+$/i.test(identity.url),
    message: ({ identity }) =>
      `identity.url is ${ownServer(identity) ? withoutPassword(identity.url) : "absent"}`,
    expected: "no path, no slash at the end, no user",
  },
  {
    code: "HF2911",
    severity: "error",
    title: "The realm can't have this name.",
    fix: "choose another name",
    reference: "Keycloak documentation: the realm master holds the administrators",
    path: "identity.realm",
    when: ({ identity }) => keycloak(identity) && identity.realm === "master",
    message: ({ identity }) => `identity.realm is ${keycloak(identity) ? identity.realm : "absent"}`,
    expected: "any name but master",
  },
  {
    code: "HF2912",
    severity: "warning",
    title: "People whom only Entra knows can't sign in while the link is down.",
    fix: "bring the accounts into the realm before, and remove identity.broker.createsAccounts",
    reference: DDIL,
    path: "identity.broker.createsAccounts",
    when: ({ connectivity, identity }) =>
      connectivity !== "connected" && keycloak(identity) && identity.broker?.createsAccounts === true,
    message: ({ connectivity }) => `identity.broker.createsAccounts is true, connectivity is ${connectivity}`,
    expected: "false",
  },
  {
    code: "HF2913",
    severity: "error",
    title: "A disconnected site can't reach the provider that it brokers.",
    fix: "remove identity.broker, or write connectivity: intermittent",
    reference: DDIL,
    path: "identity.broker",
    when: ({ connectivity, identity }) =>
      connectivity === "disconnected" && keycloak(identity) && identity.broker !== undefined,
    message: ({ connectivity }) => `identity.broker is given, connectivity is ${connectivity}`,
    expected: "no broker",
  },
);

function keycloak(identity: Site["identity"]): identity is SiteKeycloak {
  return identity?.kind === "keycloak";
}

/** Something that signs people in inside the cluster, at an address of its own. */
function ownServer(identity: Site["identity"]): identity is SiteKeycloak | SiteDex {
  return identity?.kind === "keycloak" || identity?.kind === "dex";
}

/** Addresses of the provider by their paths. */
function addresses({ identity }: Site): readonly (readonly [path: string, url: string])[] {
  switch (identity?.kind) {
    case undefined:
    case "ldap":
      return [];
    case "keycloak":
    case "dex":
      return [["identity.url", identity.url]];
    case "openid":
      return [["identity.discoveryUrl", identity.discoveryUrl]];
    case "saml":
      return [
        ["identity.ssoUrl", identity.ssoUrl],
        ...(identity.metadataUrl === undefined
          ? []
          : [["identity.metadataUrl", identity.metadataUrl] as const]),
      ];
  }
}

function address(site: Site): string {
  return addresses(site)[0]?.[1] ?? "";
}

function addressPath(site: Site): string {
  return addresses(site)[0]?.[0] ?? "identity";
}

function isCloud(url: string): boolean {
  const host = hostOf(url);
  return (
    CLOUD_PROVIDERS.some((domain) => host === domain || host.endsWith(`.${domain}`)) || isPublicEndpoint(url)
  );
}

function shortSessions(site: Site): readonly Finding[] {
  const { identity } = site;
  if (identity === undefined) return [];
  const hours = identity.plannedDisconnectionDays * HOURS_OF_A_DAY;
  const lengths: readonly (readonly [setting: string, inHours: number])[] = [
    ["SessionLengthSSOInHours", 1],
    ["SessionLengthMobileInHours", 1],
    ["SessionLengthSSOInDays", HOURS_OF_A_DAY],
    ["SessionLengthMobileInDays", HOURS_OF_A_DAY],
  ];
  return lengths.flatMap(([name, inHours]) => {
    const value = writtenSetting(site, `ServiceSettings.${name}`);
    if (typeof value !== "number" || value * inHours >= hours) return [];
    return [
      {
        path: `mattermost.settings.ServiceSettings.${name}`,
        message: `ServiceSettings.${name} is ${String(value)}, identity.plannedDisconnectionDays is ${String(identity.plannedDisconnectionDays)}`,
        expected: `at least ${String(hours / inHours)}`,
      },
    ];
  });
}
