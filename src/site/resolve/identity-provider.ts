import type { SiteBroker, SiteCluster, SiteIdentity, SiteKeycloak, SiteOpenId, SiteSaml } from "../site";
import type { SiteLdap } from "../site-ldap";
import type { SiteSpec } from "../spec";
import type { Ledger } from "./ledger";
import { resolveDirectory, resolveOpenLdap, resolveReadDirectory } from "./identity-directory";
import { resolveDex } from "./identity-dex";
import { because, resolveAllowFrom, signIn } from "./identity-sign-in";
import { resolveTls } from "./proxy";
import { resolveResources } from "./resources";
import { resolveValue } from "./secret-value";

type IdentitySpec = NonNullable<SiteSpec["identity"]>;
type SpecOf<K extends IdentitySpec["kind"]> = Extract<IdentitySpec, { kind: K }>;

const PATH = "identity";

const DEFAULTS = {
  privateAddress: because(false, "Mattermost calls private addresses only when told to"),
  passwordLength: because(15, "a password without a second factor", "NIST SP 800-63B-4, 3.1.1.2"),
  secondFactor: because<"optional">("optional", "who has a second factor is asked for it"),
  none: because<readonly string[]>([], "none named"),
  createsAccounts: because(false, "an account that only Entra knows is none when the link is down"),
  syncMinutes: because(60, "people who left are out within an hour"),
} as const;

/** Who knows the people of the site; nobody but Mattermost itself by default. */
export function resolveIdentityProvider(
  spec: SiteSpec,
  cluster: SiteCluster,
  ledger: Ledger,
): SiteIdentity | undefined {
  const { identity } = spec;
  if (identity === undefined) {
    ledger.absent(PATH, "Mattermost's own accounts");
    return undefined;
  }
  ledger.written(`${PATH}.kind`, identity.kind);
  switch (identity.kind) {
    case "keycloak":
      return resolveKeycloak(identity, spec, cluster, ledger);
    case "openid":
      return resolveOpenId(identity, ledger);
    case "saml":
      return resolveSaml(identity, spec.mattermost.siteUrl, ledger);
    case "ldap":
      return resolveLdap(identity, spec, cluster, ledger);
    case "dex":
      return resolveDex(identity, spec, cluster, ledger);
  }
}

function resolveKeycloak(
  identity: SpecOf<"keycloak">,
  spec: SiteSpec,
  cluster: SiteCluster,
  ledger: Ledger,
): SiteKeycloak {
  const { nodes } = cluster;
  return {
    kind: "keycloak",
    ...signIn(identity, ledger),
    url: ledger.written(`${PATH}.url`, identity.url),
    realm: ledger.chosen(`${PATH}.realm`, identity.realm, because(spec.name, "the site's name")),
    replicas: ledger.sized(`${PATH}.replicas`, identity.replicas, {
      value: nodes.count > 1 ? 2 : 1,
      reason: `${String(nodes.count)} nodes: ${nodes.count > 1 ? "one may fail" : "a second server would fail with the first"}`,
    }),
    resources: resolveResources(
      `${PATH}.resources`,
      identity.resources,
      {
        value: { cpu: "1", memory: "2Gi" },
        reason: "15 sign-ins by password a second; 1250 MB and the caches of 10,000 sessions, with room",
        source: "Keycloak documentation, concepts for sizing CPU and memory resources",
      },
      ledger,
    ),
    exposure: resolveExposure(identity.exposure, spec, ledger),
    allowFrom: resolveAllowFrom(identity.allowFrom, spec, ledger),
    passwordLength: ledger.chosen<number>(
      `${PATH}.passwordLength`,
      identity.passwordLength,
      DEFAULTS.passwordLength,
    ),
    secondFactor: ledger.chosen<"optional" | "required">(
      `${PATH}.secondFactor`,
      identity.secondFactor,
      DEFAULTS.secondFactor,
    ),
    groups: ledger.chosen(`${PATH}.groups`, identity.groups, DEFAULTS.none),
    directory: identity.directory && resolveDirectory(identity.directory, ledger),
    openLdap: identity.openLdap && resolveOpenLdap(identity.openLdap, spec, cluster, ledger),
    broker: identity.broker && resolveBroker(identity.broker, spec, ledger),
  };
}

function resolveExposure(
  exposure: SpecOf<"keycloak">["exposure"],
  spec: SiteSpec,
  ledger: Ledger,
): SiteKeycloak["exposure"] {
  const path = `${PATH}.exposure`;
  ledger.chosen<string>(
    `${path}.kind`,
    exposure?.kind,
    because("proxy", "one way in; administrators' pages stay inside"),
  );
  if (exposure?.kind === "node-port") return exposure;
  if (exposure?.kind === "load-balancer") return { ...exposure, annotations: exposure.annotations ?? {} };
  return { kind: "proxy", tls: resolveTls(`${path}.tls`, exposure?.tls ?? spec.proxy?.tls, ledger) };
}

function resolveBroker(
  broker: NonNullable<SpecOf<"keycloak">["broker"]>,
  { substrate }: SiteSpec,
  ledger: Ledger,
): SiteBroker {
  const path = `${PATH}.broker`;
  const government = substrate === "azure-government";
  return {
    tenantId: ledger.written(`${path}.tenantId`, broker.tenantId),
    clientId: ledger.written(`${path}.clientId`, broker.clientId),
    clientSecret: resolveValue(`${path}.clientSecret`, broker.clientSecret, ledger),
    loginHost: ledger.chosen(
      `${path}.loginHost`,
      broker.loginHost,
      because(
        government ? "login.microsoftonline.us" : "login.microsoftonline.com",
        government ? "the site is on azure-government" : "the public cloud",
        "Microsoft, national cloud endpoints",
      ),
    ),
    createsAccounts: ledger.chosen<boolean>(
      `${path}.createsAccounts`,
      broker.createsAccounts,
      DEFAULTS.createsAccounts,
    ),
    groups: ledger.chosen(`${path}.groups`, broker.groups, because({}, "no group is mapped")),
  };
}

function foreign(identity: SpecOf<"openid" | "saml">, ledger: Ledger) {
  return {
    ...signIn(identity, ledger),
    worksOffline: ledger.written(`${PATH}.worksOffline`, identity.worksOffline),
    buttonText: ledger.optional(`${PATH}.buttonText`, identity.buttonText, "Mattermost's own text"),
    privateAddress: ledger.chosen<boolean>(
      `${PATH}.privateAddress`,
      identity.privateAddress,
      DEFAULTS.privateAddress,
    ),
    addresses: ledger.optional(
      `${PATH}.addresses`,
      identity.addresses,
      "any address, on the provider's port only",
    ),
  };
}

function resolveOpenId(identity: SpecOf<"openid">, ledger: Ledger): SiteOpenId {
  return {
    kind: "openid",
    ...foreign(identity, ledger),
    discoveryUrl: ledger.written(`${PATH}.discoveryUrl`, identity.discoveryUrl),
    clientId: ledger.written(`${PATH}.clientId`, identity.clientId),
    clientSecret: resolveValue(`${PATH}.clientSecret`, identity.clientSecret, ledger),
    tenantId: ledger.optional(`${PATH}.tenantId`, identity.tenantId, "the provider is not Entra ID"),
  };
}

function resolveSaml(identity: SpecOf<"saml">, siteUrl: string, ledger: Ledger): SiteSaml {
  return {
    kind: "saml",
    ...foreign(identity, ledger),
    ssoUrl: ledger.written(`${PATH}.ssoUrl`, identity.ssoUrl),
    issuer: ledger.written(`${PATH}.issuer`, identity.issuer),
    metadataUrl: ledger.optional(`${PATH}.metadataUrl`, identity.metadataUrl, "not needed"),
    serviceProviderId: ledger.chosen(
      `${PATH}.serviceProviderId`,
      identity.serviceProviderId,
      because(siteUrl, "the site URL names Mattermost"),
    ),
    certificateFile: ledger.chosen(
      `${PATH}.certificateFile`,
      identity.certificateFile,
      because("saml-idp.crt", "the name that Mattermost gives it"),
    ),
    certificate: identity.certificate && resolveValue(`${PATH}.certificate`, identity.certificate, ledger),
    certificateExpires: identity.certificateExpires,
    claims: ledger.written(`${PATH}.claims`, identity.claims),
    directory: identity.directory && resolveReadDirectory(identity.directory, ledger),
  };
}

function resolveLdap(
  identity: SpecOf<"ldap">,
  spec: SiteSpec,
  cluster: SiteCluster,
  ledger: Ledger,
): SiteLdap {
  const { groupFilter, guestFilter, adminFilter } = identity;
  return {
    kind: "ldap",
    ...signIn(identity, ledger),
    directory: identity.directory && resolveReadDirectory(identity.directory, ledger),
    openLdap: identity.openLdap && resolveOpenLdap(identity.openLdap, spec, cluster, ledger),
    groupFilter: ledger.optional(`${PATH}.groupFilter`, groupFilter, "every group of the directory"),
    guestFilter: ledger.optional(`${PATH}.guestFilter`, guestFilter, "nobody is a guest"),
    adminFilter: ledger.optional(`${PATH}.adminFilter`, adminFilter, "administrators are made in Mattermost"),
    syncMinutes: ledger.chosen<number>(`${PATH}.syncMinutes`, identity.syncMinutes, DEFAULTS.syncMinutes),
  };
}
