import type { Site } from "../site";
import { hostOf } from "../addresses";

/** A place of the site file that names an Entra tenant. */
export interface NamedTenant {
  readonly path: string;
  readonly tenantId: string;
  readonly loginHost: string;
  /** Application there; SAML names none. */
  readonly clientId?: string;
}

/** The tenant that people sign in at; undefined when it is none of Entra ID. */
export function signInTenant({ identity }: Site): NamedTenant | undefined {
  switch (identity?.kind) {
    case "keycloak":
      return identity.broker && { path: "identity.broker", ...identity.broker };
    case "openid": {
      const { clientId, discoveryUrl, tenantId } = identity;
      return tenantId === undefined
        ? undefined
        : { path: "identity", tenantId, clientId, loginHost: hostOf(discoveryUrl) };
    }
    case "saml": {
      const tenantId = /^https:\/\/[^/]+\/([0-9a-f-]{36})\/saml2$/i.exec(identity.ssoUrl)?.[1];
      return tenantId === undefined
        ? undefined
        : { path: "identity", tenantId, loginHost: hostOf(identity.ssoUrl) };
    }
    default:
      return undefined;
  }
}

/** Whether two ids of Microsoft are the same. */
export function sameId(one: string | undefined, other: string | undefined): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}
