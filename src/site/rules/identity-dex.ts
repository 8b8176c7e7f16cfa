import { ENOUGH_NODES } from "./identity-directory";
import { rules } from "./rule";

const KEYCLOAK = "choose kind keycloak";

/** Rules on what dex, the bridge of the smallest sites, can't do. */
export const IDENTITY_DEX_RULES = rules(
  {
    code: "HF2938",
    severity: "error",
    title: "dex can't tell people of Active Directory apart for ever.",
    fix: `${KEYCLOAK}: it reads objectGUID`,
    reference: "dex, LDAP connector: identifiers are texts; objectGUID is none, and other names change",
    path: "identity.directory.vendor",
    when: ({ identity }) => identity?.kind === "dex" && identity.directory?.vendor === "active-directory",
    message: () => "identity.directory.vendor is active-directory, identity.kind is dex",
    expected: "openldap",
  },
  {
    code: "HF2939",
    severity: "warning",
    title:
      "A password of the directory is all that people need to sign in, and only the directory limits guesses.",
    fix: `${KEYCLOAK} with secondFactor: required, or accept this with what the directory does against guessing`,
    reference:
      "dex documentation: connectors check the password; a released dex has no second factor and no limits",
    path: "identity.kind",
    when: ({ identity }) => identity?.kind === "dex",
    message: () => "identity.kind is dex",
    expected: "kind keycloak",
  },
  {
    code: "HF2940",
    severity: "warning",
    title: "Nobody can sign in anew while the only server of the sign-in page moves to another node.",
    fix: `${KEYCLOAK}: the site has nodes for two servers`,
    reference: "dex keeps sign-ins in memory, so it has one server",
    path: "identity.kind",
    when: ({ cluster, identity }) => identity?.kind === "dex" && cluster.nodes.count >= ENOUGH_NODES,
    message: ({ cluster }) => `identity.kind is dex, cluster.nodes.count is ${String(cluster.nodes.count)}`,
    expected: "kind keycloak",
  },
);
