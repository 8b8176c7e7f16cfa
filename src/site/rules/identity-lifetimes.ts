import type { Site, TlsSource } from "../site";
import type { SiteReadDirectory } from "../site-ldap";
import { rules } from "./rule";

/** Something that stops working on its own after a day. */
interface Lifetime {
  /** Place in the site file where its last day stands, or would stand. */
  readonly path: string;
  readonly what: string;
  readonly expires: string | undefined;
}

const DDIL = "Mattermost docs, deploy-ddil-operations: what is renewed from outside is renewed before";

/** Rules on what ends by itself, and when. */
export const IDENTITY_LIFETIME_RULES = rules(
  {
    code: "HF2917",
    severity: "error",
    title: "Something that people sign in with ends before the mission does.",
    fix: "renew it before, and write its new last day",
    reference: DDIL,
    find: (site) =>
      lifetimes(site)
        .filter(({ expires = "" }) => expires !== "" && expires < (site.missionEnds ?? ""))
        .map(({ path, what, expires = "" }) => ({
          path,
          message: `${what} ends on ${expires}, missionEnds is ${site.missionEnds ?? ""}`,
          expected: `${site.missionEnds ?? ""} or later`,
        })),
  },
  {
    code: "HF2918",
    severity: "warning",
    title: "Nobody says when something ends that people sign in with.",
    fix: "write its last day, or accept this with the reason why it has none",
    reference: DDIL,
    find: (site) =>
      site.missionEnds === undefined
        ? []
        : lifetimes(site)
            .filter(({ expires }) => expires === undefined)
            .map(({ path, what }) => ({
              path,
              message: `${what} has no last day, missionEnds is ${site.missionEnds ?? ""}`,
              expected: "a day, e.g. 2027-09-30",
            })),
  },
);

/** What people brought and must renew from outside. While there is a link, that can be done at any time. */
function lifetimes(site: Site): readonly Lifetime[] {
  if (site.connectivity === "connected") return [];
  return [...certificate("proxy.tls", "the certificate of the site", site.proxy.tls), ...signIn(site)];
}

function signIn({ identity }: Site): readonly Lifetime[] {
  switch (identity?.kind) {
    case undefined:
      return [];
    case "ldap":
      return reader(identity.directory);
    case "dex":
      return [
        ...certificate("identity.tls", "the certificate of the sign-in page", identity.tls),
        ...reader(identity.directory),
      ];
    case "openid":
      return [
        {
          path: "identity.clientSecret.expires",
          what: "the client secret of Mattermost",
          expires: identity.clientSecret.expires,
        },
      ];
    case "saml":
      return [
        {
          path: "identity.certificateExpires",
          what: "the provider's signing certificate",
          expires: identity.certificateExpires,
        },
      ];
    case "keycloak":
      return [
        ...(identity.exposure.kind === "proxy"
          ? certificate("identity.exposure.tls", "the certificate of the sign-in page", identity.exposure.tls)
          : []),
        ...(identity.broker === undefined
          ? []
          : [
              {
                path: "identity.broker.clientSecret.expires",
                what: "the client secret at Entra ID",
                expires: identity.broker.clientSecret.expires,
              },
            ]),
      ];
  }
}

/** Passwords of accounts of programs need no last day; one that is written counts. */
function reader(directory: Pick<SiteReadDirectory, "password"> | undefined): readonly Lifetime[] {
  const expires = directory?.password.expires;
  if (expires === undefined) return [];
  return [
    { path: "identity.directory.password.expires", what: "the password of the directory's reader", expires },
  ];
}

/** Those of cert-manager renew themselves. */
function certificate(path: string, what: string, tls: TlsSource): readonly Lifetime[] {
  return tls.kind === "secret" ? [{ path: `${path}.expires`, what, expires: tls.expires }] : [];
}
