import { Keycloak } from "../../../../src/constructs/identity/keycloak";
import { federationWith } from "../../../../src/constructs/identity/ldap/ldap-directory";
import { OpenLdap } from "../../../../src/constructs/identity/ldap/openldap";
import type { OpenLdapProps } from "../../../../src/constructs/identity/ldap/openldap-props";
import { Connections } from "../../../../src/constructs/kubernetes/connections";
import { Namespace } from "../../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../../src/constructs/kubernetes/secret";
import { SiteAuthority } from "../../../../src/constructs/kubernetes/site-authority";
import { fromPostgresAttributes } from "../../../../src/constructs/postgres/foreign-postgres";
import { checkAgainstProviderSchema } from "../../../support/provider-schema";
import { problemCodes, resourcesByName, synth, testStack } from "../../../support/synth";

function openLdap(props: Partial<OpenLdapProps> = {}) {
  const stack = testStack();
  const namespace = Namespace.fromName(stack, "Namespace", "outpost");
  const authority = new SiteAuthority(stack, "Authority", { namespace });
  const built = new OpenLdap(stack, "Directory", {
    namespace,
    baseDn: "dc=outpost,dc=example",
    tls: { authority },
    ...props,
  });
  return { stack, namespace, authority, built };
}

const talk = (stack: Parameters<typeof Connections.allBelow>[0]): readonly string[] =>
  Connections.allBelow(stack).map(
    ({ from, to, port }) => `${from.sideName} ${to.sideName} ${String(port.port)}`,
  );

test("the JSON is valid, and no file holds a password", () => {
  const { stack } = openLdap();
  const json = synth(stack);
  expect(checkAgainstProviderSchema(json)).toEqual([]);
  const files = resourcesByName(json, "kubernetes_config_map_v1")["openldap-config"]?.data as Record<
    string,
    string
  >;
  expect(Object.keys(files)).toEqual(expect.arrayContaining(["slapd-0.conf", "slapd-1.conf", "prepare.sh"]));
  expect(files["slapd-0.conf"]).toContain("rootpw @ROOT_HASH@");
});

test("servers talk among themselves, the copies come from them, and nobody else is let in", () => {
  expect(talk(openLdap().stack)).toEqual(["openldap openldap 1636", "openldap-backup openldap 1636"]);
  expect(talk(openLdap({ replicas: 1 }).stack)).toEqual(["openldap-backup openldap 1636"]);
});

test("Keycloak takes it as a directory", () => {
  const { authority, built, namespace, stack } = openLdap();
  const { realm, keycloak } = federationWith(built);
  new Keycloak(stack, "Keycloak", {
    namespace,
    database: fromPostgresAttributes(stack, "Database", {
      writer: { host: "db.outpost.example" },
      database: "keycloak",
      credentials: Secret.fromName(stack, "Login", { name: "keycloak-login" }),
      majorVersion: 18,
      tls: { mode: "require" },
    }),
    url: "https://sign-in.outpost.example",
    tls: { authority },
    realm: {
      name: "outpost",
      mattermost: { siteUrl: "https://chat.outpost.example" },
      directory: realm,
    },
    directory: keycloak,
  });
  expect(talk(stack)).toContain("keycloak openldap 1636");
  expect(realm).toMatchObject({
    url: "ldaps://openldap.outpost.svc.cluster.local",
    bindDn: "cn=reader,cn=services",
  });
});

test.each<[string, Partial<OpenLdapProps>, readonly string[]]>([
  ["a suffix that is none", { baseDn: "outpost.example" }, ["HF3520"]],
  ["no server", { replicas: 0 }, ["HF3521"]],
  ["half a server", { replicas: 1.5 }, ["HF3521"]],
  ["a short password", { passwordPolicy: { length: 7 } }, ["HF3522"]],
  ["no lock", { passwordPolicy: { failures: 0 } }, ["HF3522"]],
  [
    "all at once",
    { baseDn: "", replicas: 9, passwordPolicy: { failures: 1 } },
    ["HF3520", "HF3521", "HF3522"],
  ],
])("%s is refused", (_, props, codes) => {
  expect(problemCodes(() => openLdap(props))).toEqual(codes);
});
