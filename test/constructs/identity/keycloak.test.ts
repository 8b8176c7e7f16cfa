import { Keycloak } from "../../../src/constructs/identity/keycloak";
import type { KeycloakExposure, KeycloakProps } from "../../../src/constructs/identity/keycloak-props";
import { SingleSignOn } from "../../../src/constructs/identity/single-sign-on";
import { Connections } from "../../../src/constructs/kubernetes/connections";
import { CustomResources } from "../../../src/constructs/kubernetes/custom-resources";
import { Namespace } from "../../../src/constructs/kubernetes/namespace";
import { Secret } from "../../../src/constructs/kubernetes/secret";
import { SiteAuthority } from "../../../src/constructs/kubernetes/site-authority";
import { fromPostgresAttributes } from "../../../src/constructs/postgres/foreign-postgres";
import { firewallMatrix } from "../../../src/reports/firewall-matrix";
import { checkAgainstCrd } from "../../support/crd";
import { checkAgainstProviderSchema } from "../../support/provider-schema";
import { problemCodes, resourcesByName, synth, testStack } from "../../support/synth";

interface Container {
  readonly command: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly volume_mount: readonly { readonly mount_path: string; readonly read_only: boolean }[];
  readonly security_context: { readonly read_only_root_filesystem: boolean };
}

interface Pods {
  readonly replicas: string;
  readonly template: {
    readonly spec: {
      readonly container: readonly Container[];
      readonly init_container: readonly Container[];
    };
  };
}

function keycloak(props: Partial<KeycloakProps> = {}) {
  const stack = testStack();
  const namespace = Namespace.fromName(stack, "Namespace", "outpost");
  const authority = new SiteAuthority(stack, "Authority", { namespace });
  const database = fromPostgresAttributes(stack, "Database", {
    writer: { host: "db.outpost.example" },
    database: "keycloak",
    credentials: Secret.fromName(stack, "Login", { name: "keycloak-login" }),
    majorVersion: 18,
    tls: { mode: "verify-full", ca: Secret.fromName(stack, "Ca", { name: "database-ca" }) },
  });
  const built = new Keycloak(stack, "Keycloak", {
    namespace,
    database,
    url: "https://sign-in.outpost.example",
    tls: { authority },
    realm: { name: "outpost", mattermost: { siteUrl: "https://chat.outpost.example" } },
    ...props,
  });
  return { stack, built };
}

function pods(json: ReturnType<typeof synth>): Pods {
  return resourcesByName(json, "kubernetes_stateful_set_v1").keycloak?.spec as Pods;
}

test("the JSON and the certificate are valid", () => {
  const { stack } = keycloak();
  expect(checkAgainstProviderSchema(synth(stack))).toEqual([]);
  const manifests = stack.node
    .findAll()
    .filter(CustomResources.isCustomResources)
    .flatMap((each) => each.manifests);
  expect(manifests.flatMap((manifest) => checkAgainstCrd(manifest))).toEqual([]);
  const certificate = manifests.find(({ metadata }) => metadata.name === "keycloak-tls");
  expect(certificate?.spec?.dnsNames).toEqual(
    expect.arrayContaining(["localhost", "keycloak.outpost.svc.cluster.local"]),
  );
});

test("the server runs what the build step made, on a read-only root", () => {
  const { container, init_container: before } = pods(synth(keycloak().stack)).template.spec;
  expect(before.map(({ command }) => command.at(-1))).toEqual(["/built", "build"]);
  const [server] = container;
  expect(server?.command).toEqual(["/opt/keycloak/bin/kc.sh", "start", "--optimized"]);
  expect(server?.security_context.read_only_root_filesystem).toBe(true);
  expect(
    server?.volume_mount.find(({ mount_path: path }) => path === "/opt/keycloak/lib/quarkus")?.read_only,
  ).toBe(true);
  const built = before[1]?.env?.map(({ name }) => name) ?? [];
  const run = server?.env?.map(({ name }) => name) ?? [];
  expect(run).toEqual(expect.arrayContaining(built));
});

test("the database's certificate is checked, and a pooler gets no prepared statements", () => {
  const url = (stack: Parameters<typeof synth>[0]) =>
    pods(synth(stack)).template.spec.container[0]?.env?.find(({ name }) => name === "KC_DB_URL")?.value;
  expect(url(keycloak().stack)).toBe(
    "jdbc:postgresql://db.outpost.example:5432/keycloak?sslmode=verify-full&sslrootcert=/holdfast/ca/database/ca.crt",
  );
});

test("behind a proxy people see the realm, and administrators a port-forward", () => {
  const { stack, built } = keycloak();
  expect(built.published).toMatchObject({
    url: "https://sign-in.outpost.example",
    host: "keycloak-members.outpost.svc.cluster.local",
    port: { port: 8443 },
    serverName: "keycloak.outpost.svc.cluster.local",
    paths: ["/realms/outpost/", "/resources/"],
  });
  const server = (json: ReturnType<typeof synth>) => pods(json).template.spec.container[0]?.env ?? [];
  const master = (json: ReturnType<typeof synth>): unknown => {
    const files = resourcesByName(json, "kubernetes_config_map_v1")["keycloak-realm"];
    return JSON.parse((files?.data as Record<string, string>)["master.json"] ?? "");
  };
  const behind = synth(stack);
  expect(server(behind)).toEqual(
    expect.arrayContaining([
      { name: "KC_HOSTNAME_ADMIN", value: "https://localhost:8443" },
      { name: "KC_PROXY_HEADERS", value: "xforwarded" },
    ]),
  );
  expect(master(behind)).toMatchObject({ attributes: { frontendUrl: "https://localhost:8443" } });
  const exposed = synth(keycloak({ exposure: { kind: "load-balancer" } }).stack);
  expect(server(exposed).map(({ name }) => name)).not.toContain("KC_PROXY_HEADERS");
  expect(master(exposed)).toMatchObject({ attributes: { frontendUrl: "" } });
});

test.each<[string, KeycloakExposure, string]>([
  ["a load balancer", { kind: "load-balancer", address: "10.20.0.9" }, "10.20.0.9/32:443"],
  ["a load balancer that gets any address", { kind: "load-balancer" }, "any address:443"],
  ["ports of the nodes", { kind: "node-port", https: 30_444 }, "the cluster's nodes:30444"],
])("people's way to %s is a row of the firewall matrix", (_, exposure, way) => {
  const rows = firewallMatrix(keycloak({ exposure, allowFrom: ["10.20.0.0/16"] }).stack);
  const outside = rows.filter(({ from, toWhere }) => from === "people" && !toWhere.startsWith("namespace"));
  expect(outside.map(({ toWhere, port }) => `${toWhere}:${String(port)}`)).toEqual([way]);
});

test("connections: database, each other and people, no more", () => {
  const { stack } = keycloak({ exposure: { kind: "load-balancer" }, allowFrom: ["10.20.0.0/16"] });
  const told = Connections.allBelow(stack)
    .filter(({ from }) => from.sideName !== "default-deny")
    .map(({ from, to, port }) => `${from.sideName} -> ${to.sideName}:${String(port.port)}`)
    .map((line) => line.replace(/-realm-[0-9a-f]{8}/, "-realm"));
  expect(told.sort()).toEqual([
    "keycloak -> db.outpost.example:5432",
    "keycloak -> keycloak:57800",
    "keycloak -> keycloak:7800",
    "keycloak-realm -> keycloak:8443",
    "people -> keycloak at its load balancer:443",
    "people -> keycloak:8443",
  ]);
});

test("Mattermost asks inside the cluster", () => {
  const { identity } = keycloak().built;
  expect(identity).toMatchObject({
    protocol: "openid",
    discoveryUrl:
      "https://keycloak.outpost.svc.cluster.local/realms/outpost/.well-known/openid-configuration",
    clientId: "mattermost",
    worksOffline: true,
    internalHosts: ["keycloak.outpost.svc.cluster.local"],
  });
  expect(identity.ca?.secretName).toBe("site-authority-ca");
});

test("another realm or secret runs the job again, the same does not", () => {
  const job = (props: Partial<KeycloakProps> = {}) =>
    Object.keys(resourcesByName(synth(keycloak(props).stack), "kubernetes_job_v1"));
  expect(job()).toEqual(job());
  const mattermost = { siteUrl: "https://chat.outpost.example" };
  expect(job({ realm: { name: "outpost", mattermost, groups: ["pilots"] } })).not.toEqual(job());
});

test.each<[string, Partial<KeycloakProps>, readonly string[]]>([
  ["a path", { url: "https://sign-in.outpost.example/auth" }, ["HF3501"]],
  ["plain HTTP", { url: "http://sign-in.outpost.example" }, ["HF3501"]],
  ["no server", { replicas: 0 }, ["HF3503"]],
  [
    "the administrators' realm",
    { realm: { name: "master", mattermost: { siteUrl: "https://chat.outpost.example" } } },
    ["HF3506"],
  ],
  [
    "a directory without its password, in the clear",
    {
      realm: {
        name: "outpost",
        mattermost: { siteUrl: "https://chat.outpost.example" },
        directory: { vendor: "openldap", url: "ldap://x.example", bindDn: "cn=x", usersDn: "ou=x" },
      },
    },
    ["HF3508", "HF3507"],
  ],
])("refuses %s", (_, props, codes) => {
  expect(problemCodes(() => keycloak(props))).toEqual(codes);
});

test("a feature's name is one", () => {
  expect(new SingleSignOn({ provider: keycloak().built }).featureName).toBe("single-sign-on");
});
