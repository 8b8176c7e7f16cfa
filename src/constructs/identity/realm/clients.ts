import { placeholder, REALM_SECRETS, stableId } from "./names";
import type { RealmOptions } from "./realm-props";
import type { ProtocolMapper, RealmClient, RealmConfig } from "./representation";

/** Name of the attribute and of the claim with a person's position. */
export const POSITION = "position";

/** Name of the claim with a person's groups. */
export const GROUPS = "groups";

/** Mattermost over OpenID Connect: the authorization code flow with a secret, and nothing else. */
export function openIdClient(options: RealmOptions): RealmClient {
  const { siteUrl, clientId } = options.mattermost;
  return {
    ...common(options, clientId, "openid-connect"),
    redirectUris: [`${siteUrl}/signup/openid/complete`, `${siteUrl}/login/openid/complete`],
    clientAuthenticatorType: "client-secret",
    secret: placeholder(REALM_SECRETS.mattermost),
    standardFlowEnabled: true,
    implicitFlowEnabled: false,
    directAccessGrantsEnabled: false,
    serviceAccountsEnabled: false,
    webOrigins: [],
    attributes: {
      "post.logout.redirect.uris": siteUrl,
      "backchannel.logout.session.required": "true",
      "oauth2.device.authorization.grant.enabled": "false",
    },
    // `basic` carries `sub`, the stable id; `profile` and `email` carry names and the address.
    defaultClientScopes: ["basic", "profile", "email"],
    optionalClientScopes: [],
    protocolMappers: [
      mapper(options, "openid-connect", POSITION, "oidc-usermodel-attribute-mapper", {
        "user.attribute": POSITION,
        "claim.name": POSITION,
        "jsonType.label": "String",
        ...IN_TOKENS,
      }),
      mapper(options, "openid-connect", GROUPS, "oidc-group-membership-mapper", {
        "claim.name": GROUPS,
        "full.path": "false",
        ...IN_TOKENS,
      }),
    ],
  };
}

const IN_TOKENS = {
  "id.token.claim": "true",
  "access.token.claim": "true",
  "userinfo.token.claim": "true",
} as const;

/** Attributes of the assertion, under the names that Mattermost's documentation uses for Keycloak. */
export const SAML_ATTRIBUTES = {
  id: "id",
  email: "email",
  username: "username",
  firstName: "givenName",
  lastName: "surname",
  position: POSITION,
  groups: GROUPS,
} as const;

/** Mattermost over SAML: signed assertions, the address as a persistent name. */
export function samlClient(options: RealmOptions): RealmClient {
  const { siteUrl, samlClientId } = options.mattermost;
  const callback = `${siteUrl}/login/sso/saml`;
  const property = (attribute: string, from: string): ProtocolMapper =>
    mapper(options, "saml", attribute, "saml-user-property-mapper", {
      "user.attribute": from,
      ...basicAttribute(attribute),
    });
  return {
    ...common(options, samlClientId, "saml"),
    redirectUris: [callback],
    attributes: {
      saml_assertion_consumer_url_post: callback,
      "saml.assertion.signature": "true",
      "saml.server.signature": "false",
      "saml.client.signature": "false",
      "saml.encrypt": "false",
      "saml.authnstatement": "true",
      "saml.force.post.binding": "true",
      "saml.signature.algorithm": "RSA_SHA256",
      saml_signature_canonicalization_method: "http://www.w3.org/2001/10/xml-exc-c14n#",
      saml_name_id_format: "email",
      saml_force_name_id_format: "true",
    },
    defaultClientScopes: [],
    optionalClientScopes: [],
    protocolMappers: [
      property(SAML_ATTRIBUTES.id, "id"),
      property(SAML_ATTRIBUTES.email, "email"),
      property(SAML_ATTRIBUTES.username, "username"),
      property(SAML_ATTRIBUTES.firstName, "firstName"),
      property(SAML_ATTRIBUTES.lastName, "lastName"),
      mapper(options, "saml", POSITION, "saml-user-attribute-mapper", {
        "user.attribute": POSITION,
        ...basicAttribute(SAML_ATTRIBUTES.position),
      }),
      mapper(options, "saml", GROUPS, "saml-group-membership-mapper", {
        "full.path": "false",
        single: "true",
        ...basicAttribute(SAML_ATTRIBUTES.groups),
      }),
    ],
  };
}

function basicAttribute(name: string): RealmConfig {
  return { "attribute.name": name, "attribute.nameformat": "Basic" };
}

function common(options: RealmOptions, clientId: string, protocol: RealmClient["protocol"]) {
  const { siteUrl } = options.mattermost;
  return {
    id: stableId(options.name, "client", protocol),
    clientId,
    name: "Mattermost",
    protocol,
    enabled: true,
    publicClient: false,
    rootUrl: siteUrl,
    baseUrl: siteUrl,
    frontchannelLogout: protocol === "saml",
    fullScopeAllowed: false,
    consentRequired: false,
  };
}

function mapper(
  options: RealmOptions,
  protocol: ProtocolMapper["protocol"],
  name: string,
  protocolMapper: string,
  config: RealmConfig,
): ProtocolMapper {
  return { id: stableId(options.name, `${protocol} mapper`, name), name, protocol, protocolMapper, config };
}
