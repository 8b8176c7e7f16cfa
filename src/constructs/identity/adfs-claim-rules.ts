import type { ClaimMap } from "./identity-provider";

/** Attribute of Active Directory by the claim that carries it. The object's GUID never changes; names and addresses do. */
const ATTRIBUTES = {
  id: "objectGUID",
  email: "mail",
  username: "sAMAccountName",
  firstname: "givenName",
  lastname: "sn",
  position: "title",
} as const;

/** Which claim Mattermost reads for what, SAML. */
export const ADFS_SAML_CLAIMS: ClaimMap = {
  id: "id",
  email: "email",
  username: "username",
  firstName: "firstname",
  lastName: "lastname",
  position: "position",
};

/** The same for OpenID Connect, whose subject AD FS makes by itself. */
export const ADFS_OPENID_CLAIMS: ClaimMap = {
  id: "sub",
  email: "email",
  username: "preferred_username",
  firstName: "given_name",
  lastName: "family_name",
};

const FROM_ACCOUNT =
  'c:[Type == "http://schemas.microsoft.com/ws/2008/06/identity/claims/windowsaccountname", Issuer == "AD AUTHORITY"]';

/** Rules of the relying party trust: the attributes, and the address as the name of the subject. */
export const SAML_RULES = [
  issueAttributes(ATTRIBUTES),
  '@RuleName = "Subject"',
  'c:[Type == "email"]',
  ' => issue(Type = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier", Value = c.Value, ' +
    'Properties["http://schemas.xmlsoap.org/ws/2005/05/identity/claimproperties/format"] = ' +
    '"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress");',
].join("\n");

/** Rules of the web API: claims by the names that OpenID Connect gives them. */
export const OPENID_RULES = issueAttributes({
  email: ATTRIBUTES.email,
  preferred_username: ATTRIBUTES.username,
  given_name: ATTRIBUTES.firstname,
  family_name: ATTRIBUTES.lastname,
});

function issueAttributes(attributes: Readonly<Record<string, string>>): string {
  const types = Object.keys(attributes)
    .map((claim) => `"${claim}"`)
    .join(", ");
  return [
    '@RuleName = "Attributes"',
    FROM_ACCOUNT,
    ` => issue(store = "Active Directory", types = (${types}), ` +
      `query = ";${Object.values(attributes).join(",")};{0}", param = c.Value);`,
  ].join("\n");
}
