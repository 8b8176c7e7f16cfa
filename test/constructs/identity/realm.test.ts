import { renderRealm } from "../../../src/constructs/identity/realm/realm";
import type { RealmProps } from "../../../src/constructs/identity/realm/realm-props";
import { realmFiles } from "../../../src/constructs/identity/realm/realm-script";
import { realmSteps } from "../../../src/constructs/identity/realm/realm-steps";

const TENANT = "11111111-2222-4333-8444-555555555555";

const PLAIN: RealmProps = { name: "outpost", mattermost: { siteUrl: "https://chat.outpost.example" } };

const FULL: RealmProps = {
  ...PLAIN,
  groups: ["ground crew"],
  directory: {
    vendor: "openldap",
    url: "ldaps://ldap.outpost.example",
    bindDn: "cn=keycloak,ou=services,dc=outpost,dc=example",
    usersDn: "ou=people,dc=outpost,dc=example",
    groupsDn: "ou=groups,dc=outpost,dc=example",
  },
  broker: { tenantId: TENANT, clientId: TENANT, groups: { [TENANT]: "pilots" } },
};

test("Mattermost's clients take exactly its callbacks, by the code flow alone", () => {
  const [openId, saml] = renderRealm(PLAIN).clients;
  expect(openId).toMatchObject({
    clientId: "mattermost",
    secret: "${MM_CLIENT_SECRET}",
    redirectUris: [
      "https://chat.outpost.example/signup/openid/complete",
      "https://chat.outpost.example/login/openid/complete",
    ],
    publicClient: false,
    standardFlowEnabled: true,
    directAccessGrantsEnabled: false,
    implicitFlowEnabled: false,
    fullScopeAllowed: false,
  });
  expect(openId?.defaultClientScopes).toContain("basic");
  expect(saml?.redirectUris).toEqual(["https://chat.outpost.example/login/sso/saml"]);
  expect(saml?.protocolMappers.map(({ config }) => config["attribute.name"])).toEqual([
    ...["id", "email", "username", "givenName", "surname", "position", "groups"],
  ]);
});

test.each([
  ["passwordPolicy", expect.stringContaining("length(20)")],
  ["offlineSessionIdleTimeout", 90 * 86_400],
  ["ssoSessionMaxLifespanRememberMe", 90 * 86_400],
  ["bruteForceProtected", true],
  ["permanentLockout", false],
  ["registrationAllowed", false],
  ["sslRequired", "all"],
  ["eventsEnabled", true],
  ["adminEventsEnabled", true],
])("%s follows from the site", (name, value) => {
  const realm = renderRealm({ ...PLAIN, passwordLength: 20, plannedDisconnectionDays: 90 });
  expect(realm[name]).toEqual(value);
});

test("a required second factor is asked of everybody", () => {
  const totp = (secondFactor: "optional" | "required") =>
    renderRealm({ ...PLAIN, secondFactor }).requiredActions.find(({ alias }) => alias === "CONFIGURE_TOTP");
  expect(totp("required")?.defaultAction).toBe(true);
  expect(totp("optional")?.defaultAction).toBe(false);
});

test("a code or a security key is asked for by the flow that signs people in, which is there before it is used", () => {
  const realm = renderRealm(PLAIN);
  const flow = realm.authenticationFlows.find(({ alias }) => alias === realm.browserFlow);
  expect(flow).toMatchObject({ topLevel: true, builtIn: false });
  const parts = realm.authenticationFlows.flatMap(({ authenticationExecutions }) => authenticationExecutions);
  for (const authenticator of ["auth-otp-form", "webauthn-authenticator"])
    expect(parts).toContainEqual(expect.objectContaining({ authenticator, requirement: "ALTERNATIVE" }));
  const steps = realmSteps(realm);
  const used = steps.findIndex(({ body }) => "browserFlow" in body);
  const made = steps.findIndex(({ body }) => "alias" in body && body.alias === realm.browserFlow);
  expect(made).toBeGreaterThan(0);
  expect(used).toBeGreaterThan(made);
});

test("who comes from Entra is linked, and makes an account only where the site accepts it", () => {
  const authenticators = (props: RealmProps) =>
    renderRealm(props)
      .authenticationFlows.filter(({ alias }) => alias.includes("account"))
      .flatMap((flow) => flow.authenticationExecutions.map(({ authenticator }) => authenticator));
  expect(authenticators(FULL)).toEqual(["idp-detect-existing-broker-user", "idp-auto-link"]);
  const creating = { ...FULL, broker: { tenantId: TENANT, clientId: TENANT, createsAccounts: true } };
  expect(authenticators(creating)).toContain("idp-create-user-if-unique");
  const names = [FULL, creating].map(
    (props) => renderRealm(props).identityProviders[0]?.firstBrokerLoginFlowAlias,
  );
  expect(new Set(names).size).toBe(2);
});

test("Entra is asked at the tenant's own addresses", () => {
  const broker = { tenantId: TENANT, clientId: TENANT, loginHost: "login.microsoftonline.us" };
  const [provider] = renderRealm({ ...PLAIN, broker }).identityProviders;
  expect(provider?.config).toMatchObject({
    issuer: `https://login.microsoftonline.us/${TENANT}/v2.0`,
    tokenUrl: `https://login.microsoftonline.us/${TENANT}/oauth2/v2.0/token`,
    validateSignature: "true",
    clientSecret: "${ENTRA_CLIENT_SECRET}",
  });
});

test("the directory is read only, over TLS, and a silent one costs seconds", () => {
  const [provider] = renderRealm(FULL).components["org.keycloak.storage.UserStorageProvider"] ?? [];
  expect(provider?.config).toMatchObject({
    editMode: ["READ_ONLY"],
    uuidLDAPAttribute: ["entryUUID"],
    connectionTimeout: ["3000"],
    bindCredential: ["${LDAP_BIND_PASSWORD}"],
  });
});

test("ids are UUIDs, each once, the same for the same names", () => {
  const ids = [...JSON.stringify(renderRealm(FULL)).matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id ?? "");
  const uuids = ids.filter((id) => id !== "outpost");
  expect(uuids.length).toBeGreaterThan(15);
  expect(new Set(uuids).size).toBe(uuids.length);
  for (const id of uuids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(renderRealm(FULL)).toEqual(renderRealm({ ...FULL }));
});

test("steps reach every object, parents before children, and never a user or the whole realm", () => {
  const steps = realmSteps(renderRealm(FULL));
  const places = steps.map(({ at }) => at);
  expect(places[0]).toBe("");
  expect(places).toContain("group-by-path/ground%20crew");
  expect(
    places.findIndex((at) => at.startsWith("identity-provider/instances/entra/mappers")),
  ).toBeGreaterThan(places.indexOf("identity-provider/instances/entra"));
  const executions = steps.filter(({ createAt }) => createAt === "authentication/executions");
  expect(executions).toHaveLength(10);
  expect(new Set(executions.map(({ at, listedAs }) => `${at} ${listedAs ?? ""}`)).size).toBe(10);
  expect(Object.keys(steps[0]?.body ?? {})).not.toEqual(expect.arrayContaining(["clients", "components"]));
  expect(places.filter((at) => at.startsWith("users"))).toEqual(["users/profile"]);
});

test("the script has no secret and no password among its arguments", () => {
  const files = realmFiles({
    realm: renderRealm(FULL),
    secrets: ["MM_CLIENT_SECRET"],
    server: "https://keycloak.outpost.svc.cluster.local",
    privateAuthority: true,
  });
  const script = files["apply.sh"] ?? "";
  expect(script).not.toMatch(/--(password|secret)|KC_CLI_PASSWORD[^.]*\$/);
  expect(script).toContain("keytool");
  expect(files["steps.txt"]?.trim().split("\n")).toHaveLength(realmSteps(renderRealm(FULL)).length);
});
