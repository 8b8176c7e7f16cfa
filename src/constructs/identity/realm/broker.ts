import { placeholder, REALM_SECRETS, stableId } from "./names";
import type { BrokerEndpoints, RealmBroker } from "./realm-props";
import { execution, flow, partFlow } from "./flows";
import type { RealmFlow, RealmIdentityProvider, RealmIdentityProviderMapper } from "./representation";

/** Name of the provider, part of its redirect URI: `…/realms/<realm>/broker/entra/endpoint`. */
export const BROKER_ALIAS = "entra";

const DEFAULTS = { loginHost: "login.microsoftonline.com", displayName: "Microsoft Entra ID" } as const;

/**
 * Entra ID as a second way to sign in. Everything about it is written down, so a sign-in by password never asks
 * Microsoft anything; the realm's page shows the button beside its own form.
 */
export function brokerProvider(broker: RealmBroker): RealmIdentityProvider {
  const endpoints = broker.endpoints ?? entraEndpoints(broker);
  return {
    alias: BROKER_ALIAS,
    displayName: broker.displayName ?? DEFAULTS.displayName,
    providerId: "oidc",
    enabled: true,
    // One tenant, whose administrators say what an address is.
    trustEmail: true,
    storeToken: false,
    addReadTokenRoleOnCreate: false,
    linkOnly: false,
    firstBrokerLoginFlowAlias: flowAlias(broker),
    config: {
      ...endpoints,
      clientId: broker.clientId,
      clientSecret: placeholder(REALM_SECRETS.broker),
      clientAuthMethod: "client_secret_post",
      defaultScope: "openid profile email",
      useJwksUrl: "true",
      validateSignature: "true",
      pkceEnabled: "true",
      pkceMethod: "S256",
      disableUserInfo: "true",
      backchannelSupported: "false",
      // Names follow Entra at each sign-in; the link and the address are made once.
      syncMode: "IMPORT",
      hideOnLoginPage: "false",
    },
  };
}

function entraEndpoints({ tenantId, loginHost }: RealmBroker): BrokerEndpoints {
  const base = `https://${loginHost ?? DEFAULTS.loginHost}/${tenantId}`;
  return {
    issuer: `${base}/v2.0`,
    authorizationUrl: `${base}/oauth2/v2.0/authorize`,
    tokenUrl: `${base}/oauth2/v2.0/token`,
    jwksUrl: `${base}/discovery/v2.0/keys`,
  };
}

/** Members of an Entra group belong to a group of the realm, looked at again at each sign-in. */
export function brokerMappers(realm: string, broker: RealmBroker): readonly RealmIdentityProviderMapper[] {
  return Object.entries(broker.groups ?? {}).map(([objectId, group]) => ({
    id: stableId(realm, "broker mapper", objectId),
    name: `group ${group} ${objectId}`,
    identityProviderAlias: BROKER_ALIAS,
    identityProviderMapper: "oidc-advanced-group-idp-mapper",
    config: {
      syncMode: "FORCE",
      claims: JSON.stringify([{ key: "groups", value: objectId }]),
      "are.claim.values.regex": "false",
      group: `/${group}`,
    },
  }));
}

/**
 * What happens when somebody comes from Entra for the first time: the account with the same verified address or user
 * name is theirs. Without such an account they are refused, unless the site accepts accounts that only Entra knows.
 */
export function brokerFlows(realm: string, broker: RealmBroker): readonly RealmFlow[] {
  const alias = flowAlias(broker);
  const link = [
    execution("idp-detect-existing-broker-user", "REQUIRED", 10),
    execution("idp-auto-link", "REQUIRED", 20),
  ];
  if (!(broker.createsAccounts ?? false)) {
    return [flow(realm, alias, "Links the account that exists, refuses others.", true, link)];
  }
  const existing = `${alias} existing`;
  return [
    flow(realm, alias, "Makes an account, or links the one that exists.", true, [
      execution("idp-create-user-if-unique", "ALTERNATIVE", 10),
      partFlow(existing, "ALTERNATIVE", 20),
    ]),
    flow(realm, existing, "Links the account that exists.", false, [
      execution("idp-auto-link", "REQUIRED", 10),
    ]),
  ];
}

/** Another flow has another name, so that a running realm changes from one to the other in one step. */
function flowAlias(broker: RealmBroker): string {
  return (broker.createsAccounts ?? false) ? "link or create account" : "link existing account";
}
