import * as fc from "fast-check";
import { maybe, quietly } from "./arbitrary-values";

const directory = fc.constant({
  vendor: "active-directory",
  urls: ["ldaps://dc1.agency.example"],
  bindDn: "cn=reader,dc=agency,dc=example",
  password: { secret: "directory-reader" },
  usersDn: "ou=people,dc=agency,dc=example",
  groupsDn: "ou=groups,dc=agency,dc=example",
  caSecret: "directory-authority",
  addresses: ["192.0.2.0/24"],
});

const broker = fc.constant({
  tenantId: "11111111-2222-4333-8444-555555555555",
  clientId: "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee",
  clientSecret: { secret: "entra-broker" },
});

const keycloak = (name: string) =>
  maybe({
    kind: fc.constant("keycloak"),
    url: fc.constant(`https://sign-in.${name}.example`),
    secondFactor: quietly(fc.constant("required")),
    directory: quietly(directory),
    broker: quietly(broker),
  });

const openId = maybe({
  kind: fc.constant("openid"),
  worksOffline: fc.boolean(),
  discoveryUrl: fc.constant("https://sign-in.agency.example/.well-known/openid-configuration"),
  clientId: fc.constant("mattermost"),
  clientSecret: fc.constant({ secret: "sign-in-client" }),
  addresses: quietly(fc.constant(["192.0.2.0/24"])),
});

const saml = fc.constant({
  kind: "saml",
  worksOffline: true,
  ssoUrl: "https://sign-in.agency.example/saml",
  issuer: "https://sign-in.agency.example",
  certificateFile: "idp.crt",
  claims: { id: "id", email: "email", username: "username" },
});

/** Who knows the people of a site: nobody in particular, a Keycloak, or somebody's provider. */
export const arbitraryIdentity = (name: string): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    { weight: 3, arbitrary: keycloak(name) },
    { weight: 1, arbitrary: openId },
    { weight: 1, arbitrary: saml },
  );
