import { z } from "zod";
import { cidr, documented, host, kubernetesName, lastDay, resources } from "./fields";
import { directory, openLdap, readDirectory, secretValue } from "./identity-directory";
import { tlsSource } from "./proxy";

const common = {
  plannedDisconnectionDays: documented(
    z.int().min(1).max(3650).optional(),
    "Longest time without a link that the site plans for; people stay signed in that long without use.",
    { default: 30 },
  ),
  passwordSignIn: documented(
    z.boolean().optional(),
    "Let Mattermost's own accounts sign in by password, beside the provider.",
    { default: false },
  ),
} as const;

const foreign = {
  ...common,
  worksOffline: documented(z.boolean(), "Whether people can sign in there while the site's link is down."),
  buttonText: documented(z.string().min(1).max(60).optional(), "Text of the button."),
  privateAddress: documented(
    z.boolean().optional(),
    "Whether the provider has a private address, which Mattermost calls only when told to.",
    { default: false },
  ),
  addresses: documented(
    z.array(cidr).min(1).optional(),
    "Networks of the provider, for the network policy.",
    {
      default: "any address, on the provider's port only",
    },
  ),
} as const;

const broker = z.strictObject({
  tenantId: documented(z.guid(), "Directory id of the Entra tenant."),
  clientId: documented(z.guid(), "Application id at Entra."),
  clientSecret: documented(secretValue, "Its client secret."),
  loginHost: documented(host.optional(), "Sign-in host of the cloud.", {
    default: "login.microsoftonline.com, and login.microsoftonline.us on azure-government",
  }),
  createsAccounts: documented(
    z.boolean().optional(),
    "Let people in whom only Entra knows. They can't sign in when the link is down.",
    { default: false },
  ),
  groups: documented(
    z.record(z.guid(), z.string().min(1)).optional(),
    "Groups of the realm by the object id of the Entra group.",
    { default: "none" },
  ),
});

const keycloak = z.strictObject({
  kind: z.literal("keycloak"),
  ...common,
  url: documented(z.url(), "Address that people are sent to, apart from Mattermost's.", {
    examples: ["https://sign-in.outpost-kestrel.example"],
  }),
  realm: documented(kubernetesName.optional(), "Name of the realm.", { default: "the site's name" }),
  replicas: documented(z.int().min(1).max(10).optional(), "Servers.", {
    default: "sized: 1 on one node, else 2",
  }),
  resources: documented(resources.optional(), "Resources of one server.", { default: "sized" }),
  exposure: documented(
    z
      .discriminatedUnion("kind", [
        z.strictObject({
          kind: documented(
            z.literal("proxy").optional(),
            "By the site's proxy, or `load-balancer`, `node-port`.",
            { default: "proxy" },
          ),
          tls: documented(tlsSource.optional(), "Where the certificate comes from.", {
            default: "as proxy.tls; a Secret must then carry both names",
          }),
        }),
        z.strictObject({
          kind: z.literal("load-balancer"),
          address: documented(z.union([z.ipv4(), z.ipv6()]).optional(), "Its address."),
          annotations: documented(
            z.record(z.string(), z.string()).optional(),
            "What the load balancer's controller wants to read.",
            { default: "none" },
          ),
        }),
        z.strictObject({
          kind: z.literal("node-port"),
          https: documented(z.int().min(30000).max(32767), "Port on every node."),
        }),
      ])
      .optional(),
    "How people reach it: by the site's proxy, which keeps administrators' pages inside, or by itself.",
    { default: "kind: proxy" },
  ),
  allowFrom: documented(z.array(cidr).optional(), "Networks that may connect.", {
    default: "those of proxy.allowFrom",
  }),
  passwordLength: documented(z.int().min(8).max(64).optional(), "Least length of a password.", {
    default: 15,
  }),
  secondFactor: documented(
    z.enum(["optional", "required"]).optional(),
    "Whether everybody sets up a second factor at the first sign-in.",
    { default: "optional" },
  ),
  groups: documented(z.array(z.string().min(1)).optional(), "Groups of the realm."),
  directory: documented(directory.optional(), "LDAP directory that people come from.", {
    default: "people live in the realm",
  }),
  openLdap: documented(openLdap.optional(), "OpenLDAP of the site's own that people come from."),
  broker: documented(broker.optional(), "Entra ID as a second way to sign in while the link is up."),
});

const openId = z.strictObject({
  kind: z.literal("openid"),
  ...foreign,
  discoveryUrl: documented(z.url(), "Address that ends with /.well-known/openid-configuration."),
  clientId: documented(z.string().min(1), "Client of Mattermost."),
  clientSecret: documented(secretValue, "Its secret."),
  tenantId: documented(z.guid().optional(), "Directory id, when the provider is Entra ID.", {
    default: "any other provider",
  }),
});

const saml = z.strictObject({
  kind: z.literal("saml"),
  ...foreign,
  ssoUrl: documented(z.url(), "Where people are sent to."),
  issuer: documented(z.string().min(1), "Entity id of the provider."),
  metadataUrl: documented(z.url().optional(), "Address of its metadata."),
  serviceProviderId: documented(z.string().min(1).optional(), "Entity id of Mattermost there.", {
    default: "the site URL",
  }),
  certificateFile: documented(
    z.string().min(1).optional(),
    "Name under which Mattermost keeps the provider's signing certificate.",
    { default: "saml-idp.crt, the name that Mattermost gives it" },
  ),
  certificate: documented(
    secretValue.optional(),
    "The provider's signing certificate, PEM; the setup brings it to the servers.",
    { default: "somebody brings it by hand" },
  ),
  certificateExpires: documented(lastDay.optional(), "Last day of that certificate."),
  claims: documented(
    z.strictObject({
      id: z.string().min(1),
      email: z.string().min(1),
      username: z.string().min(1),
      firstName: z.string().min(1).optional(),
      lastName: z.string().min(1).optional(),
      nickname: z.string().min(1).optional(),
      position: z.string().min(1).optional(),
    }),
    "Names of the attributes in an assertion.",
  ),
  directory: documented(
    readDirectory.optional(),
    "Directory behind the provider that Mattermost reads: names, groups and who has left.",
    { default: "people are as they last signed in" },
  ),
});

const membershipFilter = z.string().regex(/^\(.+\)$/, "a filter in parentheses");

const ldap = z.strictObject({
  kind: z.literal("ldap"),
  ...common,
  directory: documented(readDirectory.optional(), "Directory that people sign in at."),
  openLdap: documented(openLdap.optional(), "OpenLDAP of the site's own that people sign in at."),
  groupFilter: documented(membershipFilter.optional(), "Groups that teams and channels may be linked to.", {
    default: "every group of the directory",
  }),
  guestFilter: documented(membershipFilter.optional(), "Who is a guest.", { default: "nobody" }),
  adminFilter: documented(membershipFilter.optional(), "Who administers Mattermost.", { default: "nobody" }),
  syncMinutes: documented(
    z.int().min(1).max(1440).optional(),
    "Minutes between reads of the whole directory.",
    { default: 60 },
  ),
});

const dex = z.strictObject({
  kind: z.literal("dex"),
  ...common,
  url: documented(z.url(), "Address that people are sent to, apart from Mattermost's. The proxy serves it.", {
    examples: ["https://sign-in.outpost-kestrel.example"],
  }),
  tls: documented(tlsSource.optional(), "Where its certificate comes from.", {
    default: "as proxy.tls; a Secret must then carry both names",
  }),
  allowFrom: documented(z.array(cidr).optional(), "Networks that may connect.", {
    default: "those of proxy.allowFrom",
  }),
  resources: documented(resources.optional(), "Resources of the server.", { default: "sized" }),
  directory: documented(directory.optional(), "Directory that people sign in at. Not Active Directory."),
  openLdap: documented(openLdap.optional(), "OpenLDAP of the site's own that people sign in at."),
});

/** Who knows the people of the site. */
export const identityProviderSpec = z.discriminatedUnion("kind", [keycloak, openId, saml, ldap, dex]);
