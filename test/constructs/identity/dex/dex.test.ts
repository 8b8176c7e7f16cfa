import { Dex } from "../../../../src/constructs/identity/dex/dex";
import type { DexProps } from "../../../../src/constructs/identity/dex/dex-props";
import {
  fromLdapAttributes,
  type LdapAttributes,
} from "../../../../src/constructs/identity/ldap/ldap-directory";
import { OpenLdap } from "../../../../src/constructs/identity/ldap/openldap";
import { SingleSignOn } from "../../../../src/constructs/identity/single-sign-on";
import { Connections } from "../../../../src/constructs/kubernetes/connections";
import { Namespace } from "../../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../../src/constructs/kubernetes/secret";
import { SiteAuthority } from "../../../../src/constructs/kubernetes/site-authority";
import { checkAgainstProviderSchema } from "../../../support/provider-schema";
import { problemCodes, resourcesByName, synth, testStack } from "../../../support/synth";
import { environmentOf, world } from "../../mattermost/world";

const URL = "https://sign-in.outpost.example";

function scene() {
  const stack = testStack();
  const namespace = Namespace.fromName(stack, "Namespace", "outpost");
  return { stack, namespace, authority: new SiteAuthority(stack, "Authority", { namespace }) };
}

function dex(props: Partial<DexProps> = {}) {
  const { stack, namespace, authority } = scene();
  const tls = { authority };
  const directory = new OpenLdap(stack, "Directory", { namespace, tls, baseDn: "dc=outpost,dc=example" });
  const siteUrl = "https://chat.outpost.example";
  return { stack, built: new Dex(stack, "Dex", { namespace, tls, directory, url: URL, siteUrl, ...props }) };
}

function foreign(attributes: Partial<LdapAttributes>) {
  const { stack, namespace, authority } = scene();
  const directory = fromLdapAttributes(stack, "Directory", {
    vendor: "openldap",
    urls: ["ldaps://directory.outpost.example"],
    bindDn: "cn=reader$,dc=outpost,dc=example",
    password: Secret.fromName(stack, "Password", { name: "reader" }).key("password"),
    baseDn: "dc=outpost,dc=example",
    usersDn: "ou=people,dc=outpost,dc=example",
    ...attributes,
  });
  new Dex(stack, "Dex", {
    namespace,
    tls: { authority },
    directory,
    url: URL,
    siteUrl: "https://chat.outpost.example",
  });
  return stack;
}

function configOf(stack: Parameters<typeof synth>[0]): Readonly<Record<string, unknown>> {
  const files = resourcesByName(synth(stack), "kubernetes_config_map_v1")["dex-config"]?.data;
  const text = (files as Record<string, string>)["config.yaml"] ?? "";
  // Terraform reads "$${" as "${".
  return JSON.parse(text.replaceAll("$${", "${")) as Readonly<Record<string, unknown>>;
}

test("the JSON is valid, one server at a time, and no secret stands in it", () => {
  const json = synth(dex().stack);
  expect(checkAgainstProviderSchema(json)).toEqual([]);
  const spec = resourcesByName(json, "kubernetes_deployment_v1").dex?.spec as {
    readonly replicas: string;
    readonly strategy: { readonly type: string };
  };
  expect(spec).toMatchObject({ replicas: "1", strategy: { type: "Recreate" } });
});

test("the directory is asked over TLS with its own authority, and passwords come by the environment", () => {
  expect(configOf(dex().stack)).toMatchObject({
    issuer: URL,
    staticClients: [
      {
        id: "mattermost",
        secretEnv: "MATTERMOST_CLIENT_SECRET",
        redirectURIs: [
          "https://chat.outpost.example/signup/openid/complete",
          "https://chat.outpost.example/login/openid/complete",
        ],
      },
    ],
    connectors: [
      {
        type: "ldap",
        config: {
          host: "openldap.outpost.svc.cluster.local:636",
          rootCA: "/holdfast/authority/ca.crt",
          bindPW: "$LDAP_BIND_PASSWORD",
          userSearch: { baseDN: "ou=people,dc=outpost,dc=example", idAttr: "entryUUID" },
          groupSearch: { baseDN: "ou=groups,dc=outpost,dc=example" },
        },
      },
    ],
  });
});

test("a foreign directory: its port, its filter, a dollar sign in a name, no groups, the system's authorities", () => {
  const urls = ["ldaps://directory.outpost.example:3269"];
  const { connectors } = configOf(foreign({ urls, userFilter: "(employeeType=crew)" }));
  const [{ config }] = connectors as [{ config: Readonly<Record<string, unknown>> }];
  expect(config).toMatchObject({
    host: "directory.outpost.example:3269",
    bindDN: "cn=reader${DOLLAR},dc=outpost,dc=example",
    userSearch: { filter: "(employeeType=crew)" },
  });
  expect(config).not.toHaveProperty("groupSearch");
  expect(config).not.toHaveProperty("rootCA");
});

test("connections: the directory, and no more", () => {
  const talk = Connections.allBelow(dex().stack).map(({ from, to }) => `${from.sideName} ${to.sideName}`);
  expect(talk.filter((each) => each.startsWith("dex"))).toEqual(["dex openldap"]);
});

test("people see the pages, and tokens are given inside only", () => {
  const { paths, host, port } = dex().built.published;
  expect(host).toBe("dex-members.outpost.svc.cluster.local");
  expect(port.port).toBe(5556);
  for (const inside of ["/token", "/userinfo", "/keys", "/.well-known/", "/device"]) {
    expect(paths.filter((path) => inside.startsWith(path))).toEqual([]);
  }
});

test("Mattermost sends people to the public address and asks the Service", () => {
  const built = world();
  const { stack } = built;
  const namespace = Namespace.fromName(stack, "DexNamespace", "outpost");
  const tls = { authority: new SiteAuthority(stack, "DexAuthority", { namespace }) };
  const directory = new OpenLdap(stack, "Directory", { namespace, tls, baseDn: "dc=outpost,dc=example" });
  const siteUrl = "https://chat.outpost.example";
  const provider = new Dex(stack, "Dex", { namespace, tls, directory, url: URL, siteUrl });
  built.server.addFeature(new SingleSignOn({ provider }));
  expect(environmentOf(built)).toMatchObject({
    MM_OPENIDSETTINGS_ENABLE: "true",
    MM_OPENIDSETTINGS_AUTHENDPOINT: `${URL}/auth`,
    MM_OPENIDSETTINGS_TOKENENDPOINT: "https://dex.outpost.svc.cluster.local/token",
    MM_OPENIDSETTINGS_USERAPIENDPOINT: "https://dex.outpost.svc.cluster.local/userinfo",
    MM_OPENIDSETTINGS_USEPREFERREDUSERNAME: "true",
  });
});

test.each<[string, () => unknown, readonly string[]]>([
  ["an address without TLS", () => dex({ url: "http://sign-in.outpost.example" }), ["HF3501"]],
  ["a path in the site's address", () => dex({ siteUrl: "https://outpost.example/chat" }), ["HF3501"]],
  ["a directory without TLS", () => foreign({ urls: ["ldap://directory.outpost.example"] }), ["HF3523"]],
  ["two servers", () => foreign({ urls: ["ldaps://one.example", "ldaps://two.example"] }), ["HF3531"]],
  ["Active Directory", () => foreign({ vendor: "active-directory" }), ["HF3530"]],
])("%s is refused", (_, build, codes) => {
  expect(problemCodes(build)).toEqual(codes);
});
