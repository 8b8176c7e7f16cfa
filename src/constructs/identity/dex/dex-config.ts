import type { LdapReference } from "../ldap/ldap-directory";

/** Environment of the program: what its configuration refers to. */
export const DEX_VARIABLES = {
  clientSecret: "MATTERMOST_CLIENT_SECRET",
  bindPassword: "LDAP_BIND_PASSWORD",
  /** The sign itself: dex expands variables in what describes a directory, and knows no escape. */
  dollar: "DOLLAR",
} as const;

/** Claims of a token, beside the standard ones. */
export const DEX_GROUPS = "groups";

export interface DexConfigOptions {
  /** Address that people type, and the issuer of tokens. */
  readonly url: string;
  /** Name of the page. */
  readonly displayName: string;
  readonly port: number;
  /** Port of health and metrics, without TLS. */
  readonly telemetryPort: number;
  /** Folder with `tls.crt` and `tls.key`. */
  readonly certificate: string;
  readonly client: { readonly id: string; readonly redirectUris: readonly string[] };
  readonly directory: Pick<LdapReference, "urls" | "bindDn" | "usersDn" | "groupsDn" | "userFilter">;
  /** File with the directory's authority. @default - the authorities of the system */
  readonly authority?: string;
}

/** Mattermost asks for a token once at a sign-in and keeps a session of its own; nothing has to live long. */
const LIFETIMES = {
  signingKeys: "6h",
  idTokens: "10m",
  authRequests: "15m",
  refreshTokens: { reuseInterval: "3s", validIfNotUsedFor: "24h", absoluteLifetime: "168h" },
} as const;

/** The sign-in page shows itself in no frame; the proxy adds what holds for every host. */
const HEADERS = {
  "X-Frame-Options": "DENY",
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": "frame-ancestors 'none'",
} as const;

/** The whole configuration, as JSON, which is YAML, too. Secrets come from the environment. */
export function dexConfig(options: DexConfigOptions): string {
  const { certificate, client, displayName, port, telemetryPort, url } = options;
  const config = {
    issuer: url,
    storage: { type: "memory" },
    web: {
      https: `0.0.0.0:${String(port)}`,
      tlsCert: `${certificate}/tls.crt`,
      tlsKey: `${certificate}/tls.key`,
      tlsMinVersion: "1.2",
      headers: HEADERS,
      // The network lets in the proxy, which overwrites the header, and Mattermost, which sends none.
      clientRemoteIP: { header: "X-Forwarded-For", trustedProxies: ["0.0.0.0/0", "::/0"] },
    },
    telemetry: { http: `0.0.0.0:${String(telemetryPort)}` },
    expiry: LIFETIMES,
    logger: { level: "info", format: "json" },
    frontend: { issuer: displayName },
    oauth2: {
      grantTypes: ["authorization_code", "refresh_token"],
      responseTypes: ["code"],
      skipApprovalScreen: true,
    },
    enablePasswordDB: false,
    staticClients: [
      {
        id: client.id,
        name: "Mattermost",
        secretEnv: DEX_VARIABLES.clientSecret,
        redirectURIs: client.redirectUris,
      },
    ],
    connectors: [{ type: "ldap", id: "ldap", name: displayName, config: connector(options) }],
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** Entries of the schema inetOrgPerson; identifiers never change when a person is renamed. */
function connector({ authority, directory }: DexConfigOptions): object {
  const { bindDn, groupsDn, urls, userFilter, usersDn } = directory;
  return {
    host: hostOf(urls[0] ?? ""),
    ...(authority !== undefined && { rootCA: authority }),
    bindDN: literal(bindDn),
    bindPW: `$${DEX_VARIABLES.bindPassword}`,
    usernamePrompt: "Username",
    userSearch: {
      baseDN: literal(usersDn),
      filter: literal(userFilter ?? "(objectClass=inetOrgPerson)"),
      username: "uid",
      scope: "sub",
      idAttr: "entryUUID",
      emailAttr: "mail",
      nameAttr: "cn",
      preferredUsernameAttr: "uid",
    },
    ...(groupsDn !== undefined && {
      groupSearch: {
        baseDN: literal(groupsDn),
        filter: "(objectClass=groupOfNames)",
        scope: "sub",
        userMatchers: [{ userAttr: "DN", groupAttr: "member" }],
        nameAttr: "cn",
      },
    }),
  };
}

/** `host:port` of an address such as `ldaps://directory.example`. */
function hostOf(url: string): string {
  const host = url.replace(/^ldaps:\/\//, "").replace(/\/$/, "");
  return /:\d+$/.test(host) ? host : `${host}:636`;
}

function literal(text: string): string {
  return text.replaceAll("$", `\${${DEX_VARIABLES.dollar}}`);
}
